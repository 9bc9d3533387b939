import type { Bilingual, Schema } from "@/shared/api/types";
import type { Field } from "@/shared/lib/schema";
import type { Level } from "../model";

/** One key, the function's name or an operator, over what it is given. */
export type Condition = Record<string, unknown>;
export type Together = "device" | "area" | "all";

export interface Subject {
  product?: string;
  devices?: string[];
  area?: string;
  tags?: string[];
  together?: Together;
  area_level?: string;
}
export interface LevelRule {
  level: Level;
  when: Condition;
  lasting?: number;
  clear?: Condition;
  clear_lasting?: number;
}
export interface Handling {
  at?: Level;
  matter?: string;
  text_zh?: string;
  when_cleared?: "note" | "propose";
}
export interface Limits {
  storm?: number;
  storm_within?: number;
  per_hour?: number;
  flaps?: number;
  flap_within?: number;
}
export interface Rule {
  code: string;
  zh: string;
  en: string;
  subject: Subject;
  levels: LevelRule[];
  stale_after?: number;
  quiet_clears_after?: number;
  labels?: Record<string, string>;
  report?: Handling;
  limits?: Limits;
}
export interface RuleRow {
  code: string;
  version: number;
  running: number | null;
  pack: string | null;
  raised: number;
  changed_at: string;
  changed_by: string | null;
  body: Rule;
}
export interface Watching {
  rule: string;
  devices: number;
  subjects: number;
  resting: { code: string; message: Bilingual } | null;
}
export interface Precision {
  rule: string;
  raised: number;
  said_true: number;
  said_false: number;
  living: number;
  reports: number;
  precision: number | null;
  mean_seconds: number | null;
}
export interface Difference {
  path: string;
  before: unknown;
  after: unknown;
}
export interface Version {
  version: number;
  body: Rule;
  at: string;
  by: string | null;
  changes: Difference[];
}
export interface Fault {
  field?: string;
  message: Bilingual;
}
export interface Checked {
  ok: boolean;
  errors: Fault[];
  devices?: number;
  subjects?: number;
}
export interface Told {
  name: string;
  zh: string;
  en: string;
  needs: "value" | "fix" | "occurrence" | "any" | "clock";
  params: Schema;
}
/** A condition function with the fields of its form. */
export interface Named extends Told {
  fields: Field[];
}

export const ORDER: Level[] = ["blue", "yellow", "orange", "red"];
export const OPERATORS = ["all", "any", "not", "quorum"] as const;
export type Operator = (typeof OPERATORS)[number];
export const isOperator = (name: string): name is Operator => (OPERATORS as readonly string[]).includes(name);
const LISTS = new Set(["all", "any"]);
export const DAY_S = 86_400;

/** The name of a condition and what it is given. */
export function partsOf(condition: Condition): [string, unknown] {
  return Object.entries(condition)[0] ?? ["", {}];
}
export const given = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});
export const conditions = (value: unknown): Condition[] => (Array.isArray(value) ? (value as Condition[]) : []);

/** What is kept of a condition when another function takes its place: parameters of the same name. */
export function become(condition: Condition, name: string, named: ReadonlyMap<string, Named>): Condition {
  const [old, params] = partsOf(condition);
  if (old === name) return condition;
  if (LISTS.has(name)) return { [name]: LISTS.has(old) ? params : [condition] };
  const inside = LISTS.has(old) ? (conditions(params)[0] ?? {}) : old === "not" ? given(params) : condition;
  if (name === "not") return { not: inside };
  if (name === "quorum") return { quorum: { of: old === "quorum" ? given(params).of : inside, at_least: 2 } };
  const source = old === "quorum" || isOperator(old) ? given(partsOf(inside)[1]) : given(params);
  const fields = named.get(name)?.fields ?? [];
  const kept: Record<string, unknown> = {};
  for (const field of fields) {
    const value = field.widget === "condition" ? (source.of ?? condition) : (source[field.name] ?? field.initial);
    if (value !== undefined && value !== null) kept[field.name] = value;
  }
  return { [name]: kept };
}

/** All properties a rule looks at, in the order they are named. */
export function propertiesOf(rule: Rule): string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        if (key === "property" && typeof one === "string") found.add(one);
        else walk(one);
      }
    }
  };
  walk(rule.levels);
  return [...found];
}

/** Values across which a rule's alarms begin, for drawing: of conditions that stand for a level by themselves. */
export function marksOf(rule: Rule, property: string): { level: Level; value: number }[] {
  return rule.levels.flatMap(({ level, when }) => {
    const [name, raw] = partsOf(when);
    const params = given(raw);
    const value = name === "threshold" ? params.value : name === "hysteresis" ? params.raise_at : undefined;
    return params.property === property && typeof value === "number" ? [{ level, value }] : [];
  });
}

/** A new rule: the commonest kind, ready to be filled in. */
export const blank = (code: string): Rule => ({
  code, zh: "", en: "", subject: {},
  levels: [{ level: "yellow", when: { hysteresis: {} }, lasting: 60, clear_lasting: 300 }],
  stale_after: 1800,
});

/** Leave out what is empty, so that two rules that say the same are the same. */
export function tidy(rule: Rule): Rule {
  const out = JSON.parse(JSON.stringify(rule, (_, value: unknown) => (value === null ? undefined : value))) as Rule;
  const drop = (part: object, keys: string[]): void => {
    for (const key of keys) {
      const value = (part as Record<string, unknown>)[key];
      if (value === "" || (Array.isArray(value) && value.length === 0) || (key === "labels" && Object.keys(value ?? {}).length === 0)) Reflect.deleteProperty(part, key);
    }
  };
  drop(out.subject, ["product", "devices", "area", "tags", "area_level"]);
  drop(out, ["labels"]);
  if (out.report) drop(out.report, ["matter", "text_zh"]);
  out.levels.sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
  return out;
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(sorted) : typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)).map(([key, one]) => [key, sorted(one)])) : value;
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Where text is not JSON: line and column, from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
