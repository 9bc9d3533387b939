import { App } from "antd";
import { useState } from "react";

import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import type { Condition, Finder, How, Plan, Step } from "../model";
import { COLOURED, freshCondition, LISTS, listOf, TIMED, withList } from "../model";
import { savePlan, useDeed, useVocabulary } from "../queries";
import { texts } from "../texts";

const NEW: Plan = {
  code: "", title: "", when: [[freshCondition("matter")]],
  steps: [{ id: "step-1", title: "", how: "dispatch", who: { by: "lead" } }],
};
const CODELESS: Finder[] = ["lead", "area"];

/** Write a plan: what it is called, when it applies, what is to be done. Another person approves it. */
export function Editor({ plan: old, close }: { plan: Plan | null; close: (code?: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const [plan, setPlan] = useState(old ?? NEW);
  const change = (more: Partial<Plan>) => { setPlan((now) => ({ ...now, ...more })); };
  const saving = useDeed(savePlan);
  const words = useVocabulary();
  const error = saving.error ? asApiError(saving.error) : null;
  const add = () => { change({ steps: [...plan.steps, { id: `step-${String(Date.now() % 1e8)}`, title: "", how: "assist", who: { by: "lead" }, minutes: 60 }] }); };
  return (
    <Sheet title={t(old ? "edit" : "write")} onClose={() => { close(); }}>
      <form className="plans-form" onSubmit={(sent) => {
        sent.preventDefault();
        saving.mutateAsync(plan).then(() => { void message.success(t("saved")); close(plan.code); }).catch(() => undefined);
      }}>
        <label>{t("code")}<input className="input" required pattern="[a-z0-9][a-z0-9_\-]*" maxLength={40} disabled={old !== null} value={plan.code} onChange={({ target }) => { change({ code: target.value }); }} /></label>
        <label>{t("name")}<input className="input" required maxLength={60} value={plan.title} onChange={({ target }) => { change({ title: target.value }); }} /></label>
        <label>{t("summary")}<textarea className="input" rows={2} maxLength={500} value={plan.summary ?? ""} onChange={({ target }) => { change({ summary: target.value }); }} /></label>
        <h3>{t("when")}</h3>
        {plan.when.map((all, at) => <Group key={at} all={all} change={(group) => { change({ when: plan.when.map((one, n) => (n === at ? group : one)).filter(({ length }) => length > 0) }); }} />)}
        <button type="button" className="btn" onClick={() => { change({ when: [...plan.when, [freshCondition("words")]] }); }}>{t("addGroup")}</button>
        <h3>{t("steps")}</h3>
        {words.data && <p className="weak small">{t("fields", { names: words.data.fields.map((one) => `{${one.code}} ${say(one)}`).join("，") })}</p>}
        {plan.steps.map((step) => <StepForm key={step.id} step={step} change={(more) => { change({ steps: plan.steps.map((one) => (one.id === step.id ? { ...one, ...more } : one)) }); }} remove={() => { change({ steps: plan.steps.filter(({ id }) => id !== step.id) }); }} />)}
        <button type="button" className="btn" onClick={add}>{t("add")}</button>
        {error && <p className="refusal" role="alert">{say(error.sentence)} {say(advice(error))}</p>}
        <button type="submit" className="btn" data-primary disabled={saving.isPending || plan.steps.length === 0 || plan.when.length === 0}>{t("save")}</button>
      </form>
    </Sheet>
  );
}

function Group({ all, change }: { all: Condition[]; change: (all: Condition[]) => void }) {
  const t = useTexts(texts);
  const put = (at: number, one: Condition | null) => { change(one ? all.map((old, n) => (n === at ? one : old)) : all.filter((_, n) => n !== at)); };
  return (
    <fieldset>
      {all.map((one, at) => <ConditionForm key={at} one={one} change={(next) => { put(at, next); }} />)}
      <button type="button" className="btn" data-quiet onClick={() => { change([...all, freshCondition("words")]); }}>{t("addCondition")}</button>
    </fieldset>
  );
}

function ConditionForm({ one, change }: { one: Condition; change: (one: Condition | null) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = useVocabulary();
  const [text, write] = useState(listOf(one));
  const level = typeof one.params?.level === "string" ? one.params.level : "blue";
  return (
    <div className="plans-head">
      <label className="plans-take"><input type="checkbox" checked={one.negate ?? false} onChange={({ target }) => { change({ ...one, negate: target.checked }); }} /> {t("not")}</label>
      <select className="input" aria-label={t("when")} value={one.name} onChange={({ target }) => { write(""); change(freshCondition(target.value)); }}>
        {words.data?.conditions.map((each) => <option key={each.code} value={each.code}>{say(each)}</option>)}
      </select>
      {LISTS[one.name] && <input className="input" aria-label={t("value")} placeholder={t("value")} required={one.name !== "alarm"} value={text} onChange={({ target }) => { write(target.value); change(withList(one, target.value)); }} />}
      {one.name === "urgency" && <input className="input" type="number" min={1} max={3} aria-label={t("urgency")} value={Number(one.params?.urgency ?? 2)} onChange={({ target }) => { change({ ...one, params: { urgency: Number(target.value) } }); }} />}
      {COLOURED.includes(one.name) && (
        <select className="input" aria-label={t("colour")} value={level} onChange={({ target }) => { change({ ...one, params: { ...one.params, level: target.value } }); }}>
          {["blue", "yellow", "orange", "red"].map((colour, at) => <option key={colour} value={colour}>{say(words.data?.levels[at] ?? colour)}</option>)}
        </select>
      )}
      <button type="button" className="btn" data-quiet aria-label={t("removeCondition")} onClick={() => { change(null); }}>×</button>
    </div>
  );
}

function StepForm({ step, change, remove }: { step: Step; change: (more: Partial<Step>) => void; remove: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = useVocabulary();
  const turn = (how: How) => { change({ how, minutes: TIMED.includes(how) ? step.minutes ?? 60 : 0 }); };
  const find = (by: Finder) => { change({ who: CODELESS.includes(by) ? { by } : { by, code: step.who.code ?? "" } }); };
  return (
    <fieldset>
      <div className="plans-head">
        <label>{t("name")}<input className="input" required maxLength={60} value={step.title} onChange={({ target }) => { change({ title: target.value }); }} /></label>
        <label>{t("how")}<select className="input" value={step.how} onChange={({ target }) => { turn(target.value as How); }}>{words.data?.hows.map((one) => <option key={one.code} value={one.code}>{say(one)}</option>)}</select></label>
        <label>{t("who")}<select className="input" value={step.who.by} onChange={({ target }) => { find(target.value as Finder); }}>{words.data?.finders.map((one) => <option key={one.code} value={one.code}>{say(one)}</option>)}</select></label>
        {!CODELESS.includes(step.who.by) && <label>{t("whoCode")}<input className="input" required maxLength={64} value={step.who.code ?? ""} onChange={({ target }) => { change({ who: { ...step.who, code: target.value } }); }} /></label>}
        {TIMED.includes(step.how) && <label>{t("minutes")}<input className="input" type="number" min={1} max={86400} required value={step.minutes ?? ""} onChange={({ target }) => { change({ minutes: Number(target.value) }); }} /></label>}
        <label>{t("level")}<select className="input" value={step.from_level ?? 1} onChange={({ target }) => { change({ from_level: Number(target.value) }); }}>{words.data?.levels.map((one) => <option key={one.code} value={one.code}>{say(one)}</option>)}</select></label>
        <label className="plans-take"><input type="checkbox" checked={step.evidence ?? false} onChange={({ target }) => { change({ evidence: target.checked }); }} /> {t("evidence")}</label>
        <button type="button" className="btn" data-quiet aria-label={t("remove")} onClick={remove}>×</button>
      </div>
      <label>{t("order")}<textarea className="input" rows={2} maxLength={1000} value={step.text ?? ""} onChange={({ target }) => { change({ text: target.value }); }} /></label>
      <label>{t("basis")}<input className="input" maxLength={300} value={step.basis ?? ""} onChange={({ target }) => { change({ basis: target.value }); }} /></label>
    </fieldset>
  );
}
