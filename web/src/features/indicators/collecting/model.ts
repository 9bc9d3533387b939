/** What the server says of sources that people bring figures to. */
export interface Column {
  code: string;
  zh: string;
  en: string;
  type: "number" | "text";
  unit: string;
  required: boolean;
}
export interface Source {
  code: string;
  kind: "manual" | "table" | "devices";
  zh: string;
  en: string;
  owner: string;
  grain: "day" | "week" | "month" | "quarter" | "year";
  approval: boolean;
  columns: Column[];
  indicators: string[];
  mine: number;
  waiting: number;
  last: string | null;
  fresh: { state: string; zh: string; en: string };
}
export type Said = Record<string, string | number | null>;
export interface Row {
  series: string;
  said: Said | null;
  proposed: Said | null;
  by: string;
  at: string;
}
export const STATES = ["overdue", "missing", "waiting", "done", "ahead"] as const;
export type State = (typeof STATES)[number];
export interface Duty {
  day: string;
  period: string;
  due: string;
  state: State;
  area: string;
  area_name: string;
  unit: string;
  unit_name: string;
  rows: Row[];
}
export interface Collection {
  due: number;
  counts: Record<State, number>;
  items: Duty[];
}
export interface Import {
  id: string;
  number: number;
  file: string;
  rows: number;
  changed: number;
  first: string;
  last: string;
  by: string;
  at: string;
  withdrawn_at: string | null;
}
export interface Change {
  act: string;
  before: Said | null;
  after: Said | null;
  why: string;
  by: string;
  at: string;
}

/** What is shown of a duty's figures: what waits before what is in force. */
export const present = (duty: Duty): Said => duty.rows[0]?.proposed ?? duty.rows[0]?.said ?? {};

/** What was typed as the server takes it: an empty cell is unknown, never 0. */
export function values(columns: Column[], typed: Record<string, string>): Said {
  return Object.fromEntries(columns.map(({ code }) => [code, (typed[code] ?? "").trim() || null]));
}

/** Whether something in force would be changed: that needs a reason. */
export function corrects(duty: Duty, columns: Column[], typed: Record<string, string>): boolean {
  const held = duty.rows[0]?.said;
  return held !== null && held !== undefined && columns.some(({ code }) => String(held[code] ?? "") !== (typed[code] ?? "").trim());
}
