import type { Status } from "../model";
import { STATUSES } from "../model";

/** What the server is asked for. */
export const ASKED = ["q", "product", "state", "city_state", "means", "source", "area", "unit", "tag"] as const;
/** All that stands in the address. */
export const KEYS = [...ASKED, "status", "alarmed", "at", "span", "sort", "device", "look"] as const;
export type State = Record<(typeof KEYS)[number], string>;

export const queryOf = (state: State): Record<(typeof ASKED)[number], string> =>
  Object.fromEntries(ASKED.map((key) => [key, state[key]])) as Record<(typeof ASKED)[number], string>;

export const statusesOf = (state: Pick<State, "status">): Status[] => {
  const found = state.status.split(",").filter((one): one is Status => STATUSES.includes(one as Status));
  return found.length > 0 ? found : [...STATUSES];
};

/** Switch one status on or off; all four are the same as none. */
export function toggled(state: Pick<State, "status">, status: Status): string {
  const chosen = state.status.split(",").filter(Boolean);
  const next = chosen.includes(status) ? chosen.filter((one) => one !== status) : [...chosen, status];
  return next.length === STATUSES.length ? "" : next.join(",");
}

/** How far back one looks, and in which steps. */
export const SPANS = { "24h": [86_400_000, 300_000], "7d": [7 * 86_400_000, 1_800_000], "30d": [30 * 86_400_000, 7_200_000] } as const;
export type SpanName = keyof typeof SPANS;
export const spanOf = (name: string): SpanName => (name in SPANS ? (name as SpanName) : "24h");
