import type { CaseSummary } from "@/shared/api/types";

/** What a supervisor does about a case that runs late, mildest first. */
export type Measure = "urge" | "supervise" | "list";

export const MEASURES: { measure: Measure; key: string }[] = [
  { measure: "urge", key: "c" },
  { measure: "supervise", key: "d" },
  { measure: "list", key: "g" },
];
/** What a dragged row carries: the number of its case. */
export const DRAGGED = "text/x-case-number";

export interface Order {
  measure: Measure;
  cases: CaseSummary[];
}

const HOUR = 3_600_000;

/** The body of a supervision: its kind, what is demanded, and how many hours there are until its date. */
export function supervision(measure: "supervise" | "list", demand: string, due: string, now: number): Record<string, unknown> {
  const hours = due ? (Date.parse(due) - now) / HOUR : 0;
  return { kind: measure === "list" ? "listed" : "written", demand: demand.trim(), ...(hours > 0 ? { hours: Math.round(hours * 100) / 100 } : {}) };
}
