import { App } from "antd";
import { X } from "lucide-react";
import { useEffect, useState } from "react";

import type { Condition } from "@/features/alarms/public";
import { ConditionField, useLevelName } from "@/features/alarms/public";
import { useAreas, useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { now } from "@/shared/time/clock";
import { boxOf, instantOf } from "@/shared/time/day";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState } from "@/shared/ui/states";
import type { Draft, Receiver } from "./model";
import { DAY, faultOf, LEVELS, peopleOf, wordsOf } from "./model";
import { useDevices, useGive, useLookAhead, useProducts } from "./queries";
import { texts } from "./texts";

const SETTLE = 350;
const START: Condition = { threshold: { op: ">=" } };

/** The value once it has been left alone for a moment. */
function useCalm<T>(value: T): T {
  const [calm, setCalm] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => { setCalm(JSON.parse(text) as T); }, SETTLE);
    return () => { clearTimeout(timer); };
  }, [text]);
  return calm;
}

/** Give a watch order: whom, when it is met, until when, why and on whose authority, who is told. */
export function GiveSheet({ device, close, made }: { device: string; close: () => void; made: (id: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const levelName = useLevelName();
  const give = useGive();
  const units = useUnits();
  const [opened] = useState(now);
  const [draft, setDraft] = useState<Draft>({
    title: "", reason: "", authority: "", target: { devices: device ? [device] : [], tags: [] }, when: START, lasting: 0, level: "orange", ends_at: "", receivers: [],
  });
  const [starts, setStarts] = useState("");
  const [ends, setEnds] = useState(() => boxOf(opened + 7 * DAY));
  const [told, setTold] = useState<string[]>([]);
  const [people, setPeople] = useState("");
  const put = (changes: Partial<Draft>) => { setDraft({ ...draft, ...changes }); };
  const { target } = draft;
  const nobody = target.devices.length === 0 && !target.area && !target.product && target.tags.length === 0;
  const ahead = useLookAhead(useCalm(draft));
  const fault = ends ? faultOf(starts ? Date.parse(instantOf(starts)) : opened, Date.parse(instantOf(ends)), opened) : "past";
  const receivers: Receiver[] = [...told.map((code): Receiver => ({ kind: "unit", code })), ...peopleOf(people)];
  const whole = !nobody && ahead.data?.ok === true && (ahead.data.devices ?? 0) > 0 && receivers.length > 0 && fault === null;
  const submit = async () => {
    const order = await give.mutateAsync({ ...draft, ...(starts ? { starts_at: instantOf(starts) } : {}), ends_at: instantOf(ends), receivers });
    void message.success(t("given", { number: order.number }));
    made(order.id);
  };
  return (
    <Sheet title={t("give")} onClose={close}>
      <form className="watching-form" onSubmit={(sent) => { sent.preventDefault(); void submit().catch(() => undefined); }}>
        <label>{t("name")}<input className="input" required maxLength={100} value={draft.title} onChange={(typed) => { put({ title: typed.target.value }); }} /></label>
        <Target draft={draft} put={put} />
        <fieldset><legend>{t("when")}</legend><ConditionField value={draft.when} change={(when) => { put({ when }); }} product={target.product ?? undefined} faults={ahead.data?.errors ?? []} /></fieldset>
        <p className="watching-check" role="status" data-wrong={ahead.data?.ok === false || ahead.data?.devices === 0}>
          {nobody ? t("sayWhom") : ahead.data?.ok ? t(ahead.data.devices === 0 ? "watchesNone" : "watches", { n: ahead.data.devices ?? 0 }) : ahead.data?.errors.map((one) => say(one.message)).join(" ")}
        </p>
        <div className="watching-pair">
          <label>{t("level")}<select className="input" value={draft.level} onChange={(chosen) => { put({ level: chosen.target.value as Draft["level"] }); }}>{LEVELS.map((one) => <option key={one} value={one}>{levelName(one)}</option>)}</select></label>
          <label>{t("lasting")}<input className="input" type="number" min={0} max={1440} value={draft.lasting / 60} onChange={(typed) => { put({ lasting: Number(typed.target.value) * 60 }); }} /></label>
          <label>{t("startsAt")}<input className="input" type="datetime-local" value={starts} onChange={(typed) => { setStarts(typed.target.value); }} /></label>
          <label>{t("endsAt")}<input className="input" type="datetime-local" required value={ends} onChange={(typed) => { setEnds(typed.target.value); }} /></label>
        </div>
        {fault && <p className="problem" role="alert">{t(fault)}</p>}
        <label>{t("reason")}<textarea className="input" rows={2} required maxLength={300} value={draft.reason} onChange={(typed) => { put({ reason: typed.target.value }); }} /></label>
        <label>{t("authority")}<input className="input" required maxLength={300} placeholder={t("authorityHint")} value={draft.authority} onChange={(typed) => { put({ authority: typed.target.value }); }} /></label>
        <div className="watching-pair">
          <label>{t("toldUnits")}<select className="input" multiple size={4} value={told} onChange={(chosen) => { setTold([...chosen.target.selectedOptions].map(({ value }) => value)); }}>{(units.data ?? []).map(({ code, name }) => <option key={code} value={code}>{name}</option>)}</select></label>
          <label>{t("toldPeople")}<input className="input" value={people} onChange={(typed) => { setPeople(typed.target.value); }} /></label>
        </div>
        {give.error && <ErrorState error={give.error} />}
        <p className="effect">{t("giveEffect")}</p>
        <div className="form-foot">
          {receivers.length === 0 && <span className="weak">{t("sayReceivers")}</span>}
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={!whole || give.isPending}>{t("give")}</button>
        </div>
      </form>
    </Sheet>
  );
}

/** Who is watched: devices and vehicles by name, or all of a product, an area, with tags. */
function Target({ draft, put }: { draft: Draft; put: (changes: Partial<Draft>) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const areas = useAreas();
  const products = useProducts();
  const [text, setText] = useState("");
  const found = useDevices(useCalm(text.trim())).data ?? [];
  const { target } = draft;
  const change = (changes: Partial<Draft["target"]>) => { put({ target: { ...target, ...changes } }); };
  const add = (code: string) => { change({ devices: [...new Set([...target.devices, code])] }); setText(""); };
  const left = text.trim().length > 1 ? found.filter(({ code }) => !target.devices.includes(code)) : [];
  return (
    <fieldset>
      <legend>{t("target")}</legend>
      <label>{t("devices")}<input className="input" type="search" placeholder={t("devicesHint")} value={text} onChange={(typed) => { setText(typed.target.value); }}
        onKeyDown={(pressed) => { if (pressed.key === "Enter") { pressed.preventDefault(); if (left[0]) add(left[0].code); } }} /></label>
      {left.length > 0 && <ul className="watching-found" aria-label={t("found")}>{left.map(({ code, name }) => <li key={code}><button type="button" className="btn" data-quiet onClick={() => { add(code); }}>{name} <span className="mono weak">{code}</span></button></li>)}</ul>}
      {target.devices.length > 0 && <p className="watching-chosen">{target.devices.map((code) => <span key={code} className="tag">{code}<button type="button" className="btn" data-quiet onClick={() => { change({ devices: target.devices.filter((one) => one !== code) }); }}><X size={13} aria-hidden /><span className="sr">{t("takeAway")} {code}</span></button></span>)}</p>}
      <div className="watching-pair">
        <label>{t("product")}<select className="input" value={target.product ?? ""} onChange={(chosen) => { change({ product: chosen.target.value || null }); }}><option value="">{t("any")}</option>{(products.data ?? []).map((one) => <option key={one.code} value={one.code}>{say({ zh: one.name, en: one.name_en || one.name })}</option>)}</select></label>
        <label>{t("area")}<select className="input" value={target.area ?? ""} onChange={(chosen) => { change({ area: chosen.target.value || null }); }}><option value="">{t("any")}</option>{(areas.data ?? []).filter(({ level }) => level !== "grid").map(({ code, name }) => <option key={code} value={code}>{name}</option>)}</select></label>
        <label>{t("tags")}<input className="input" defaultValue={target.tags.join(" ")} onBlur={(gone) => { change({ tags: wordsOf(gone.target.value) }); }} /></label>
      </div>
      <p className="weak small">{t("targetHelp")}</p>
    </fieldset>
  );
}
