import type { Bilingual } from "@/shared/api/types";

/** A finding's cases: how many, and the numbers of the first of them. */
export interface Cases {
  cases: number;
  numbers: string[];
}
export interface Times {
  n: number;
  mean: number;
  median: number;
  p95: number;
  least: number;
  most: number;
  total: number;
}
export interface UnitRef {
  code: string;
  name: string | null;
}
export interface MatterRef {
  key: string | null;
  name: string | null;
}
export interface Arc extends Times {
  from: string;
  to: string;
}
export interface Variant {
  path: string[];
  n: number;
  median: number;
  examples: string[];
}
interface Shown {
  cases: number;
  examples: string[];
}
export interface Process {
  view: View;
  cases: number;
  steps: number;
  durations: Times | null;
  activities: Record<string, number>;
  titles: Record<string, Bilingual>;
  starts: Record<string, number>;
  ends: Record<string, number>;
  arcs: Arc[];
  variants: { n: number; most_frequent: Variant[] };
  findings: {
    hand_overs: (Times & { from: UnitRef; to: UnitRef })[];
    ping_pong: (Shown & { one: UnitRef; other: UnitRef; turns: number })[];
    rework: (Shown & { activity: string; again: number; spent: Times })[];
    extra_steps: (Shown & { activity: string; longer: number })[];
    slow: (Times & { from: string; to: string; share: number })[];
    extreme_durations: Shown;
  };
}
export type View = "actions" | "stages";

export interface Use {
  n: number;
  early: number;
  near: number;
  median: number;
  p90: number;
  missed: Cases;
  missed_clocks: number;
}
export interface Efficiency {
  cases: number;
  closed: number;
  on_time: number;
  early: number;
  near: number;
  overdue: Cases;
  modes: { mode: string; dispatches: number; accepted_returns: number; accuracy: number | null; mean_seconds: number | null; returned: Cases }[];
  liable: (Cases & { unit: UnitRef })[];
  dispatcher_liable: Cases;
  clocks: (Use & { clock: string })[];
  units: (Use & { clock: string; unit: UnitRef })[];
  matters: MatterRow[];
}
export interface MatterRow {
  matter: MatterRef;
  cases: number;
  closed: number;
  returned: Cases;
  overdue: Cases;
  several_units: Cases;
  redone: Cases;
  spent: number | null;
  limit: number | null;
  limit_unit: string | null;
  /** What is more frequent here than elsewhere by more than chance: corrected p-value, risk ratio with interval. */
  notable: Partial<Record<"returned" | "overdue" | "several_units" | "redone", { q: number; ratio: number; low: number; high: number }>>;
  advice: Advice[];
}
export type Advice = "clarify" | "split" | "staff_or_lengthen" | "look" | "shorten" | "standard";
export interface Pair extends Cases {
  giver: UnitRef;
  taker: UnitRef | null;
  returns: number;
  came_back: number;
  nothing_new: number;
  accepted: number;
  liable: number;
  lost: number;
  bases: { basis: string; n: number }[];
  matters: string[];
}
export interface Disputes {
  cases: number;
  returns: number;
  nothing_new: number;
  pairs: Pair[];
}
export type IrregularKind = "no_evidence" | "too_fast" | "template_reply";
export interface Irregular {
  cases: number;
  found: (Cases & { kind: IrregularKind; unit: UnitRef | null; of: number; example: string })[];
}
export const OUTCOMES = ["overdue", "returned", "redone", "slow", "unsatisfied"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export interface Cause extends Cases {
  factor: string;
  value: string;
  name: string | null;
  n: number;
  hits: number;
  others: number;
  other_hits: number;
  test: "chi_square" | "fisher";
  p: number;
  q: number;
  ratio: number;
  low: number;
  high: number;
  phi: number;
}
export interface Causes {
  outcome: Outcome;
  cases: number;
  hits: number;
  causes: Cause[];
}
export interface StepRef {
  step: string;
  title: Bilingual | null;
}
export interface Deviation extends Cases {
  kind: "skipped" | "early" | "late" | "unknown" | "role" | "unit" | "self";
  flow: string;
  version: number;
  imported: boolean;
  step: StepRef;
  before: StepRef | null;
  missing: StepRef[];
  share: number;
}
export interface Conformance {
  cases: number;
  judged: number;
  fitting: number;
  fitness: number | null;
  rule: Bilingual;
  known: { flow: string; version: number; title: Bilingual }[];
  versions: (Cases & { flow: string; version: number; against: number; title: Bilingual; imported: boolean; fitting: number; fitness: number; deviating: Cases })[];
  deviations: Deviation[];
  worst: { number: string; deviations: number }[];
}
export interface Tokens {
  begin: string | null;
  seconds: number;
  activities: string[];
  cases: { number: string; steps: [number, number][] }[];
  of: number;
}

/** The list of exactly these cases. */
export const listOf = (numbers: string[]): string => `/desk/cases?${new URLSearchParams({ number: numbers.join(",") }).toString()}`;
