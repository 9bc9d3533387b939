import { App } from "antd";
import { useState } from "react";

import { useUnits } from "@/features/organisation/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import type { CasePlans, How, Offered, Proposed, Wanted } from "../model";
import { orders, TIMED, wanted } from "../model";
import { draftOrder, useAssist, useConfirm, useDeed, useVocabulary } from "../queries";
import { texts } from "../texts";

/** The steps of a proposed plan, to strike, change, add to and confirm. */
export function Desk({ one, all, number, close }: { one: Proposed; all: CasePlans; number: string; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const [level, setLevel] = useState(one.level);
  const [steps, setSteps] = useState(() => wanted(one.steps, one.level));
  const confirm = useConfirm(number);
  const change = (key: string, more: Partial<Wanted>) => { setSteps((old) => old.map((step) => (step.key === key ? { ...step, ...more } : step))); };
  const turn = (to: number) => {
    setLevel(to);
    setSteps((old) => [...wanted(one.steps, to).map((step) => old.find(({ key }) => key === step.key) ?? step), ...old.filter(({ id }) => id === null)]);
  };
  const add = () => { setSteps((old) => [...old, { key: `+${String(Date.now())}`, id: null, taken: true, title: "", how: "assist", unit: null, minutes: 60, text: "", evidence: false }]); };
  const count = steps.filter(({ taken }) => taken).length;
  const error = confirm.error ? asApiError(confirm.error) : null;
  return (
    <form className="plans-desk" onSubmit={(sent) => {
      sent.preventDefault();
      confirm.mutateAsync({ plan: one.plan, version: one.version, level, steps: orders(steps, one.steps) })
        .then(() => { void message.success(t("confirmed")); close(); }).catch(() => undefined);
    }}>
      {one.summary && <p>{one.summary}</p>}
      <label>{t("level")}
        <select className="input" value={level} onChange={({ target }) => { turn(Number(target.value)); }}>
          {all.levels.filter((each) => each.level > one.reached).map((each) => <option key={each.level} value={each.level}>{say(each)}{each.level === all.level ? t("suggested") : ""}</option>)}
        </select>
      </label>
      <ol className="plans-steps">
        {steps.map((step) => <Row key={step.key} step={step} offered={one.steps.find(({ id }) => id === step.id)} number={number} change={(more) => { change(step.key, more); }} />)}
      </ol>
      {one.references.length > 0 && <p className="weak small">{t("references")}：{one.references.map(({ title, where }) => [title, where].filter(Boolean).join(" ")).join("；")}</p>}
      {error && <p className="refusal" role="alert">{say(error.sentence)} {say(advice(error))}</p>}
      <div className="plans-head">
        <button type="button" className="btn" onClick={add}>{t("add")}</button>
        <span className="grow" />
        <button type="submit" className="btn" data-primary disabled={count === 0 || confirm.isPending}>{t("confirm", { n: count })}</button>
      </div>
    </form>
  );
}

function Row({ step, offered, number, change }: { step: Wanted; offered: Offered | undefined; number: string; change: (more: Partial<Wanted>) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = useVocabulary();
  const title = step.title || t("added");
  return (
    <li data-off={!step.taken || undefined}>
      <div className="plans-head">
        <label className="plans-take"><input type="checkbox" checked={step.taken} onChange={({ target }) => { change({ taken: target.checked }); }} /> {title}</label>
        {offered ? <span className="tag">{say(words.data?.hows.find(({ code }) => code === step.how) ?? { zh: step.how, en: step.how })}</span> : <Kind step={step} change={change} />}
        {offered?.basis && <span className="weak small">{t("basis")}：{offered.basis}</span>}
      </div>
      {offered?.hindered && <p className="weak small">{say(offered.hindered)}</p>}
      {step.taken && (
        <div className="plans-fields">
          {offered && !offered.unit && (offered.people > 0 || offered.role) ? <span className="weak">{say(offered.found)}</span> : <Unit step={step} found={offered ? say(offered.found) : ""} title={title} change={change} />}
          {TIMED.includes(step.how) && <label>{t("minutes")}<input className="input" type="number" min={1} max={86400} required value={step.minutes || ""} aria-label={`${title} ${t("minutes")}`} onChange={({ target }) => { change({ minutes: Number(target.value) }); }} /></label>}
          <label className="plans-take"><input type="checkbox" checked={step.evidence} onChange={({ target }) => { change({ evidence: target.checked }); }} /> {t("evidence")}</label>
          <label className="plans-wide">{t("order")}<textarea className="input" rows={2} maxLength={2000} required={!offered} aria-label={`${title} ${t("order")}`} value={step.text} onChange={({ target }) => { change({ text: target.value }); }} /></label>
          <Drafted number={number} use={(text) => { change({ text }); }} />
        </div>
      )}
    </li>
  );
}

const ADDED: How[] = ["assist", "whistle", "supervise", "notify"];

function Kind({ step, change }: { step: Wanted; change: (more: Partial<Wanted>) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = useVocabulary();
  return (
    <>
      <input className="input" maxLength={60} placeholder={t("name")} aria-label={t("name")} value={step.title} onChange={({ target }) => { change({ title: target.value }); }} />
      <select className="input" aria-label={t("how")} value={step.how} onChange={({ target }) => { const how = ADDED.find((one) => one === target.value) ?? "assist"; change({ how, minutes: TIMED.includes(how) ? step.minutes || 60 : 0 }); }}>
        {words.data?.hows.filter(({ code }) => ADDED.some((one) => one === code)).map((one) => <option key={one.code} value={one.code}>{say(one)}</option>)}
      </select>
    </>
  );
}

function Unit({ step, found, title, change }: { step: Wanted; found: string; title: string; change: (more: Partial<Wanted>) => void }) {
  const t = useTexts(texts);
  const units = useUnits();
  return (
    <label>{t("unit")}
      <select className="input" required value={step.unit ?? ""} title={found} aria-label={`${title} ${t("unit")}`} onChange={({ target }) => { change({ unit: target.value || null }); }}>
        <option value="">{t("choose")}</option>
        {units.data?.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
      </select>
      {found && <span className="weak small">{found}</span>}
    </label>
  );
}

/** Where a language model is enabled, a draft of the order for a person to change. */
function Drafted({ number, use }: { number: string; use: (text: string) => void }) {
  const t = useTexts(texts);
  const assist = useAssist();
  const draft = useDeed(draftOrder);
  if (!assist.data?.on) return null;
  return <button type="button" className="btn" disabled={draft.isPending} onClick={() => { draft.mutateAsync(number).then(({ fields }) => { use(fields.text); }).catch(() => undefined); }}>{t("draft")}</button>;
}
