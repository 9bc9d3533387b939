import { useAreas } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import type { Field } from "@/shared/lib/schema";
import { knownOf, useAround } from "./context";
import { ChoiceField, DurationField, Labelled, NumberField, TextField, WordsField } from "./Inputs";
import { texts } from "./texts";

interface Props {
  field: Field;
  path: string;
  value: unknown;
  change: (value: unknown) => void;
}
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;
const WEEK = [1, 2, 3, 4, 5, 6, 7];
const YEAR = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** One parameter of a condition, asked for as its type and the registry's hint say. */
export function Param({ field, path, value, change }: Props) {
  const say = useSay();
  const label = field.label ? say(field.label) : field.name;
  switch (field.widget) {
    case "property": return <PropertyField {...{ field, path, value, change, label }} />;
    case "duration": return <DurationField path={path} label={label} value={value} change={change} />;
    case "occurrence": return <HappeningField {...{ field, path, value, change, label }} />;
    case "occurrences": return <WordsField path={path} label={label} value={value as string[] | undefined} change={change} />;
    case "area": return <AreaField path={path} label={label} value={value as string | undefined} change={change} />;
    case "points": return <PointsField path={path} label={label} value={value} change={change} />;
    case "hours": return <HoursField path={path} label={label} value={value} change={change} />;
    case "weekdays": return <Boxes path={path} label={label} all={WEEK} value={value} change={change} name="weekday" />;
    case "months": return <Boxes path={path} label={label} all={YEAR} value={value} change={change} name="month" />;
    case "season": return <SeasonField path={path} label={label} value={value} change={change} />;
    default: break;
  }
  if (field.kind === "choice") return <ChoiceField path={path} label={label} value={value as string | undefined} options={field.options.map((one) => [String(one.value), one.label ? say(one.label) : String(one.value)])} change={(one) => { change(one || undefined); }} />;
  if (field.kind === "number") return <NumberField path={path} label={label} value={value} change={change} min={field.minimum} max={field.maximum} />;
  if (field.kind === "boolean") return <BooleanField path={path} label={label} value={value} change={change} />;
  return <TextField path={path} label={label} value={value as string | undefined} change={(text) => { change(text || undefined); }} />;
}

type Own = Omit<Props, "field"> & { label: string };

function PropertyField({ path, value, change, label, field }: Props & { label: string }) {
  const t = useTexts(texts);
  const around = useAround();
  const language = useLanguage();
  const options = knownOf(around, "properties").map(({ code, name, name_en, unit }): [string, string] => [code, `${(language === "en" && name_en) || name}${unit && unit !== "1" ? ` (${unit})` : ""} · ${code}`]);
  return <ChoiceField path={path} label={label} value={value as string | undefined} options={options} none={field.required ? undefined : t("anyProperty")} change={(one) => { change(one || undefined); }} />;
}

function HappeningField({ path, value, change, label }: Props & { label: string }) {
  const around = useAround();
  const language = useLanguage();
  const known = knownOf(around, "events").map(({ code, name, name_en }): [string, string] => [code, (language === "en" && name_en) || name]);
  return known.length > 0
    ? <ChoiceField path={path} label={label} value={value as string | undefined} options={known} change={(one) => { change(one || undefined); }} />
    : <TextField path={path} label={label} value={value as string | undefined} change={(text) => { change(text || undefined); }} />;
}

export function AreaField({ path, label, value, change }: { path: string; label: string; value: string | undefined; change: (value: string | undefined) => void }) {
  const t = useTexts(texts);
  const areas = useAreas();
  const options = (areas.data ?? []).filter(({ level }) => level !== "grid").map(({ code, name }): [string, string] => [code, `${name} · ${code}`]);
  return <ChoiceField path={path} label={label} value={value} options={options} none={t("anyArea")} change={(one) => { change(one || undefined); }} />;
}

function BooleanField({ path, label, value, change }: Own) {
  return <Labelled path={path} label={label}>{(own) => <input type="checkbox" {...own} checked={value === true} onChange={(changed) => { change(changed.target.checked); }} />}</Labelled>;
}

