import type { Bilingual } from "@/shared/api/types";
import type { Member, Product, Property, ThingModel } from "../model";

/** A product as it is asked for: what the server shows, without what only it knows. */
export type Draft = Omit<Product, "version" | "devices">;
/** A draft with the version that it changes; 0: a product that is not there yet. */
export interface Kept {
  base: number;
  draft: Draft;
}
export type Happening = ThingModel["events"][number];
export type Func = ThingModel["functions"][number];

export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}
export interface Difference {
  part: "product" | "property" | "event" | "function" | "tag";
  code: string;
  what: "added" | "removed" | "changed";
  name: string;
  fields: FieldChange[];
}
export interface Consequence extends Bilingual {
  code: string;
  grave: boolean;
}
export interface Fault {
  field?: string;
  message: Bilingual;
}
export interface Outlook {
  version: number | null;
  devices: number | null;
  errors: Fault[];
  differences: Difference[];
  consequences: Consequence[];
}
export interface Naming {
  rule: string;
  zh: string;
  en: string;
  running: number | null;
  properties: string[];
  occurrences: string[];
}
export interface Version {
  version: number;
  at: string;
  by: string;
  body: Draft;
  changes: Difference[];
}
export interface Unit {
  code: string;
  dimension: string;
  zh: string;
}

/** What a field holds before anybody says otherwise. */
export const PROPERTY: Property = {
  code: "", name: "", name_en: "", kind: "number", unit: "1", low: null, high: null, precision: null, members: [],
  max_rate: null, stuck_s: null, late_s: 604_800, future_s: 300, every_s: null, writable: false,
};
export const blank = (): Draft => ({
  code: "", name: "", name_en: "", maker: "", source: "ground", means: "fixed", city_state: "environment", offline_s: 900,
  retention: { hot: 14, raw: null, coarse: null, coarse_s: 3600 },
  model: { properties: [], events: [], functions: [], tags: [], position: false },
});

/** What may be changed of a product that the server has shown. */
export function draftOf(product: Product): Draft {
  const { version: _version, devices: _devices, ...draft } = product;
  return draft;
}

/** What is read from a file takes the place of what is here; a product that is there keeps its code. */
export function merged(draft: Draft, read: Partial<Draft>, fresh: boolean): Draft {
  const found = { ...draft, ...read };
  return fresh ? found : { ...found, code: draft.code };
}

/** Properties of which something differs, and occurrences that go: what rules may miss. */
export const touched = (differences: Difference[]): { properties: string[]; occurrences: string[] } => ({
  properties: differences.filter(({ part, what }) => part === "property" && what !== "added").map(({ code }) => code),
  occurrences: differences.filter(({ part, what }) => part === "event" && what === "removed").map(({ code }) => code),
});

/** The next number that no member has, for a new one. */
export const nextMember = (members: Member[]): number => members.reduce((most, { value }) => Math.max(most, value), -1) + 1;

/** `list` with the item at `from` one place further up or down. */
export function moved<T>(list: T[], from: number, by: -1 | 1): T[] {
  const to = from + by;
  const [a, b] = [list[from], list[to]];
  if (a === undefined || b === undefined) return list;
  return list.map((one, at) => (at === from ? b : at === to ? a : one));
}

/** Pairs as people write them: one a line, `name=words`. */
export const linesOf = (pairs: Record<string, string>): string => Object.entries(pairs).map(([name, words]) => `${name}=${words}`).join("\n");
export const pairsOf = (text: string): Record<string, string> =>
  Object.fromEntries(text.split("\n").filter((line) => line.trim() !== "").map((line) => {
    const at = line.indexOf("=");
    return at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));

const sorted = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(sorted) : typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)).map(([key, one]) => [key, sorted(one)])) : value;
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
