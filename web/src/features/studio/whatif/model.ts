import type { Cases, MatterRef, UnitRef } from "../model";

export type TimeUnit = "work_hour" | "urgent_hour" | "work_day" | "natural_day" | "natural_hour";
export interface Limit {
  amount: number;
  unit: TimeUnit;
}
export type Change =
  | { kind: "limit"; clock: string; amount: number; unit: TimeUnit; matter?: string }
  | { kind: "duty"; matter: string; source: string; target: string }
  | { kind: "pace"; clock: string; share: number }
  | { kind: "staff"; unit: string; places: number }
  | { kind: "split"; matter: string; parts: Part[] }
  | { kind: "merge"; matter: string };
/** What the form of changes can make; matters are split and merged from their own sheet. */
export type Kind = Exclude<Change["kind"], "split" | "merge">;
/** A finer matter: a case is of it if its text has most of these words. */
export interface Part {
  name: string;
  words: string[];
  duties: { area: string; unit: string }[];
  limit: Limit | null;
}
export interface Share {
  hits: number;
  n: number;
  share: number;
  low: number;
  high: number;
}
export interface SplitShares {
  matter: MatterRef;
  parts: (Cases & { name: string })[];
  rest: Cases;
  right: { before: Share; after: Share };
}

export interface Rate {
  missed: number;
  n: number;
  share: number;
  low: number;
  high: number;
}
interface Both<T> {
  before: T;
  after: T;
}
export interface Load {
  visits: number;
  places: number;
  wait_mean: number;
  work_hours: number;
  queue: number;
}
export interface Spread {
  n: number;
  mean: number;
  median: number;
  p90: number;
}
export interface Trial {
  cases: number;
  fidelity: { clocks: number; reproduced: number };
  detours: number;
  late: Both<Rate>;
  newly_late: Cases;
  no_longer_late: Cases;
  clocks: (Both<Rate> & { clock: string })[];
  waiting: Both<Spread>;
  working: Both<Spread>;
  units: (Both<Load> & { unit: UnitRef })[];
}
export interface Expected {
  limit: Limit;
  missed: number;
  n: number;
  share: number;
  low: number;
  high: number;
}
export interface MatterLimits {
  matter: MatterRef;
  n: number;
  current: Limit;
  curve: Expected[];
  suggested: Expected | null;
}
export interface Limits {
  clock: string;
  matters: MatterLimits[];
}

/** Clocks whose stage can be quicker or fall away; what waits for a unit follows from its places. */
export const PACED = ["file", "dispatch", "handle", "review", "verify", "callback", "close"] as const;
export const TIME_UNIT_KEYS: TimeUnit[] = ["work_day", "work_hour", "urgent_hour", "natural_day", "natural_hour"];

/** A change as the form has it, null while something of it is missing. */
export function complete(draft: Partial<Record<string, string>> & { kind: Kind }): Change | null {
  const amount = Number(draft.amount);
  switch (draft.kind) {
    case "limit":
      return amount > 0 && draft.unit ? { kind: "limit", clock: draft.clock || "handle", amount, unit: draft.unit as TimeUnit, ...(draft.matter ? { matter: draft.matter } : {}) } : null;
    case "duty":
      return draft.matter && draft.source && draft.target && draft.source !== draft.target ? { kind: "duty", matter: draft.matter, source: draft.source, target: draft.target } : null;
    case "pace":
      return draft.clock && draft.amount && amount >= 0 && amount <= 500 ? { kind: "pace", clock: draft.clock, share: amount / 100 } : null;
    case "staff":
      return draft.unit && Number.isInteger(amount) && amount >= 1 ? { kind: "staff", unit: draft.unit, places: amount } : null;
  }
}
