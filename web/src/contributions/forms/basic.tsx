import { AutoComplete, DatePicker, Input, InputNumber, Radio, Select } from "antd";
import dayjs from "dayjs";

import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { URGENCIES } from "@/shared/i18n/vocabulary";
import { texts } from "./texts";
import { CHOICES, REASONS } from "./vocabulary";
import type { FormWidget, WidgetProps } from "./widgets";

const status = (invalid: boolean) => (invalid ? ("error" as const) : ("" as const));
const asText = (value: unknown): string => (typeof value === "string" ? value : "");

function Text({ field, id, value, change, invalid }: WidgetProps) {
  return <Input id={id} value={asText(value)} status={status(invalid)} maxLength={field.maxLength ?? 300} onChange={(typed) => { change(typed.target.value); }} />;
}

function Long({ field, id, value, change, invalid }: WidgetProps) {
  const rows = field.required ? 3 : 2;
  return (
    <Input.TextArea id={id} value={asText(value)} status={status(invalid)} autoSize={{ minRows: rows, maxRows: 10 }}
      maxLength={field.maxLength ?? 4000} onChange={(typed) => { change(typed.target.value); }} />
  );
}

function Number({ field, id, value, change, invalid }: WidgetProps) {
  return (
    <InputNumber id={id} value={typeof value === "number" ? value : null} status={status(invalid)} style={{ width: 160 }}
      min={field.minimum ?? undefined} max={field.maximum ?? undefined} onChange={(typed) => { change(typed ?? undefined); }} />
  );
}

function YesNo({ id, value, change }: WidgetProps) {
  const t = useTexts(texts);
  return (
    <Radio.Group id={id} value={value} optionType="button" onChange={(picked) => { change(picked.target.value); }}
      options={[{ value: true, label: t("yes") }, { value: false, label: t("no") }]} />
  );
}

function Choice({ field, id, value, change, invalid }: WidgetProps) {
  const say = useSay();
  const options = field.options.map((one) => ({
    value: one.value as string | number,
    label: say(one.label ?? CHOICES[field.name]?.[String(one.value)] ?? String(one.value)),
  }));
  if (options.length <= 5) {
    return <Radio.Group id={id} value={value} options={options} optionType="button" onChange={(picked) => { change(picked.target.value); }} />;
  }
  return <Select id={id} value={value} options={options} status={status(invalid)} allowClear={!field.required} onChange={change} style={{ width: "100%" }} />;
}

function Choices({ field, id, value, change }: WidgetProps) {
  const say = useSay();
  const options = field.options.map((one) => ({ value: one.value, label: say(one.label ?? CHOICES[field.name]?.[String(one.value)] ?? String(one.value)) }));
  return <Select id={id} mode="multiple" value={value ?? []} options={options} onChange={change} style={{ width: "100%" }} />;
}

function DateTime({ field, id, value, change, invalid }: WidgetProps) {
  const whole = field.kind === "datetime";
  return (
    <DatePicker id={id} value={asText(value) ? dayjs(asText(value)) : null} showTime={whole && { format: "HH:mm" }} status={status(invalid)}
      onChange={(picked) => { change(picked ? (whole ? picked.toISOString() : picked.format("YYYY-MM-DD")) : undefined); }} />
  );
}

function Reason({ field, id, value, change, invalid, context }: WidgetProps) {
  const t = useTexts(texts);
  const language = useLanguage();
  const usual = REASONS[context.action] ?? REASONS.other ?? [];
  return (
    <AutoComplete id={id} value={asText(value)} onChange={change} options={usual.map((one) => ({ value: one[language] }))} style={{ width: "100%" }}
      status={status(invalid)} placeholder={t("pickReason")} maxLength={field.maxLength ?? 100} />
  );
}

const STARS = [1, 2, 3, 4, 5];

function Stars({ id, value, change }: WidgetProps) {
  const t = useTexts(texts);
  return (
    <Radio.Group id={id} value={value} optionType="button" onChange={(picked) => { change(picked.target.value); }}
      options={STARS.map((n) => ({ value: n, label: t("star", { n }) }))} />
  );
}

function Urgency({ id, value, change }: WidgetProps) {
  const say = useSay();
  return (
    <Radio.Group id={id} value={value} optionType="button" onChange={(picked) => { change(picked.target.value); }}
      options={[1, 2, 3].map((n) => ({ value: n, label: say(URGENCIES[n]) }))} />
  );
}

function Clocks({ id, value, change }: WidgetProps) {
  const say = useSay();
  const options = Object.entries(CHOICES.clock ?? {}).map(([key, label]) => ({ value: key, label: say(label) }));
  return <Select id={id} value={value} options={options} onChange={change} style={{ width: 200 }} />;
}

function Words({ id, value, change }: WidgetProps) {
  return <Select id={id} mode="tags" value={(value as string[] | undefined) ?? []} onChange={change} style={{ width: "100%" }} open={false} />;
}

const STAR_NAMES = new Set(["satisfaction", "speed", "attitude"]);

/** The widgets that cover every field of plain JSON Schema, general ones first. */
export const basicWidgets: FormWidget[] = [
  { name: "text", claims: (field) => field.kind === "text", Component: Text },
  { name: "long", claims: (field) => field.kind === "long", Component: Long },
  { name: "number", claims: (field) => field.kind === "number", Component: Number },
  { name: "yes-no", claims: (field) => field.kind === "boolean", Component: YesNo },
  { name: "choice", claims: (field) => field.kind === "choice", Component: Choice },
  { name: "choices", claims: (field) => field.kind === "choices", Component: Choices },
  { name: "date", claims: (field) => field.kind === "date" || field.kind === "datetime", Component: DateTime },
  { name: "words", claims: (field) => field.kind === "list", Component: Words },
  { name: "reason", claims: (field) => field.name === "reason" && (field.maxLength ?? 999) <= 100, Component: Reason },
  { name: "stars", claims: (field) => field.kind === "number" && field.maximum === 5 && (STAR_NAMES.has(field.name) || field.name === "result"), Component: Stars },
  { name: "urgency", claims: (field) => field.name === "urgency", Component: Urgency },
  { name: "clock", claims: (field) => field.name === "clock" && field.kind === "text", Component: Clocks },
];
