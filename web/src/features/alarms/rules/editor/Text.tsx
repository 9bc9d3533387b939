import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import type { Rule } from "../model";
import { placeOf } from "../model";
import { texts } from "./texts";

/** The rule as JSON, for those who would rather write it; what is no JSON is told with line and column. */
export function RuleText({ rule, change, fixed }: { rule: Rule; change: (rule: Rule) => void; fixed: boolean }) {
  const t = useTexts(texts);
  const [text, setText] = useState(() => JSON.stringify(rule, null, 2));
  const [wrong, setWrong] = useState<string | null>(null);
  const read = (typed: string) => {
    setText(typed);
    try {
      const found = JSON.parse(typed) as unknown;
      const whole = typeof found === "object" && found !== null && "subject" in found && Array.isArray((found as Rule).levels);
      setWrong(whole ? null : t("textNoRule"));
      if (whole) change({ ...(found as Rule), code: rule.code || (found as Rule).code });
    } catch (error) {
      const offset = /position (\d+)/.exec(String(error))?.[1];
      const { line, column } = placeOf(typed, offset === undefined ? typed.length : Number(offset));
      setWrong(t("textWrong", { line, column }));
    }
  };
  return (
    <section className="rule-part">
      <h2 id="rule-text">{t("asText")}</h2>
      <p className="weak">{t("asTextHelp")}</p>
      <textarea className="input mono" aria-labelledby="rule-text" aria-invalid={wrong ? true : undefined} aria-describedby="rule-text-wrong" readOnly={fixed} rows={28} spellCheck={false} value={text} onChange={(typed) => { read(typed.target.value); }} />
      <p id="rule-text-wrong" className="problem" role="status">{wrong}</p>
    </section>
  );
}