const pointsOf = (value: unknown): string => (Array.isArray(value) ? (value as [number, number][]).map((one) => (Array.isArray(one) ? one.join(",") : String(one))).join("\n") : "");
const readPoints = (text: string): unknown[] =>
  text.split("\n").filter((line) => line.trim() !== "").map((line) => line.split(/[,，\s]+/).filter(Boolean).map((part) => (Number.isNaN(Number(part)) ? part : Number(part))));

function PointsField({ path, label, value, change }: Own) {
  return (
    <Labelled path={path} label={label}>
      {(own) => <textarea className="input mono" rows={5} {...own} placeholder="118.101,33.052" defaultValue={pointsOf(value)} onChange={(typed) => { change(typed.target.value.trim() ? readPoints(typed.target.value) : undefined); }} />}
    </Labelled>
  );
}

function HoursField({ path, label, value, change }: Own) {
  const t = useTexts(texts);
  const { fixed } = useAround();
  const spans = Array.isArray(value) ? (value as [string, string][]) : [];
  const put = (n: number, part: 0 | 1, text: string) => { change(spans.map((one, m) => (m === n ? ((part === 0 ? [text, one[1]] : [one[0], text]) as [string, string]) : one))); };
  return (
    <fieldset className="rule-field" disabled={fixed}>
      <legend>{label}</legend>
      {spans.map(([from, to], n) => (
        <span key={String(n)} className="rule-pair">
          <input className="input" aria-label={t("fromTime")} placeholder="20:00" value={from} onChange={(typed) => { put(n, 0, typed.target.value); }} />
          –
          <input className="input" aria-label={t("toTime")} placeholder="06:00" value={to} onChange={(typed) => { put(n, 1, typed.target.value); }} />
          <button type="button" className="btn" data-quiet onClick={() => { change(spans.length > 1 ? spans.filter((_, m) => m !== n) : undefined); }}>{t("remove")}</button>
        </span>
      ))}
      <button type="button" className="btn" onClick={() => { change([...spans, ["08:00", "18:00"]]); }}>{t("addHours")}</button>
      <Told path={path} />
    </fieldset>
  );
}

/** What is wrong inside a list: the server names the item, the words stand under the whole. */
function Told({ path }: { path: string }) {
  const say = useSay();
  const { faults } = useAround();
  const found = faults.find((one) => one.field === path || one.field?.startsWith(`${path}.`));
  return found ? <small className="problem">{say(found.message)}</small> : null;
}

function Boxes({ path, label, all, value, change, name }: Own & { all: number[]; name: "weekday" | "month" }) {
  const language = useLanguage();
  const { fixed } = useAround();
  const chosen = Array.isArray(value) ? (value as number[]) : [];
  const locale = language === "zh" ? "zh-CN" : "en";
  const words = new Intl.DateTimeFormat(locale, { [name]: "short", timeZone: "UTC" });
  const word = (n: number): string => words.format(name === "weekday" ? MONDAY + (n - 1) * DAY : Date.UTC(2024, n - 1, 15));
  const toggle = (n: number, on: boolean) => {
    const next = on ? [...chosen, n].sort((a, b) => a - b) : chosen.filter((one) => one !== n);
    change(next.length > 0 ? next : undefined);
  };
  return (
    <fieldset className="rule-field" disabled={fixed}>
      <legend>{label}</legend>
      <span className="rule-boxes">
        {all.map((n) => <label key={n} className="check"><input type="checkbox" checked={chosen.includes(n)} onChange={(changed) => { toggle(n, changed.target.checked); }} />{word(n)}</label>)}
      </span>
      <Told path={path} />
    </fieldset>
  );
}

function SeasonField({ path, label, value, change }: Own) {
  const t = useTexts(texts);
  const { fixed } = useAround();
  const [from, to] = Array.isArray(value) ? (value as [string, string]) : ["", ""];
  const put = (a: string, b: string) => { change(a || b ? [a, b] : undefined); };
  return (
    <fieldset className="rule-field" disabled={fixed}>
      <legend>{label}</legend>
      <span className="rule-pair">
        <input className="input" aria-label={t("fromDay")} placeholder="06-01" value={from} onChange={(typed) => { put(typed.target.value, to); }} />
        –
        <input className="input" aria-label={t("toDay")} placeholder="09-30" value={to} onChange={(typed) => { put(from, typed.target.value); }} />
      </span>
      <Told path={path} />
    </fieldset>
  );
}
