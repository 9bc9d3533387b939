import type { Cases } from "../model";
import type { Change, Rate, SplitShares } from "../whatif/model";

export const STATES = ["drafted", "sent", "accepted", "refused", "withdrawn", "applied"] as const;
export type ProposalState = (typeof STATES)[number];

export interface Proposal {
  id: string;
  state: ProposalState;
  change: Change;
  late: { before: Rate; after: Rate };
  reason: string;
  owner: string;
  own: boolean;
  deadline: string;
  overdue: boolean;
  valid_from: string;
  at: string;
  decided_at: string | null;
  decided_by: string | null;
  remark: string;
  effective_at: string | null;
  version: number | null;
  by_people: boolean;
}
export type Measured = Cases & Omit<Rate, "share"> & { share: number | null };
export interface ProposalDetail extends Proposal {
  figures: { cases: number; newly_late: Cases; no_longer_late: Cases; fidelity: { clocks: number; reproduced: number }; split?: SplitShares[] };
  effect: { clock: string; since: string; before: Measured; after: Measured; expected: Rate | null } | null;
}
export type Step = "send" | "accept" | "refuse" | "withdraw" | "applied";

/** What the caller may do with a proposal now: owners send, withdraw and carry out; others with the right decide. */
export function stepsOf({ state, own, by_people: byPeople }: Pick<Proposal, "state" | "own" | "by_people">, mayDecide: boolean): Step[] {
  if (state === "drafted") return own ? ["send", "withdraw"] : [];
  if (state === "sent") return own ? ["withdraw"] : mayDecide ? ["accept", "refuse"] : [];
  return state === "accepted" && own && byPeople ? ["applied"] : [];
}
