import { useState } from "react";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Plan, Templates } from "./model";
import { Place } from "./MakeSheet";
import { dropSchedule, saveSchedule, useDeed, useSchedules } from "./queries";
import { texts } from "./texts";

/** What is made by the clock: which template, when, and what came of it. */
export function SchedulesPane({ templates }: { templates: Templates["items"] }) {
  const t = useTexts(texts);
  const say = useSay();
  const query = useSchedules();
  const dropping = useDeed(dropSchedule);
  const saving = useDeed(saveSchedule);
  const name = (code: string) => say(templates.find(({ template }) => template.code === code)?.template ?? code);
  return (
    <>
      <Add templates={templates.filter(({ template }) => template.every !== "any")} />
      <Loaded query={query} rows={3}>
        {({ items }) => items.length === 0 ? <EmptyState title={t("noSchedule")}><p>{t("noScheduleText")}</p></EmptyState> : (
          <table className="bulletins-table">
            <thead><tr><th>{t("template")}</th><th>{t("at")}</th><th>{t("next")}</th><th>{t("lastTime")}</th><th>{t("acts")}</th></tr></thead>
            <tbody>{items.map((one) => (
              <tr key={one.id}>
                <td>{name(one.plan.template)}</td>
                <td>{one.plan.clock} {t("dayN", { n: one.plan.day })}</td>
                <td>{one.next_at ? <When at={one.next_at} /> : t("rests")}</td>
                <td>{one.last_at ? <When at={one.last_at} /> : "—"} {one.failed && <span className="refusal">{one.failed}</span>}</td>
                <td>
                  <button type="button" className="btn" data-quiet onClick={() => { saving.mutate({ id: one.id, plan: { ...one.plan, on: !one.plan.on } }); }}>{t(one.plan.on ? "stop" : "resume")}</button>
                  <button type="button" className="btn" data-quiet onClick={() => { dropping.mutate(one.id); }}>{t("remove")}</button>
                </td>
              </tr>
            ))}</tbody>
          </table>
        )}
      </Loaded>
    </>
  );
}

function Add({ templates }: { templates: Templates["items"] }) {
  const t = useTexts(texts);
  const say = useSay();
  const [plan, set] = useState<Plan>({ template: templates[0]?.template.code ?? "daily", clock: "08:00", day: 1, area: null, unit: null, language: "zh", targets: {}, on: true });
  const saving = useDeed(saveSchedule);
  return (
    <form className="bulletins-head bulletins-form" aria-label={t("schedule")} onSubmit={(sent) => { sent.preventDefault(); saving.mutate({ plan }); }}>
      <label>{t("template")}<select className="input" value={plan.template} onChange={({ target }) => { set({ ...plan, template: target.value }); }}>{templates.map(({ template }) => <option key={template.code} value={template.code}>{say(template)}</option>)}</select></label>
      <label>{t("clockAt")}<input className="input" type="time" required value={plan.clock} onChange={({ target }) => { set({ ...plan, clock: target.value }); }} /></label>
      <label>{t("dayOf")}<input className="input" type="number" min={1} max={28} required value={plan.day} onChange={({ target }) => { set({ ...plan, day: Number(target.value) }); }} /></label>
      <Place asked={plan} ask={set} />
      <button type="submit" className="btn" data-primary disabled={saving.isPending}>{t("schedule")}</button>
      {saving.error && <p className="refusal" role="alert">{say(asApiError(saving.error).sentence)}</p>}
    </form>
  );
}
