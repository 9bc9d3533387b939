import { BellRing, ClipboardPen, ShieldAlert } from "lucide-react";
import { useState } from "react";

import type { useBulk } from "@/features/cases/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { now } from "@/shared/time/clock";
import { Sheet } from "@/shared/ui/Sheet";
import type { Measure, Order } from "./measures";
import { DRAGGED, MEASURES, supervision } from "./measures";
import { texts } from "./texts";

const ICONS = { urge: BellRing, supervise: ClipboardPen, list: ShieldAlert };

/** Where cases are dropped to urge, supervise or list them; each is a button as well. */
export function Targets({ give, count, offered }: { give: (measure: Measure, number?: string) => void; count: number; offered: (measure: Measure) => boolean }) {
  const t = useTexts(texts);
  const [over, setOver] = useState<Measure | null>(null);
  return (
    <div className="ladder-targets" role="toolbar" aria-label={t("targets")}>
      {MEASURES.map(({ measure, key }) => {
        const Icon = ICONS[measure];
        return (
          <button key={measure} type="button" className="btn" data-over={over === measure} disabled={!offered(measure)} title={offered(measure) ? undefined : t("notHere")} onClick={() => { give(measure); }}
            onDragOver={(drag) => { if (drag.dataTransfer.types.includes(DRAGGED)) { drag.preventDefault(); setOver(measure); } }}
            onDragLeave={() => { setOver(null); }}
            onDrop={(drag) => { drag.preventDefault(); setOver(null); give(measure, drag.dataTransfer.getData(DRAGGED)); }}>
            <Icon size={16} aria-hidden />
            {t(measure)}
            <kbd>{key}</kbd>
          </button>
        );
      })}
      <span className="weak">{count > 0 ? t("picked", { n: count }) : t("dragHint")}</span>
    </div>
  );
}

/** What is ordered, about which cases, and what will happen. */
export function OrderSheet({ order, close, run, busy }: { order: Order; close: () => void } & Pick<ReturnType<typeof useBulk>, "run" | "busy">) {
  const t = useTexts(texts);
  const [demand, setDemand] = useState("");
  const [due, setDue] = useState("");
  const { measure, cases, left = 0 } = order;
  const send = () => {
    if (measure === "urge") void run("urge", cases, demand.trim() ? { comment: demand.trim() } : {});
    else void run("supervise", cases, supervision(measure, demand, due, now()));
  };
  return (
    <Sheet title={`${t(measure)} · ${t("count", { n: cases.length })}`} onClose={close}>
      <form className="ladder-order" onSubmit={(sent) => { sent.preventDefault(); send(); }}>
        <ul>
          {cases.slice(0, 5).map((one) => <li key={one.number}><span className="strong">{one.unit?.name ?? t("centre")}</span> {one.title}</li>)}
          {cases.length > 5 && <li className="weak">{t("andMore", { n: cases.length - 5 })}</li>}
        </ul>
        <label>
          {measure === "urge" ? t("word") : t("demand")}
          <textarea className="input" rows={3} autoFocus required={measure !== "urge"} maxLength={1000} value={demand} onChange={(typed) => { setDemand(typed.target.value); }} />
        </label>
        {measure !== "urge" && (
          <label>
            {t("due")}
            <input className="input" type="datetime-local" value={due} onChange={(typed) => { setDue(typed.target.value); }} />
          </label>
        )}
        {left > 0 && <p role="status">{t("leftOut", { n: left })}</p>}
        <p className="effect">{measure === "urge" ? t("urgeEffect") : t("superviseEffect")}</p>
        <div className="form-foot">
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={busy || cases.length === 0 || (measure !== "urge" && demand.trim() === "")}>{t("doIt")}</button>
        </div>
      </form>
    </Sheet>
  );
}
