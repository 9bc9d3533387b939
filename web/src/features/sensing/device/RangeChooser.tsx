import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { Sheet } from "@/shared/ui/Sheet";
import type { RangeName } from "./model";
import { RANGES } from "./model";
import { texts } from "./texts";

interface Props {
  range: RangeName;
  span: { from: number; to: number };
  change: (changes: { range?: string; from?: string; to?: string }) => void;
}

/** An instant as the machine's own box for times writes it. */
const local = (at: number): string => {
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
};

/** How much of the past is shown: usual lengths, or from when to when one wants. */
export function RangeChooser({ range, span, change }: Props) {
  const t = useTexts(texts);
  const [own, setOwn] = useState<{ from: string; to: string } | null>(null);
  const good = own !== null && Date.parse(own.from) < Date.parse(own.to);
  return (
    <div className="device-range" role="group" aria-label={t("range")}>
      {(Object.keys(RANGES) as (keyof typeof RANGES)[]).map((name) => (
        <button key={name} type="button" className="btn" aria-pressed={range === name} onClick={() => { change({ range: name === "24h" ? "" : name, from: "", to: "" }); }}>{t(name)}</button>
      ))}
      <button type="button" className="btn" aria-pressed={range === "own"} onClick={() => { setOwn({ from: local(span.from), to: local(span.to) }); }}>{t("own")}</button>
      {own && (
        <Sheet title={t("ownTitle")} onClose={() => { setOwn(null); }}>
          <form className="device-form" onSubmit={(sent) => { sent.preventDefault(); change({ range: "own", from: new Date(own.from).toISOString(), to: new Date(own.to).toISOString() }); setOwn(null); }}>
            <label>{t("from")}<input className="input" type="datetime-local" required value={own.from} onChange={(typed) => { setOwn({ ...own, from: typed.target.value }); }} /></label>
            <label>{t("to")}<input className="input" type="datetime-local" required value={own.to} onChange={(typed) => { setOwn({ ...own, to: typed.target.value }); }} /></label>
            {!good && <p className="problem" role="alert">{t("ownWrong")}</p>}
            <div><button type="submit" className="btn" data-primary disabled={!good}>{t("show")}</button></div>
          </form>
        </Sheet>
      )}
    </div>
  );
}
