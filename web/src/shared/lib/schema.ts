import type { Bilingual, Schema } from "../api/types";

/** One field of a form, as read from the JSON Schema of an action's body. */
export interface Field {
  name: string;
  /** What the schema itself calls the field; `null` leaves the name to the vocabulary of forms. */
  label: Bilingual | null;
  help: string | null;
  kind: "text" | "long" | "number" | "boolean" | "choice" | "choices" | "date" | "datetime" | "list" | "object" | "json";
  widget: string | null;
  required: boolean;
  options: { value: string | number | boolean; label: Bilingual | null }[];
  minLength: number | null;
  maxLength: number | null;
  minimum: number | null;
  maximum: number | null;
  /** The value must be greater than this. */
  above: number | null;
  initial: unknown;
  fields: Field[];
}

export type Values = Record<string, unknown>;

/** Fields that the page fills by itself. */
const SILENT = new Set(["version"]);
const LONG_FROM = 121;
const LONG_NAMES = /^(text|reason|reply|result|note|comment|basis|demand|answer|opinion|plan|words|message|public_reply|legal_basis)$/;

function follow(schema: Schema, root: Schema): Schema {
  if (schema.$ref) {
    const name = schema.$ref.split("/").pop() ?? "";
    const { $ref: _, ...rest } = schema;
    return { ...follow(root.$defs?.[name] ?? {}, root), ...rest };
  }
  if (schema.allOf?.length === 1 && schema.allOf[0]) {
    const { allOf: _, ...rest } = schema;
    return { ...follow(schema.allOf[0], root), ...rest };
  }
  const choices = schema.anyOf ?? schema.oneOf;
  const real = choices?.filter((one) => one.type !== "null");
  if (choices && real?.length === 1 && real[0]) {
    const { anyOf: _, oneOf: __, ...rest } = schema;
    return { ...follow(real[0], root), ...rest };
  }
  if (Array.isArray(schema.type)) return { ...schema, type: schema.type.find((type) => type !== "null") };
  return schema;
}

function kindOf(name: string, schema: Schema): Field["kind"] {
  if (schema.enum || schema["x-options"] || schema.const !== undefined) return "choice";
  if (schema.type === "boolean") return "boolean";
  if (schema.type === "integer" || schema.type === "number") return "number";
  if (schema.type === "array") return schema.items?.enum ? "choices" : "list";
  if (schema.type === "object" && schema.properties) return "object";
  if (schema.type === "object") return "json";
  if (schema.format === "date") return "date";
  if (schema.format === "date-time") return "datetime";
  return LONG_NAMES.test(name) || (schema.maxLength ?? 0) >= LONG_FROM ? "long" : "text";
}

function options(schema: Schema): Field["options"] {
  if (schema["x-options"]) return schema["x-options"];
  const values = schema.enum ?? schema.items?.enum ?? (schema.const === undefined ? [] : [schema.const as string]);
  return values.flatMap((value) => (value === null ? [] : [{ value, label: null }]));
}

function field(name: string, given: Schema, required: boolean, root: Schema): Field {
  const schema = follow(given, root);
  if (schema.items) schema.items = follow(schema.items, root);
  return {
    name,
    label: schema["x-label"] ?? null,
    help: schema.description ?? null,
    kind: kindOf(name, schema),
    widget: schema["x-widget"] ?? null,
    required,
    options: options(schema),
    minLength: schema.minLength ?? null,
    maxLength: schema.maxLength ?? null,
    minimum: schema.minimum ?? null,
    maximum: schema.maximum ?? null,
    above: schema.exclusiveMinimum ?? null,
    initial: schema.default ?? undefined,
    fields: schema.properties ? fieldsOf(schema, root) : [],
  };
}

/** Return the fields of an object schema, the required ones first, in the order they are declared. */
export function fieldsOf(schema: Schema | null, root: Schema | null = schema): Field[] {
  if (!schema || !root) return [];
  const whole = follow(schema, root);
  const required = new Set(whole.required ?? []);
  const all = Object.entries(whole.properties ?? {})
    .filter(([name]) => !SILENT.has(name))
    .map(([name, one]) => field(name, one, required.has(name), root));
  return [...all.filter((one) => one.required), ...all.filter((one) => !one.required)];
}

export const initialValues = (fields: Field[]): Values =>
  Object.fromEntries(fields.filter((one) => one.initial != null).map((one) => [one.name, one.initial]));

export type Problem = "required" | "short" | "long" | "low" | "high";

const empty = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

function problem(one: Field, value: unknown): Problem | null {
  if (empty(value)) return one.required ? "required" : null;
  if (typeof value === "string") {
    const length = Array.from(value.trim()).length;
    if (one.required && length === 0) return "required";
    if (one.minLength !== null && length < one.minLength) return "short";
    if (one.maxLength !== null && length > one.maxLength) return "long";
  }
  if (typeof value === "number") {
    if (one.minimum !== null && value < one.minimum) return "low";
    if (one.above !== null && value <= one.above) return "low";
    if (one.maximum !== null && value > one.maximum) return "high";
  }
  return null;
}

/** Return what is wrong with each field; an empty object means that the form may be sent. */
export function problems(fields: Field[], values: Values): Record<string, Problem> {
  const found: Record<string, Problem> = {};
  for (const one of fields) {
    const wrong = problem(one, values[one.name]);
    if (wrong) found[one.name] = wrong;
  }
  return found;
}

/** Return the body to send: what is empty is left out, strings are trimmed. */
export function body(fields: Field[], values: Values): Values {
  const sent: Values = {};
  for (const one of fields) {
    const value = values[one.name];
    if (empty(value)) continue;
    sent[one.name] = typeof value === "string" ? value.trim() : value;
  }
  return sent;
}
