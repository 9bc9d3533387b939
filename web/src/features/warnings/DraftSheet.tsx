import { App } from "antd";
import { useState } from "react";

import { useAreas, useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { now } from "@/shared/time/clock";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState } from "@/shared/ui/states";
import type { Content, Receiver, Warning } from "./model";
import { LEVELS, shownOf } from "./model";
import { usePropose } from "./queries";
import { useTemplates, useWords } from "./templates/queries";
import { texts } from "./texts";

const HOUR = 3_600_000;
const UPPER = new Set(["city", "district", "street"]);

const picked = (list: HTMLSelectElement): string[] => [...list.selectedOptions].map(({ value }) => value);

/** Posts are written with @, persons by staff number. */
const others = (text: string): Receiver[] =>
  text.split(/[,，\s]+/).filter(Boolean).map((code) => (code.startsWith("@") ? { kind: "post", code: code.slice(1) } : { kind: "person", code }));

function namesOf(receivers: Receiver[]): string {
  return receivers.filter(({ kind }) => kind === "post" || kind === "person").map(({ kind, code }) => (kind === "post" ? `@${code}` : code)).join(", ");
}

/** Write a warning, by hand or from alarms, or propose a change of one. */
export function DraftSheet({ warning, alarms, close, made }: { warning?: Warning; alarms: string[]; close: () => void; made: (id: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const old = warning ? (warning.proposed ?? shownOf(warning)) : null;
  const before = old?.receivers ?? [];
  const propose = usePropose(warning?.id ?? null);
  const areas = useAreas();
  const units = useUnits();
  const templates = useTemplates();
  const [opened] = useState(now);
  const free = alarms.length > 0;
  const [level, setLevel] = useState<string>(old?.level ?? (free ? "" : "yellow"));
  const [title, setTitle] = useState(old?.title ?? "");
  const [text, setText] = useState(old?.text ?? "");
  const [template, setTemplate] = useState("");
  const [where, setWhere] = useState<string[]>(old?.areas ?? []);
  const [hours, setHours] = useState(old ? Math.max(1, Math.round((Date.parse(old.valid_until) - opened) / HOUR)) : 6);
  const [told, setTold] = useState<string[]>(before.filter(({ kind }) => kind === "unit").map(({ code }) => code));
  const [people, setPeople] = useState(before.some(({ kind }) => kind === "area"));
  const [more, setMore] = useState(namesOf(before));
  const [category, setCategory] = useState(old?.category ?? "Other");
  const [hazard, setHazard] = useState(old?.hazard ?? "");
  const words = useWords().data;
  const choose = (code: string) => {
    setTemplate(code);
    const one = templates.data?.find((known) => known.code === code);
    if (!one) return;
    setLevel(one.level ?? (free ? "" : level));
    if (one.hours !== null) setHours(one.hours);
    setCategory(one.category);
    setHazard(one.hazard);
    setTold(one.receivers.filter(({ kind }) => kind === "unit").map((unit) => unit.code));
    setMore(namesOf(one.receivers));
    setPeople(one.receivers.some(({ kind }) => kind === "area"));
  };
  const [sms, setSms] = useState(old?.sms ?? false);
  const receivers: Receiver[] = [
    ...told.map((code): Receiver => ({ kind: "unit", code })),
    ...(people ? where.map((code): Receiver => ({ kind: "area", code })) : []),
    ...others(more),
  ];
  const send = async () => {
    const content: Partial<Content> = {
      valid_until: new Date(opened + hours * HOUR).toISOString(),
      receivers,
      sms,
      category,
      hazard: hazard.trim(),
      ...(level ? { level: level as Content["level"] } : {}),
      ...(title.trim() ? { title: title.trim() } : {}),
      ...(text.trim() ? { text: text.trim() } : {}),
      ...(where.length > 0 ? { areas: where } : {}),
      ...(old ? { valid_from: old.valid_from } : {}),
    };
    const answer = await propose.mutateAsync({ alarms, template: template || null, content }).catch(() => null);
    if (!answer) return;
    void message.success(t("sent"));
    made(answer.id);
  };
  const short = (areas.data ?? []).filter((area) => UPPER.has(area.level) || where.includes(area.code));
  return (
    <Sheet title={warning ? t("revise") : t("draft")} onClose={close}>
      <form className="warning-form" onSubmit={(sent) => { sent.preventDefault(); void send(); }}>
        {free && <p className="effect">{t("fromAlarms", { n: alarms.length })}</p>}
        <label>{t("name")}<input className="input" required={!free && !template} maxLength={100} value={title} onChange={(typed) => { setTitle(typed.target.value); }} /></label>
        <div className="warning-pair">
          <label>
            {t("level")}
            <select className="input" value={level} onChange={(chosen) => { setLevel(chosen.target.value); }}>
              {free && <option value="">{t("generated")}</option>}
              {LEVELS.map((one) => <option key={one} value={one}>{t(one)}</option>)}
            </select>
          </label>
          <label>{t("hours")}<input className="input" type="number" min={1} max={720} required value={hours} onChange={(typed) => { setHours(Number(typed.target.value)); }} /></label>
          {!warning && (
            <label>
              {t("template")}
              <select className="input" value={template} onChange={(chosen) => { choose(chosen.target.value); }}>
                <option value="">{t("noTemplate")}</option>
                {(templates.data ?? []).filter((one) => !one.retired).map((one) => <option key={one.code} value={one.code}>{one.title}</option>)}
              </select>
            </label>
          )}
        </div>
        <label>{t("text")}<textarea className="input" rows={4} required={!free && !template} maxLength={2000} value={text} onChange={(typed) => { setText(typed.target.value); }} /></label>
        <div className="warning-pair">
          <label>
            {t("areas")}
            <select className="input" multiple size={5} aria-label={t("areas")} required={!free} value={where} onChange={(chosen) => { setWhere(picked(chosen.target)); }}>
              {short.map((area) => <option key={area.code} value={area.code}>{area.name}</option>)}
            </select>
          </label>
          <label>
            {t("units")}
            <select className="input" multiple size={5} aria-label={t("units")} value={told} onChange={(chosen) => { setTold(picked(chosen.target)); }}>
              {(units.data ?? []).map((unit) => <option key={unit.code} value={unit.code}>{unit.name}</option>)}
            </select>
          </label>
        </div>
        <div className="warning-pair">
          <label>{t("category")}<select className="input" value={category} onChange={(chosen) => { setCategory(chosen.target.value); }}>{words?.categories.map((one) => <option key={one.code} value={one.code}>{say(one)}</option>)}</select></label>
          <label>{t("hazard")}<input className="input" maxLength={40} value={hazard} onChange={(typed) => { setHazard(typed.target.value); }} /></label>
        </div>
        <label>{t("more")}<input className="input" value={more} onChange={(typed) => { setMore(typed.target.value); }} /></label>
        <label className="check"><input type="checkbox" checked={people} onChange={(changed) => { setPeople(changed.target.checked); }} />{t("areaPeople")}</label>
        <label className="check"><input type="checkbox" checked={sms} onChange={(changed) => { setSms(changed.target.checked); }} />{t("sms")}</label>
        {propose.error && <ErrorState error={propose.error} />}
        <div className="form-foot">
          {receivers.length === 0 && <span className="weak">{t("receiversHint")}</span>}
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={propose.isPending || receivers.length === 0}>{t("send")}</button>
        </div>
      </form>
    </Sheet>
  );
}
