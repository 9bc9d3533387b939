import { useEffect, useMemo, useRef, useState } from "react";

import { TimeChart } from "@/shared/chart/TimeChart";
import type { Bar } from "@/shared/chart/TimeChart";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { now } from "@/shared/time/clock";
import { shortTime, span as spanWords } from "@/shared/time/format";
import { ErrorState } from "@/shared/ui/states";
import { LevelMark, useLevelName } from "../../LevelMark";
import { WordsField } from "../editor/Inputs";
import type { Rule, RuleRow } from "../model";
import { DAY_S, marksOf, propertiesOf, same, tidy } from "../model";
import { useReadings, useVersions } from "../queries";
import type { Rehearsed, Step } from "./stream";
import { rehearse } from "./stream";
import { texts } from "./texts";

const SPANS = [1, 3, 7, 14, 30];
const LISTED = 100;

interface Run {
  now: Rehearsed | null;
  then: Rehearsed;
}
interface Progress {
  part: number;
  parts: number;
  share: number;
  step: Step | null;
}

/** Try the rule as it stands on what devices said, beside the version that runs. */
export function Rehearsal({ rule, row, sound }: { rule: Rule; row: RuleRow | null; sound: boolean }) {
  const t = useTexts(texts);
  const versions = useVersions(row?.code ?? "");
  const [days, setDays] = useState(SPANS[2] ?? 7);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [devices, setDevices] = useState<string[]>([]);
  const [beside, setBeside] = useState(true);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [found, setFound] = useState<Run | null>(null);
  const [error, setError] = useState<unknown>(null);
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => { stop.current?.abort(); }, []);
  const running = versions.data?.find(({ version }) => version === row?.running)?.body;
  // What runs is not read yet: it could not be compared with.
  const unknown = row !== null && row.running !== null && versions.isPending;
  const differs = running !== undefined && !same(tidy(running), rule);
  const begin = async () => {
    const control = new AbortController();
    stop.current = control;
    const until = days > 0 ? now() : Date.parse(to);
    const since = days > 0 ? until - days * DAY_S * 1000 : Date.parse(from);
    const narrowed = (one: Rule): Rule => (devices.length > 0 ? { ...one, subject: { ...one.subject, devices } } : one);
    const asked = beside && differs ? [running, rule] : [rule];
    const done: Rehearsed[] = [];
    setFound(null);
    setError(null);
    try {
      for (const [part, one] of asked.entries()) {
        const hear = (step: Step | null) => { setProgress({ part, parts: asked.length, step, share: step ? (Date.parse(step.reached) - since) / (until - since) : 0 }); };
        hear(null);
        done.push(await rehearse(narrowed(one), since, until, hear, control.signal));
      }
      const then = done.at(-1);
      if (then) setFound({ now: done.length > 1 ? (done[0] ?? null) : null, then });
    } catch (wrong) {
      if (!control.signal.aborted) setError(wrong);
    }
    setProgress(null);
  };
  const whole = days > 0 || (Date.parse(from) < Date.parse(to));
  return (
    <section className="rule-part">
      <h2>{t("tabRehearse")}</h2>
      <p className="weak">{t("rehearseHelp")}</p>
      <form className="rule-params" onSubmit={(sent) => { sent.preventDefault(); void begin(); }}>
        <label className="rule-field">{t("days")}
          <select className="input" value={days} onChange={(chosen) => { setDays(Number(chosen.target.value)); }}>
            {SPANS.map((n) => <option key={n} value={n}>{t("lastDays", { n })}</option>)}
            <option value={0}>{t("otherDays")}</option>
          </select>
        </label>
        {days === 0 && <label className="rule-field">{t("fromTime")}<input className="input" type="datetime-local" required value={from} onChange={(typed) => { setFrom(typed.target.value); }} /></label>}
        {days === 0 && <label className="rule-field">{t("toTime")}<input className="input" type="datetime-local" required value={to} onChange={(typed) => { setTo(typed.target.value); }} /></label>}
        <WordsField path="rehearsal.devices" label={t("onlyDevices")} help={t("onlyDevicesHelp")} value={devices} change={setDevices} />
        <label className="check"><input type="checkbox" disabled={!differs} checked={beside && differs} onChange={(changed) => { setBeside(changed.target.checked); }} />{differs ? t("beside", { n: row?.running ?? 0 }) : t("nothingBeside")}</label>
        <div className="form-foot">
          {progress && <button type="button" className="btn" onClick={() => { stop.current?.abort(); }}>{t("stop")}</button>}
          <button type="submit" className="btn" data-primary disabled={!sound || !whole || progress !== null || unknown}>{t("begin")}</button>
        </div>
      </form>
      {progress && <Going {...progress} />}
      {error !== null && <ErrorState error={error} />}
      {found && <Result run={found} rule={rule} />}
    </section>
  );
}

function Going({ part, parts, share, step }: Progress) {
  const t = useTexts(texts);
  const value = (part + Math.min(Math.max(share, 0), 1)) / parts;
  return (
    <div role="status">
      <progress value={value} max={1} aria-label={t("tabRehearse")} />
      <p>{step ? t("going", { share: Math.round(value * 100), readings: step.readings, raised: step.raised }) : t("starting")}</p>
    </div>
  );
}

