import type { ReactNode } from "react";
import { useId, useMemo, useState } from "react";

import type { Schema } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import type { Field, Problem, Values } from "@/shared/lib/schema";
import { initialValues, problems } from "@/shared/lib/schema";
import { formBody, formFields } from "./model";
import { texts } from "./texts";
import { FIELDS, FIELDS_OF } from "./vocabulary";
import type { FormContext } from "./widgets";
import { widgetFor } from "./widgets";
import "./forms.css";

interface Props {
  schema: Schema | null;
  context: FormContext;
  initial?: Values;
  /** The server's word on one field. */
  wrong?: { field: string; sentence: string } | null;
  submit: (body: Values) => void;
  onChange?: (values: Values) => void;
  children: ReactNode;
}

/** A form drawn from the JSON Schema of an action's body. */
export function SchemaForm({ schema, context, initial, wrong, submit, onChange, children }: Props) {
  const id = useId();
  const fields = useMemo(() => formFields(schema), [schema]);
  const [values, setValues] = useState<Values>(() => ({ ...initialValues(fields), ...initial }));
  const [shown, setShown] = useState<Record<string, Problem>>({});
  const send = () => {
    const found = problems(fields, values);
    setShown(found);
    const first = fields.find((one) => found[one.name]);
    if (first) document.getElementById(`${id}-${first.name}`)?.focus();
    else submit(formBody(fields, values));
  };
  const change = (name: string, value: unknown) => {
    const next = { ...values, [name]: value };
    setValues(next);
    onChange?.(next);
    if (shown[name]) setShown(({ [name]: _, ...rest }) => rest);
  };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(sent) => {
        sent.preventDefault();
        send();
      }}
      onKeyDown={(pressed) => {
        if (pressed.key === "Enter" && (pressed.ctrlKey || pressed.metaKey)) send();
      }}
    >
      {fields.map((field) => (
        <Line key={field.name} field={field} id={`${id}-${field.name}`} value={values[field.name]} problem={shown[field.name]}
          wrong={wrong?.field === field.name ? wrong.sentence : null} context={context} change={(value) => { change(field.name, value); }} />
      ))}
      {children}
    </form>
  );
}

interface LineProps {
  field: Field;
  id: string;
  value: unknown;
  problem: Problem | undefined;
  wrong: string | null;
  context: FormContext;
  change: (value: unknown) => void;
}

function Line({ field, id, value, problem, wrong, context, change }: LineProps) {
  const t = useTexts(texts);
  const say = useSay();
  const widget = widgetFor(field);
  const label = field.label ?? FIELDS_OF[context.action]?.[field.name] ?? FIELDS[field.name] ?? field.name;
  if (!widget) return null;
  const { Component } = widget;
  return (
    <div className="line">
      <label htmlFor={id}>
        {say(label)}
        {!field.required && <small className="weak"> {t("optional")}</small>}
      </label>
      <Component field={field} id={id} value={value} change={change} invalid={problem !== undefined || wrong !== null} context={context} />
      {problem && <Complaint problem={problem} field={field} />}
      {wrong && <p className="problem" role="alert">{wrong}</p>}
    </div>
  );
}

function Complaint({ problem, field }: { problem: Problem; field: Field }) {
  const t = useTexts(texts);
  const limits = { short: field.minLength, long: field.maxLength, low: field.minimum ?? field.above, high: field.maximum };
  const words = problem === "required" ? t("required") : t(problem, { n: limits[problem] ?? 0 });
  return <p className="problem" role="alert">{words}</p>;
}
