import { useState } from "react";

import { useAreas, useUnits } from "@/features/organisation/public";
import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import type { Every, Making, Templates } from "./model";
import { lastPeriod } from "./model";
import { makeOne, useDeed } from "./queries";
import { texts } from "./texts";
import { useToday } from "./today";

/** Say what is to be made: a template, its period, a part of the city. */
export function MakeSheet({ templates, close }: { templates: Templates["items"]; close: (id?: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const today = useToday();
  const [asked, ask] = useState<Making>(() => begin(templates, today, "monthly"));
  const making = useDeed(makeOne);
  return (
    <Sheet title={t("make")} onClose={() => { close(); }}>
      <form className="bulletins-form" onSubmit={(sent) => { sent.preventDefault(); making.mutateAsync(asked).then(({ id }) => { close(id); }).catch(() => undefined); }}>
        <label>{t("template")}<select className="input" value={asked.template} onChange={({ target }) => { ask({ ...begin(templates, today, target.value), area: asked.area, unit: asked.unit, language: asked.language }); }}>{templates.map(({ template }) => <option key={template.code} value={template.code}>{say(template)}</option>)}</select></label>
        <Scope asked={asked} ask={ask} />
        {making.error && <p className="refusal" role="alert">{say(asApiError(making.error).sentence)}</p>}
        <button type="submit" className="btn" data-primary disabled={making.isPending}>{t("makeNow")}</button>
      </form>
    </Sheet>
  );
}

export function begin(templates: Templates["items"], today: string, code: string): Making {
  const found = templates.find(({ template }) => template.code === code) ?? templates[0];
  const every: Every = found?.template.every ?? "month";
  return { template: found?.template.code ?? code, period: lastPeriod(every, today), area: null, unit: null, language: "zh" };
}

/** Period, area, unit and language of a bulletin. */
export function Scope<T extends Omit<Making, "template">>({ asked, ask }: { asked: T; ask: (asked: T) => void }) {
  const t = useTexts(texts);
  return (
    <>
      <label>{t("period")}<input className="input" required maxLength={40} value={asked.period} onChange={({ target }) => { ask({ ...asked, period: target.value }); }} /></label>
      <Place asked={asked} ask={ask} />
    </>
  );
}

export function Place<T extends Pick<Making, "area" | "unit" | "language">>({ asked, ask }: { asked: T; ask: (asked: T) => void }) {
  const t = useTexts(texts);
  const districts = useAreas("district");
  const streets = useAreas("street");
  const units = useUnits();
  return (
    <>
      <label>{t("area")}<select className="input" value={asked.area ?? ""} onChange={({ target }) => { ask({ ...asked, area: target.value || null }); }}><option value="">{t("wholeCity")}</option>{[...(districts.data ?? []), ...(streets.data ?? [])].map(({ code, name }) => <option key={code} value={code}>{name}</option>)}</select></label>
      <label>{t("unit")}<select className="input" value={asked.unit ?? ""} onChange={({ target }) => { ask({ ...asked, unit: target.value || null }); }}><option value="">{t("allUnits")}</option>{units.data?.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}</select></label>
      <label>{t("language")}<select className="input" value={asked.language} onChange={({ target }) => { ask({ ...asked, language: target.value === "en" ? "en" : "zh" }); }}><option value="zh">{t("chinese")}</option><option value="en">English</option></select></label>
    </>
  );
}