function Result({ run, rule }: { run: Run; rule: Rule }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { now: before, then } = run;
  const lasting = (one: Rehearsed): string => (one.median_seconds === null ? "—" : spanWords(one.median_seconds * 1000, language));
  return (
    <div className="rehearsed">
      <p className="rehearsed-sum" role="status">{before ? t("sumBeside", { now: before.raised, then: then.raised }) : t("sum", { n: then.raised })}</p>
      <p className="weak">
        {t("sumMore", { readings: then.readings, subjects: then.subjects, median: lasting(then), living: then.living })}
        {before && ` ${t("medianBefore", { median: lasting(before) })}`}
      </p>
      {then.readings === 0 && <p className="refusal">{t("noReadings")}</p>}
      {!then.complete && <p className="refusal">{t("cut", { at: shortTime(then.reached, now(), language) })}</p>}
      <Days run={run} />
      <Picture run={run} rule={rule} />
      <Listed told={then} />
    </div>
  );
}

/** How many alarms began on each day. */
function Days({ run }: { run: Run }) {
  const t = useTexts(texts);
  const days = [...new Set([...Object.keys(run.now?.by_day ?? {}), ...Object.keys(run.then.by_day)])].sort();
  if (days.length < 2) return null;
  return (
    <table className="rehearsed-days">
      <caption className="weak">{t("byDay")}</caption>
      <thead><tr><th>{t("day")}</th>{run.now && <th>{t("now")}</th>}<th>{t("then")}</th></tr></thead>
      <tbody>{days.map((day) => <tr key={day}><td>{day}</td>{run.now && <td>{run.now.by_day[day] ?? 0}</td>}<td>{run.then.by_day[day] ?? 0}</td></tr>)}</tbody>
    </table>
  );
}

/** Readings of one device with the alarms of both versions under them. */
function Picture({ run, rule }: { run: Run; rule: Rule }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const levelName = useLevelName();
  const properties = propertiesOf(rule);
  const subjects = useMemo(() => {
    const counts = new Map<string, number>();
    for (const one of [...run.then.alarms, ...(run.now?.alarms ?? [])]) counts.set(one.subject, (counts.get(one.subject) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]).map(([subject]) => subject);
  }, [run]);
  const [device, setDevice] = useState("");
  const [property, setProperty] = useState("");
  const chosen = subjects.includes(device) ? device : (subjects[0] ?? "");
  const looked = properties.includes(property) ? property : (properties[0] ?? "");
  const [from, to] = [Date.parse(run.then.since), Date.parse(run.then.reached)];
  const single = (rule.subject.together ?? "device") === "device";
  const readings = useReadings(chosen, looked, from, to, single);
  if (subjects.length === 0) return null;
  const bars = (told: Rehearsed): Bar[] =>
    told.alarms.filter(({ subject }) => subject === chosen).map((one) => ({
      from: Date.parse(one.raised_at), to: one.cleared_at ? Date.parse(one.cleared_at) : to, tone: one.level,
      title: `${levelName(one.level)} ${one.seconds === null ? t("goesOn") : spanWords(one.seconds * 1000, language)}`,
    }));
  const rows = [...(run.now ? [{ name: t("now"), bars: bars(run.now) }] : []), { name: t("then"), bars: bars(run.then) }];
  return (
    <div className="rehearsed-picture">
      <div className="rule-pair">
        <label>{t("subject")} <select className="input" value={chosen} onChange={(one) => { setDevice(one.target.value); }}>{subjects.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>
        {properties.length > 1 && <label>{t("property")} <select className="input" value={looked} onChange={(one) => { setProperty(one.target.value); }}>{properties.map((one) => <option key={one} value={one}>{one}</option>)}</select></label>}
      </div>
      <TimeChart label={t("pictureOf", { device: chosen, n: rows.at(-1)?.bars.length ?? 0 })} span={{ from, to }} lines={[{ name: looked, points: readings.data ?? [] }]} rows={rows}
        marks={marksOf(rule, looked).map(({ level, value }) => ({ value, title: `${levelName(level)} ${String(value)}`, tone: level }))} />
    </div>
  );
}

function Listed({ told }: { told: Rehearsed }) {
  const t = useTexts(texts);
  const language = useLanguage();
  if (told.alarms.length === 0) return null;
  const alarms = [...told.alarms].sort((a, b) => Date.parse(a.raised_at) - Date.parse(b.raised_at));
  return (
    <div className="records-box rehearsed-list" tabIndex={0} role="region" aria-label={t("alarmsThen")}>
      <table>
        <caption className="weak">{t("alarmsThen")}{told.raised > LISTED && ` · ${t("firstN", { n: LISTED })}`}</caption>
        <thead><tr><th>{t("subject")}</th><th>{t("level")}</th><th>{t("began")}</th><th>{t("lasted")}</th><th>{t("value")}</th></tr></thead>
        <tbody>
          {alarms.slice(0, LISTED).map((one) => (
            <tr key={`${one.subject}-${one.raised_at}`}>
              <td>{one.subject}</td><td><LevelMark level={one.level} /></td><td>{shortTime(one.raised_at, now(), language)}</td>
              <td>{one.seconds === null ? t("goesOn") : spanWords(one.seconds * 1000, language)}</td><td>{one.value ?? "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
