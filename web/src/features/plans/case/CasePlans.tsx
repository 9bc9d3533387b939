import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel } from "@/shared/ui/parts";
import type { CasePlans as Found, Proposed } from "../model";
import { useCasePlans } from "../queries";
import { texts } from "../texts";
import { Desk } from "./Desk";
import { Runs } from "./Runs";
import "../plans.css";

/** 预案 of a case: those that apply, with reasons, and the steps of those in effect; nothing where there is none. */
export function CasePlans({ number }: { number: string }) {
  const t = useTexts(texts);
  const { data } = useCasePlans(number);
  if (!data || (data.runs.length === 0 && data.proposed.length === 0)) return null;
  return (
    <Panel title={data.runs.length > 0 ? t("title") : t("proposedTitle")}>
      <div className="plans-case">
        <Runs runs={data.runs} levels={data.levels} />
        {data.proposed.map((one) => <One key={`${one.plan} ${String(one.reached)}`} one={one} all={data} number={number} />)}
      </div>
    </Panel>
  );
}

function One({ one, all, number }: { one: Proposed; all: Found; number: string }) {
  const t = useTexts(texts);
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <section className="plans-proposed" aria-label={one.title}>
      <div className="plans-head">
        <strong>{one.title}</strong>
        {one.example && <span className="tag">{t("example")}</span>}
        <span className="grow" />
        {all.may_use && <button type="button" className="btn" aria-expanded={open} onClick={() => { setOpen(!open); }}>{t(open ? "fold" : "open")}</button>}
      </div>
      <p className="weak small">{one.reasons.map((reason) => say(reason)).join(" · ")}</p>
      {open && <Desk one={one} all={all} number={number} close={() => { setOpen(false); }} />}
    </section>
  );
}
