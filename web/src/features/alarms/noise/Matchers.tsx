import { Plus } from "lucide-react";
import { useId } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import type { Matcher } from "./queries";
import { OPS } from "./queries";
import { texts } from "./texts";

const LABELS = ["rule", "level", "subject", "product", "area", "unit", "theme"];
const WORDS = { "=": "equal", "!=": "unequal", "=~": "like", "!~": "unlike" } as const;

/** Demands on labels as words: all of them must be met. */
export function MatcherWords({ matchers }: { matchers: Matcher[] }) {
  const t = useTexts(texts);
  return <span>{matchers.map(({ label, op = "=", value = "" }) => `${label} ${t(WORDS[op])} ${value || t("nothing")}`).join(` ${t("and")} `)}</span>;
}

/** Demands on labels, one a line. */
export function MatchersField({ name, value, change }: { name: string; value: Matcher[]; change: (value: Matcher[]) => void }) {
  const t = useTexts(texts);
  const known = useId();
  const put = (n: number, changes: Partial<Matcher>) => { change(value.map((one, m) => (m === n ? { ...one, ...changes } : one))); };
  return (
    <fieldset className="noise-matchers">
      <legend>{name}</legend>
      <datalist id={known}>{LABELS.map((one) => <option key={one} value={one} />)}</datalist>
      {value.map((one, n) => (
        <span key={String(n)} className="rule-pair">
          <input className="input" required maxLength={60} aria-label={t("label")} list={known} value={one.label} onChange={(typed) => { put(n, { label: typed.target.value }); }} />
          <select className="input" aria-label={t("op")} value={one.op ?? "="} onChange={(chosen) => { put(n, { op: chosen.target.value as Matcher["op"] }); }}>{OPS.map((op) => <option key={op} value={op}>{t(WORDS[op])}</option>)}</select>
          <input className="input" maxLength={200} aria-label={t("value")} value={one.value ?? ""} onChange={(typed) => { put(n, { value: typed.target.value }); }} />
          {value.length > 1 && <button type="button" className="btn" data-quiet onClick={() => { change(value.filter((_, m) => m !== n)); }}>{t("remove")}</button>}
        </span>
      ))}
      <button type="button" className="btn" onClick={() => { change([...value, { label: "", op: "=", value: "" }]); }}><Plus size={15} aria-hidden />{t("addMatcher")}</button>
    </fieldset>
  );
}
