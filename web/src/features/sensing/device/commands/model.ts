import type { Parameter, Product, ThingModel } from "../../model";

/** The function that sets writable properties. */
export const SET = "properties.set";
export const STATES = ["asked", "waiting", "delivered", "done", "failed", "expired", "refused", "withdrawn"] as const;
export type State = (typeof STATES)[number];
export type Value = string | number | boolean | null;

export interface Step {
  state: State;
  at: string;
  by: string;
  name: string;
  words: string;
}
export interface Command {
  id: string;
  device: string;
  function: string;
  values: Record<string, Value>;
  reason: string;
  dangerous: boolean;
  made_at: string;
  expires_at: string;
  state: State;
  steps: Step[];
  door: string | null;
  output: Record<string, Value>;
  /** The reader asked for it. */
  mine: boolean;
}
export interface Desired {
  property: string;
  value: Value;
  command: string;
  state: State;
  at: string;
}
export interface Callable {
  code: string;
  name: string;
  name_en: string;
  input: Record<string, Parameter>;
  dangerous: boolean;
}

const typed = (input: ThingModel["functions"][number]["input"]): input is Record<string, Parameter> => Object.values(input).every((one) => typeof one !== "string");

/** What a device can be told: functions whose every parameter has a type, and setting what is writable. */
export function callables(product: Product | undefined, setting: { name: string; name_en: string }): Callable[] {
  if (!product) return [];
  const writable = product.model.properties.filter((one) => one.writable);
  const found: Callable[] = product.model.functions.flatMap(({ code, name, name_en, input, dangerous }) => (typed(input) ? [{ code, name, name_en, input, dangerous }] : []));
  if (writable.length === 0) return found;
  const input = Object.fromEntries(writable.map(({ code, name, name_en, kind, unit, low, high, members }) => [code, { name, name_en, kind, unit, low, high, members, optional: true }]));
  return [...found, { code: SET, ...setting, input, dangerous: false }];
}

/** What was typed into the fields as the values of a call; what was left empty is left out. */
export function valuesOf(input: Record<string, Parameter>, typedIn: Record<string, string>): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const [code, one] of Object.entries(input)) {
    const text = typedIn[code] ?? "";
    if (text === "") continue;
    found[code] = one.kind === "number" || one.kind === "integer" ? Number(text) : one.kind === "boolean" ? text === "true" : text;
  }
  return found;
}
