import { App } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { FRESH, HandlingForm } from "./HandlingForm";
import type { Candidate, Criteria, Found } from "./model";
import { COUNTS, oneMatter } from "./model";
import { admit, dismiss, look, setCriteria, useCandidates, useDeed } from "./queries";
import { texts } from "./texts";

/** Cases that meet a criterion, with reasons; a person admits or dismisses them. */
export function Candidates({ admitted }: { admitted: (id: string) => void }) {
  return <Loaded query={useCandidates()} rows={8}>{(found) => <Table found={found} admitted={admitted} />}</Loaded>;
}

function Table({ found, admitted }: { found: Found; admitted: (id: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const [taken, take] = useState<ReadonlySet<string>>(new Set());
  const [sheet, show] = useState<"admit" | "criteria" | Candidate | null>(null);
  const chosen = found.items.filter(({ number }) => taken.has(number));
  const admitting = useDeed(admit);
  const looking = useDeed(look);
  const turn = (number: string) => { take((old) => { const next = new Set(old); if (!next.delete(number)) next.add(number); return next; }); };
  const close = () => { show(null); };
  return (
    <>
      <div className="knots-head">
        <button type="button" className="btn" data-primary disabled={!oneMatter(chosen)} title={chosen.length > 1 && !oneMatter(chosen) ? t("oneMatter") : undefined} onClick={() => { show("admit"); }}>{t("admit", { n: chosen.length })}</button>
        <span className="grow" />
        <button type="button" className="btn" disabled={looking.isPending} onClick={() => { looking.mutateAsync(undefined).then((answer) => { void message.success(t("lookFound", { n: answer.new })); }).catch((error: unknown) => { void message.error(say(asApiError(error).sentence)); }); }}>{t("lookNow")}</button>
        <button type="button" className="btn" onClick={() => { show("criteria"); }}>{t("criteria")}</button>
      </div>
      {found.items.length === 0 ? <EmptyState title={t("noCandidates")} /> : (
        <div className="knots-box" role="region" aria-label={t("candidates")} tabIndex={0}>
          <table>
            <thead><tr><th><span className="sr">{t("pick")}</span></th><th>{t("number")}</th><th>{t("matter")}</th><th>{t("unit")}</th><th>{t("why")}</th><th><span className="sr">{t("act")}</span></th></tr></thead>
            <tbody>
              {found.items.map((one) => (
                <tr key={one.number}>
                  <td><input type="checkbox" aria-label={t("choose", { number: one.number })} checked={taken.has(one.number)} onChange={() => { turn(one.number); }} /></td>
                  <td><Link className="mono" to={`/desk/cases/${one.number}`}>{one.number}</Link></td>
                  <td>{one.matter.name ?? one.matter.key}</td>
                  <td>{one.unit?.name}</td>
                  <td>{one.reasons.map((reason) => say(reason)).join("；")}</td>
                  <td><button type="button" className="btn" data-quiet onClick={() => { show(one); }}>{t("dismiss")}<span className="sr"> {one.number}</span></button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {sheet === "admit" && (
        <Sheet title={t("admitTitle")} onClose={close}>
          <HandlingForm start={FRESH(chosen[0]?.matter.name ?? "")} pending={admitting.isPending} error={admitting.error} save={(handling) => { admitting.mutate({ cases: [...taken], handling }, { onSuccess: ({ id }) => { take(new Set()); close(); admitted(id); } }); }} />
        </Sheet>
      )}
      {sheet === "criteria" && <CriteriaSheet start={found.criteria} close={close} />}
      {sheet !== null && typeof sheet === "object" && <Dismissing one={sheet} close={close} />}
    </>
  );
}

function Dismissing({ one, close }: { one: Candidate; close: () => void }) {
  const t = useTexts(texts);
  const [text, write] = useState("");
  const doing = useDeed(dismiss);
  return (
    <Sheet title={`${t("dismiss")} ${one.number}`} onClose={close}>
      <form className="knots-form" onSubmit={(sent) => { sent.preventDefault(); doing.mutate({ number: one.number, text }, { onSuccess: close }); }}>
        <label>{t("dismissWhy")}<textarea className="input" rows={2} maxLength={2000} value={text} onChange={({ target }) => { write(target.value); }} /></label>
        <div className="form-foot"><button type="submit" className="btn" data-primary disabled={doing.isPending || !text.trim()}>{t("dismiss")}</button></div>
      </form>
    </Sheet>
  );
}

function CriteriaSheet({ start, close }: { start: Criteria; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const [criteria, set] = useState(start);
  const [reason, write] = useState("");
  const saving = useDeed(setCriteria);
  return (
    <Sheet title={t("criteria")} onClose={close}>
      <form className="knots-form" onSubmit={(sent) => { sent.preventDefault(); saving.mutate({ criteria, reason }, { onSuccess: close }); }}>
        <p className="weak">{t("criteriaNote")}</p>
        {COUNTS.map((name) => <label key={name}>{t(name)}<input className="input" type="number" min={name === "days" ? 1 : 0} required value={criteria[name]} onChange={({ target }) => { set({ ...criteria, [name]: Number(target.value) }); }} /></label>)}
        <label className="knots-check"><input type="checkbox" checked={criteria.unresolved} onChange={({ target }) => { set({ ...criteria, unresolved: target.checked }); }} /> {t("unresolved")}</label>
        <label>{t("reason")}<input className="input" required maxLength={2000} value={reason} onChange={({ target }) => { write(target.value); }} /></label>
        {saving.error && <p className="refusal" role="alert">{say(asApiError(saving.error).sentence)}</p>}
        <div className="form-foot"><button type="submit" className="btn" data-primary disabled={saving.isPending || !reason.trim()}>{t("save")}</button></div>
      </form>
    </Sheet>
  );
}
