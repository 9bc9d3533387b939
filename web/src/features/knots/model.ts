import type { Bilingual } from "@/shared/api/types";

interface Coded {
  code: string;
  name: string | null;
}
export type KnotState = "open" | "solved" | "dropped";
export interface KnotStep {
  title: string;
  unit: Coded | null;
  due: string | null;
  done_at: string | null;
  done_by: string | null;
  result: string;
  overdue: boolean;
}
/** A hard matter: how it is handled, by whom, until when, what came of it. */
export interface Knot {
  id: string;
  state: KnotState;
  title: string;
  matter: { key: string; name: string | null };
  area: Coded | null;
  reasons: Bilingual[];
  cases: string[];
  lead: Coded;
  assists: Coded[];
  assist_hours: number;
  basis: string;
  plan: string | null;
  steps: KnotStep[];
  done: number;
  owner: string | null;
  deadline: string;
  overdue: boolean;
  at: string;
  by: string | null;
  result: string;
  ended_at: string | null;
  ended_by: string | null;
}
export interface KnotDetail extends Knot {
  notes: { at: string; by: string | null; text: string }[];
  may_write: boolean;
}
export interface Library {
  items: Knot[];
  states: Partial<Record<KnotState, number>>;
  may_write: boolean;
}
export interface Candidate {
  number: string;
  matter: { key: string; name: string | null };
  unit: Coded | null;
  at: string;
  reasons: Bilingual[];
}
export const COUNTS = ["returned", "dispatches", "reworks", "reports", "supervised", "extended", "overdue_hours", "days"] as const;
export type Criteria = Record<(typeof COUNTS)[number], number> & { unresolved: boolean };
export interface Found {
  items: Candidate[];
  criteria: Criteria;
  version: number;
}
export interface Fitting {
  items: (Knot & { member: boolean; why: Bilingual[] })[];
  may_apply: boolean;
}
/** How a hard matter is handled, as it is sent; steps are lines of a text while they are written. */
export interface Handling {
  title: string;
  lead: string;
  assists: string[];
  assist_hours: number;
  basis: string;
  plan: string | null;
  steps: { title: string; unit: string | null; due: string | null }[];
  deadline: string;
  area: string | null;
}

export const handlingOf = (one: Knot): Handling => ({
  title: one.title, lead: one.lead.code, assists: one.assists.map(({ code }) => code), assist_hours: one.assist_hours, basis: one.basis, plan: one.plan,
  steps: one.steps.map(({ title, unit, due }) => ({ title, unit: unit?.code ?? null, due })), deadline: one.deadline, area: one.area?.code ?? null,
});

/** Why chosen candidates cannot be admitted together: they must be of one matter. */
export const oneMatter = (chosen: Candidate[]): boolean => new Set(chosen.map(({ matter }) => matter.key)).size === 1;
