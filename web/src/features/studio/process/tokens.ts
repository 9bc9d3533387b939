import type { Tokens } from "../model";

/** Where a case stands at an instant: on the way from one step to the next, `along` of 1; null: not there. */
export interface Standing {
  from: number;
  to: number;
  along: number;
}

/** Return where a case with these steps (activity, second) stands at `second`. */
export function standing(steps: Tokens["cases"][number]["steps"], second: number): Standing | null {
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last || second < first[1] || second > last[1]) return null;
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((steps[middle]?.[1] ?? 0) <= second) low = middle;
    else high = middle - 1;
  }
  const [from, since] = steps[low] ?? first;
  const next = steps[low + 1];
  if (!next) return { from, to: from, along: 0 };
  const [to, until] = next;
  return { from, to, along: until > since ? (second - since) / (until - since) : 1 };
}
