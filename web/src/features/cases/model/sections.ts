import type { CaseSummary } from "@/shared/api/types";

export type TaskGroup = "over" | "today" | "tomorrow" | "later" | "others";

const DAY = 86_400_000;

/** Where a handler's case stands: what burns first, what waits for others last. */
export function groupOf(one: CaseSummary, now: number, zone: string): TaskGroup {
  if (one.stage !== "sign" && one.stage !== "handle") return "others";
  if (one.side) return "others";
  const due = one.clock?.due_at ?? one.due_at;
  if (!due) return "later";
  const at = Date.parse(due);
  if (at <= now) return "over";
  const day = (instant: number): string => new Date(instant).toLocaleDateString("en-CA", { timeZone: zone });
  if (day(at) === day(now)) return "today";
  return day(at) === day(now + DAY) ? "tomorrow" : "later";
}

export const GROUPS: TaskGroup[] = ["over", "today", "tomorrow", "later", "others"];

/** Split cases into the groups that have any, each by remaining time. */
export function grouped(cases: CaseSummary[], now: number, zone: string): { group: TaskGroup; items: CaseSummary[] }[] {
  const key = (one: CaseSummary): string => one.clock?.due_at ?? one.due_at ?? "9999";
  const sorted = [...cases].sort((a, b) => key(a).localeCompare(key(b)));
  return GROUPS.map((group) => ({ group, items: sorted.filter((one) => groupOf(one, now, zone) === group) })).filter(
    ({ items }) => items.length > 0,
  );
}
