import type { Dimension } from "@/contributions/wall/model";
import { cityZone } from "@/shared/time/format";

const OPEN = "intake,check,filing,dispatch,sign,handle,review,verify,callback,closing";
type Filter = Record<string, string | null>;
/** Which cases a figure counts: those of an area, of some matters. */
export interface Scope {
  area: string | null;
  of?: string[];
}

/** The list of cases behind a figure: the desk with the same filter in its address. */
export function listOf(filter: Filter, { area, of = [] }: Scope): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries({ area, matter: of.join(","), ...filter })) if (value) search.set(key, value);
  return `/desk/cases?${search.toString()}`;
}

/** The live cases of one value of a dimension. Those without any are a group of the list. */
export function liveListOf(by: Dimension, key: string, scope: Scope, more: Filter = {}): string {
  if (by === "area" && key === "-") return listOf({ stage: OPEN, unplaced: "true", area: null, ...more }, scope);
  return listOf({ stage: OPEN, ...(key === "-" ? { group: `${by}:-` } : { [by]: key }), ...more }, scope);
}

export const openList = (scope: Scope, more: Filter = {}): string => listOf({ stage: OPEN, ...more }, scope);

const HOUR = 3_600_000;
/** The live cases of a rung of the ladder. */
export function rungList(rung: number, bounds: number[], at: string, scope: Scope): string {
  if (rung > bounds.length) return openList(scope, { undated: "true" });
  const instant = (hours: number | undefined) => (hours === undefined ? null : new Date(Date.parse(at) + hours * HOUR).toISOString());
  return openList(scope, { due_from: rung === 0 ? null : instant(bounds[rung - 1]), due_to: instant(bounds[rung]), sort: "due_at" });
}

const DAY = 86_400_000;

/** The instant at which a civil day begins in the city's zone. */
export function startOf(day: string, zone = cityZone()): string {
  const guess = Date.parse(`${day}T00:00:00Z`);
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(guess);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return new Date(guess - (shown - guess)).toISOString();
}

/** The day `n` days after `day` (before, if negative). */
export const shifted = (day: string, n: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY).toISOString().slice(0, 10);
