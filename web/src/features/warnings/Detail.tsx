import { App } from "antd";
import { Download } from "lucide-react";
import { useState } from "react";

import { useAreas } from "@/features/organisation/public";
import { address } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { When } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState, Loaded } from "@/shared/ui/states";
import { DraftSheet } from "./DraftSheet";
import { LevelBadge } from "./LevelBadge";
import type { Act, Content, Detailed, Line, Rights } from "./model";
import { actsOf, NEEDS_REASON } from "./model";
import { useAct, useWarning } from "./queries";
import { texts } from "./texts";

/** One warning: what it says, what may be done with it, who has confirmed, what happened. */
export function Detail({ id, rights, unconfirmed }: { id: string; rights: Rights; unconfirmed: boolean }) {
  const found = useWarning(id);
  return <Loaded query={found} rows={8}>{(one) => <Facts one={one} rights={rights} unconfirmed={unconfirmed} />}</Loaded>;
}

function Facts({ one, rights, unconfirmed }: { one: Detailed; rights: Rights; unconfirmed: boolean }) {
  const t = useTexts(texts);
  const [act, setAct] = useState<Act | null>(null);
  const acts = actsOf(one, rights, unconfirmed);
  const now = one.receipts.filter(({ edition }) => edition === one.edition);
  return (
    <>
      <h2>{one.number} <span className="weak">{t(one.stage)}{one.edition > 0 && ` · ${t("edition", { n: one.edition })}`}</span></h2>
      <div className="warning-acts">
        {acts.map((each, index) => <button key={each} type="button" className="btn" data-primary={index === 0} onClick={() => { setAct(each); }}>{t(each)}</button>)}
        {one.edition > 0 && <a className="btn" data-quiet href={address(`/cap/alerts/${one.id}`, {})} title={t("capHint")} download><Download size={15} aria-hidden />{t("cap")}</a>}
      </div>
      {one.refused && <p className="refusal">{t("refused", { why: one.refused })}</p>}
      {one.content && <Words heading={one.proposed ? t("inForce") : null} content={one.content} />}
      {one.proposed && <Words heading={one.content ? t(one.proposal === "approved" ? "proposalApproved" : "proposal") : null} content={one.proposed} />}
      {one.reason && <p>{t("ended")}：{one.reason}</p>}
      {one.journal.length > 0 && (
        <>
          <h3>{t("receipts")}</h3>
          {now.length === 0 ? <p className="weak">{t("noReceipts")}</p> : (
            <ul className="warning-receipts">
              {now.map((each, index) => (
                <li key={`${each.name}-${String(index)}`} data-confirmed={each.confirmed_at !== null}>
                  <span>{each.name}</span>
                  <span className="weak">
                    {each.confirmed_at ? <>{t("confirmedAt")} <When at={each.confirmed_at} /></> : t("notConfirmed")}
                    {each.reminders > 0 && ` · ${t("reminded", { n: each.reminders })}`}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <h3>{t("journal")}</h3>
          <ol>{one.journal.map((line, index) => <Entry key={`${line.at}-${String(index)}`} line={line} />)}</ol>
        </>
      )}
      {act === "revise" && <DraftSheet warning={one} alarms={[]} close={() => { setAct(null); }} made={() => { setAct(null); }} />}
      {act !== null && act !== "revise" && <ActSheet id={one.id} act={act} close={() => { setAct(null); }} />}
    </>
  );
}

function Words({ heading, content }: { heading: string | null; content: Content }) {
  const t = useTexts(texts);
  const areas = useAreas();
  const names = content.areas.map((code) => areas.data?.find((area) => area.code === code)?.name ?? code);
  return (
    <>
      {heading && <h3>{heading}</h3>}
      <dl className="facts">
        <dt>{t("level")}</dt><dd><LevelBadge level={content.level} /></dd>
        <dt>{t("name")}</dt><dd>{content.title}</dd>
        <dt>{t("areas")}</dt><dd>{names.join(" · ")}</dd>
        <dt>{t("from")}</dt><dd><When at={content.valid_from} /></dd>
        <dt>{t("until")}</dt><dd><When at={content.valid_until} /></dd>
      </dl>
      <p className="warning-text">{content.text}</p>
    </>
  );
}

function Entry({ line }: { line: Line }) {
  const t = useTexts(texts);
  const words: Record<string, string> = {
    draft: t("draftLine"), revise: t("revise"), approve: t("approve"), refuse: t("refuse"), publish: t("publish"),
    withdraw: t("withdraw"), lift: t("lift"), expire: t("expire"), confirm: t("confirm"), remind: t("remind"),
  };
  const { reason } = line.data;
  return (
    <li>
      <When at={line.at} /> <strong>{words[line.action] ?? line.action}</strong> {typeof reason === "string" ? reason : ""}{" "}
      <span className="weak">{line.actor === "system" ? t("system") : (line.actor ?? t("system"))}</span>
    </li>
  );
}

/** What follows from an act, and why it is done where a reason is asked for. */
function ActSheet({ id, act, close }: { id: string; act: Exclude<Act, "revise">; close: () => void }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const acting = useAct(id);
  const [reason, setReason] = useState("");
  const needs = NEEDS_REASON.has(act);
  const effects: Record<Exclude<Act, "revise">, string> = {
    approve: t("approveEffect"), refuse: t("refuseEffect"), publish: t("publishEffect"),
    withdraw: t("withdrawEffect"), lift: t("liftEffect"), confirm: t("confirmEffect"),
  };
  const send = async () => {
    const done = await acting.mutateAsync({ act, reason: reason.trim() }).catch(() => null);
    if (!done) return;
    void message.success(t("done", { act: t(act) }));
    close();
  };
  return (
    <Sheet title={t(act)} onClose={close}>
      <form className="warning-form" onSubmit={(sent) => { sent.preventDefault(); void send(); }}>
        <p className="effect">{effects[act]}</p>
        {needs && <label>{t("reason")}<textarea className="input" required maxLength={500} rows={3} value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>}
        {acting.error && <ErrorState error={acting.error} />}
        <div className="form-foot">
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={acting.isPending || (needs && reason.trim() === "")}>{t("doIt")}</button>
        </div>
      </form>
    </Sheet>
  );
}
