import type { Bilingual, Named } from "@/shared/api/types";

export type How = "dispatch" | "assist" | "whistle" | "supervise" | "notify";
export type Finder = "lead" | "matter" | "area" | "unit" | "post" | "duty";
export interface Reference { title: string; where?: string }

/** A step as it would be here and now. */
export interface Offered {
  id: string;
  title: string;
  how: How;
  found: Bilingual;
  unit: Named | null;
  people: number;
  role: string | null;
  minutes: number;
  text: string;
  evidence: boolean;
  from_level: number;
  basis: string;
  hindered: Bilingual | null;
}
export interface Proposed {
  plan: string;
  version: number;
  title: string;
  summary: string;
  example: boolean;
  references: Reference[];
  reasons: Bilingual[];
  level: number;
  reached: number;
  steps: Offered[];
}
export interface RunStep {
  id: string;
  title: string | null;
  how: How;
  unit: Named | null;
  role: string | null;
  told: number;
  minutes: number;
  due_at: string | null;
  done_at: string | null;
  evidence: boolean;
  changed: string[];
  text: string | null;
  state: string;
  overdue: boolean;
  unproved: boolean;
}
export interface Run { id: string; plan: string; version: number; title: string; level: number; at: string; by: string | null; struck: string[]; steps: RunStep[] }
export interface CasePlans { may_use: boolean; level: number; levels: (Bilingual & { level: number })[]; proposed: Proposed[]; runs: Run[] }

/** A step as the person at the desk wants it. */
export interface Wanted {
  key: string;
  id: string | null;
  taken: boolean;
  title: string;
  how: How;
  unit: string | null;
  minutes: number;
  text: string;
  evidence: boolean;
}
export interface Order { id?: string; title?: string; how?: How; unit?: string; minutes?: number; text?: string; evidence?: boolean }

/** Kinds of steps that are tasks with a time of their own. */
export const TIMED: readonly How[] = ["assist", "whistle", "supervise"];

/** What the desk begins with: every step that can be done now is taken. */
export const wanted = (steps: Offered[], level: number): Wanted[] =>
  steps
    .filter((step) => step.from_level <= level)
    .map(({ id, title, how, unit, minutes, text, evidence, hindered }) => ({ key: id, id, taken: hindered === null, title, how, unit: unit?.code ?? null, minutes, text, evidence }));

/** What is sent: of the plan's steps only what differs, of added ones everything. */
export function orders(all: Wanted[], steps: Offered[]): Order[] {
  const known = new Map(steps.map((step) => [step.id, step]));
  return all
    .filter(({ taken }) => taken)
    .map(({ id, title, how, unit, minutes, text, evidence }) => {
      const step = id === null ? undefined : known.get(id);
      if (!step) return { title: title || undefined, how, unit: unit ?? undefined, minutes, text, evidence };
      return {
        id: step.id,
        ...(unit !== null && unit !== step.unit?.code ? { unit } : {}),
        ...(minutes === step.minutes ? {} : { minutes }),
        ...(text === step.text ? {} : { text }),
        ...(evidence === step.evidence ? {} : { evidence }),
      };
    });
}

// The library.
export interface Condition { name: string; params?: Record<string, unknown>; negate?: boolean }
export interface Step { id: string; title: string; how: How; who: { by: Finder; code?: string }; minutes?: number; text?: string; evidence?: boolean; from_level?: number; basis?: string }
export interface Plan { code: string; title: string; summary?: string; when: Condition[][]; steps: Step[]; references?: Reference[]; example?: boolean }
export type State = "drafted" | "approved" | "refused" | "retired";
export interface Version { plan: Plan; version: number; state: State; author: string | null; own: boolean; at: string; decided_by: string | null; decided_at: string | null; remark: string }
export interface Use { step: string; offered: number; struck: number; changed: Record<string, number> }
export interface Detail { code: string; versions: Version[]; runs: number; uses: Use[]; advice: { step: string; said: Bilingual }[] }
type Word = Bilingual & { code: string };
export interface Vocabulary { hows: Word[]; finders: Word[]; levels: (Bilingual & { code: number })[]; fields: Word[]; states: Word[]; conditions: Word[] }

/** Which parameter of a condition is a list of codes or words. */
export const LISTS: Record<string, string> = { matter: "keys", area: "codes", tag: "codes", channel: "codes", words: "any", alarm: "rules" };
/** Which conditions have a colour. */
export const COLOURED = ["alarm", "warning"];
const SEPARATOR = /[,，、\s]+/;

/** The list of a condition as people write it. */
export function listOf({ name, params }: Condition): string {
  const list = params?.[LISTS[name] ?? ""];
  return Array.isArray(list) ? list.join("、") : "";
}

/** A condition with another list. */
export function withList(one: Condition, text: string): Condition {
  const list = text.split(SEPARATOR).filter(Boolean);
  return { ...one, params: { ...one.params, [LISTS[one.name] ?? ""]: list } };
}

/** What a new condition of a kind begins with. */
export const freshCondition = (name: string): Condition => ({
  name,
  params: { ...(LISTS[name] ? { [LISTS[name]]: [] } : {}), ...(name === "urgency" ? { urgency: 2 } : {}), ...(COLOURED.includes(name) ? { level: "yellow" } : {}) },
});

/** The text of a step's state. */
export const STATES = {
  open: "open_",
  signed: "signed",
  done: "done_",
  answered: "answered",
  closed: "closed",
  withdrawn: "withdrawn",
  returned: "returned",
  cancelled: "cancelled",
  told: "told_",
} as const;
