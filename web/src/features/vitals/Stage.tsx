import { useState } from "react";

import type { CityStage, StageCriterion } from "@/features/pulse/public";
import { useStage } from "@/features/pulse/public";
import { useMe } from "@/features/session/public";
import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel, When } from "@/shared/ui/parts";
import { ErrorState, Loaded } from "@/shared/ui/states";
import { useDeclared, useVitalAct } from "./queries";
import { texts } from "./texts";

/** The stage of the city: what is in force, why another is proposed, and a person who declares it. */
export function Stage() {
  const t = useTexts(texts);
  const stage = useStage();
  const history = useDeclared();
  return (
    <Loaded query={stage} rows={8}>
      {(now) => (
        <>
          <InForce now={now} />
          <Panel title={t("criteria")} extra={<span className="weak small">{t("scale", { n: now.scale })}</span>}><Criteria rows={now.criteria} /></Panel>
          <Panel title={t("history")}>
            <Loaded query={history} rows={3}>
              {(items) => items.length === 0 ? <p className="weak">{t("noHistory")}</p> : (
                <ol className="vital-history">{items.map((one) => <li key={one.seq}><strong>{t("level", { n: one.stage })}</strong> <When at={one.at} /> {one.by_name}：{one.reason} {one.proposed !== null && <span className="weak">{t("wasProposed", { n: one.proposed })}</span>}</li>)}</ol>
              )}
            </Loaded>
          </Panel>
        </>
      )}
    </Loaded>
  );
}

function InForce({ now }: { now: CityStage }) {
  const t = useTexts(texts);
  const say = useSay();
  const mayDeclare = useMe().roles.includes("leader");
  return (
    <div className="vital-stage" data-stage={now.stage}>
      <div>
        <strong className="vital-stage-name">{say(now.name)}</strong>
        <p>{say(now.advice)}</p>
        <p className="weak small">{now.since ? <><When at={now.since} /> {now.by}：{now.reason}</> : t("neverDeclared")}</p>
      </div>
      <div>
        <span className="weak">{t("proposal")}</span>
        <strong>{now.proposed ? say(now.proposed.name) : t("noProposal")}</strong>
        {now.proposed?.advice && <p>{say(now.proposed.advice)}</p>}
      </div>
      {mayDeclare && <Declare key={now.seq} now={now} />}
    </div>
  );
}

function Declare({ now }: { now: CityStage }) {
  const t = useTexts(texts);
  const [stage, choose] = useState(now.proposed?.stage ?? now.stage);
  const [reason, write] = useState("");
  const act = useVitalAct((body: { stage: number; reason: string; seq: number }) => api.post("/city-stage", body));
  return (
    <form className="vital-declare" onSubmit={(sent) => { sent.preventDefault(); act.mutate({ stage, reason: reason.trim(), seq: now.seq }); }}>
      <label>{t("toDeclare")} <select className="input" value={stage} onChange={({ target }) => { choose(Number(target.value)); }}>{[1, 2, 3, 4, 5].map((n) => <option key={n} value={n}>{t("level", { n })}</option>)}</select></label>
      <label>{t("reason")} <input className="input" maxLength={500} value={reason} onChange={({ target }) => { write(target.value); }} /></label>
      <button type="submit" className="btn" data-primary disabled={!reason.trim() || act.isPending}>{t("declare")}</button>
      {act.error && <ErrorState error={act.error} />}
    </form>
  );
}

function Criteria({ rows }: { rows: StageCriterion[] }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <table className="vital-criteria" aria-label={t("criteria")}>
      <thead><tr><th>{t("stage")}</th><th>{t("criterion")}</th><th data-numeric>{t("now")}</th><th>{t("holds")}</th></tr></thead>
      <tbody>
        {rows.map((one) => (
          <tr key={`${String(one.stage)}${one.words.zh}`} data-holds={one.holds === true ? true : undefined}>
            <td>{t("level", { n: one.stage })}</td><td>{say(one.words)}</td><td data-numeric>{one.value ?? "—"}</td>
            <td>{one.holds === null ? t("unknown") : t(one.holds ? "yes" : "no")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
