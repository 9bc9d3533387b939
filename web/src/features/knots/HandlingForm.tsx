import { Select } from "antd";
import { useState } from "react";

import { useUnits } from "@/features/organisation/public";
import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { now } from "@/shared/time/clock";
import { fullTime } from "@/shared/time/format";
import type { Handling } from "./model";
import { usePlanTitles } from "./queries";
import { texts } from "./texts";

const DAY = 86_400_000;
const MONTH = 30;
export const FRESH = (title: string): Handling => ({
  title, lead: "", assists: [], assist_hours: 48, basis: "", plan: null, steps: [], deadline: fullTime(new Date(now() + MONTH * DAY).toISOString()).slice(0, 10), area: null,
});

/** How a hard matter is handled: units, mechanism, steps, deadline. */
export function HandlingForm({ start, pending, error, save }: { start: Handling; pending: boolean; error: Error | null; save: (given: Handling) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const [given, setGiven] = useState(start);
  const units = useUnits();
  const plans = usePlanTitles();
  const choices = (units.data ?? []).map(({ code, name }) => ({ value: code, label: name }));
  const set = (more: Partial<Handling>) => { setGiven((old) => ({ ...old, ...more })); };
  const setStep = (at: number, more: Partial<Handling["steps"][number]>) => { set({ steps: given.steps.map((one, i) => (i === at ? { ...one, ...more } : one)) }); };
  return (
    <form className="knots-form" onSubmit={(sent) => { sent.preventDefault(); save(given); }}>
      <label>{t("name")}<input className="input" required maxLength={100} value={given.title} onChange={({ target }) => { set({ title: target.value }); }} /></label>
      <label>{t("lead")}<Select showSearch={{ optionFilterProp: "label" }} aria-label={t("lead")} value={given.lead || null} options={choices} onChange={(lead: string) => { set({ lead }); }} /></label>
      <label>{t("assists")}<Select mode="multiple" showSearch={{ optionFilterProp: "label" }} aria-label={t("assists")} value={given.assists} options={choices.filter(({ value }) => value !== given.lead)} onChange={(assists: string[]) => { set({ assists }); }} /></label>
      <label>{t("hours")}<input className="input" type="number" min={1} max={2000} required value={given.assist_hours} onChange={({ target }) => { set({ assist_hours: Number(target.value) }); }} /></label>
      <label>{t("basis")}<textarea className="input" rows={2} maxLength={2000} value={given.basis} onChange={({ target }) => { set({ basis: target.value }); }} /></label>
      <label>{t("plan")}<select className="input" value={given.plan ?? ""} onChange={({ target }) => { set({ plan: target.value || null }); }}><option value="">{t("noPlan")}</option>{plans.data?.map(({ code, title }) => <option key={code} value={code}>{title}</option>)}</select></label>
      <label>{t("deadline")}<input className="input" type="date" required value={given.deadline} onChange={({ target }) => { set({ deadline: target.value }); }} /></label>
      <fieldset>
        <legend>{t("steps")}</legend>
        {given.steps.map((step, at) => (
          <div key={at} className="knots-head">
            <input className="input grow" aria-label={`${t("stepName")} ${String(at + 1)}`} required maxLength={100} value={step.title} onChange={({ target }) => { setStep(at, { title: target.value }); }} />
            <Select allowClear showSearch={{ optionFilterProp: "label" }} className="knots-unit" aria-label={`${t("unit")} ${String(at + 1)}`} placeholder={t("unit")} value={step.unit} options={choices} onChange={(unit: string | undefined) => { setStep(at, { unit: unit ?? null }); }} />
            <input className="input" type="date" aria-label={`${t("due")} ${String(at + 1)}`} value={step.due ?? ""} onChange={({ target }) => { setStep(at, { due: target.value || null }); }} />
            <button type="button" className="btn" data-quiet onClick={() => { set({ steps: given.steps.filter((_, i) => i !== at) }); }}>{t("remove")}</button>
          </div>
        ))}
        <button type="button" className="btn" onClick={() => { set({ steps: [...given.steps, { title: "", unit: null, due: null }] }); }}>{t("addStep")}</button>
      </fieldset>
      {error && <p className="refusal" role="alert">{say(asApiError(error).sentence)}</p>}
      <div className="form-foot"><button type="submit" className="btn" data-primary disabled={pending || !given.lead}>{t("save")}</button></div>
    </form>
  );
}
