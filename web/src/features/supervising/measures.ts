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
  /** How many were left out because the flow does not allow it where they stand. */
  left?: number;
}

/** An action of a flow: where it exists. */
export interface FlowAction {
  id: string;
  stages: string[];
  sides: string[];
}

/** Whether a flow in force lets a measure be taken where the case stands; before the flows are known, all may be. */
export function fits(actions: FlowAction[] | undefined, measure: Measure, { stage, side }: Pick<CaseSummary, "stage" | "side">): boolean {
  const wanted = measure === "urge" ? "urge" : "supervise";
  const side_ok = (sides: string[]) => sides.includes("*") || (side ? sides.includes(side) : sides.length === 0);
  return actions === undefined || actions.some(({ id, stages, sides }) => id === wanted && (stages.includes("*") || stages.includes(stage)) && side_ok(sides));
}

const HOUR = 3_600_000;

/** The body of a supervision: its kind, what is demanded, and how many hours there are until its date. */
export function supervision(measure: "supervise" | "list", demand: string, due: string, now: number): Record<string, unknown> {
  const hours = due ? (Date.parse(due) - now) / HOUR : 0;
  return { kind: measure === "list" ? "listed" : "written", demand: demand.trim(), ...(hours > 0 ? { hours: Math.round(hours * 100) / 100 } : {}) };
}
