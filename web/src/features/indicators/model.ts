import type { Light } from "@/features/pulse/public";
import type { Bilingual } from "@/shared/api/types";
import type { Grain } from "./periods";

export const DIMENSIONS = ["area", "time", "matter", "unit", "channel"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export const SIDES = ["numerator", "denominator", "rest", "missing"] as const;
export type Side = (typeof SIDES)[number];
export const GROUPS = ["basic", "linked", "warning"] as const;

export interface Measure {
  code: string;
  zh: string;
  en: string;
  on_zh: string;
  on_en: string;
  where: string;
  value: string;
  unit: string;
}
export interface Definition {
  code: string;
  version: number;
  kind: string;
  group: (typeof GROUPS)[number];
  zh: string;
  en: string;
  caliber_zh: string;
  caliber_en: string;
  unit: string;
  direction: "up" | "down" | "none";
  numerator: string;
  denominator: string;
  formula: string;
  owner: string;
  source: string;
  fresh_minutes: number;
  drill: Dimension[];
  threshold: { warn: number; bad: number } | null;
  measures: Measure[];
  versions: { version: number; since: string | null; caliber_zh: string; caliber_en: string }[];
}
export interface Reason extends Bilingual {
  code: string;
}
export interface Figure {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  missing: number;
  light: Light;
  reason?: Reason;
}
export interface Answer extends Figure {
  code: string;
  unit: string;
  as_of: string | null;
  /** What is not fresh is grey, and says why. */
  fresh: { state: string } & Partial<Bilingual>;
  version: number;
  period: string;
  first: string;
  last: string;
  parts?: Record<string, number>;
}
export interface Point {
  period: string;
  first: string;
  last: string;
  running: boolean;
  value: number | null;
}
export interface Trend {
  grain: Grain;
  points: Point[];
}
export type Glance = Answer & { trend: Trend };
export interface Change {
  absolute: number;
  relative: number | null;
  low: number | null;
  high: number | null;
  /** Whether the change is more than chance; null: nobody can say from these numbers. */
  sure: boolean | null;
  better: boolean | null;
}
export interface Compared extends Figure {
  period: string;
  first: string;
  last: string;
  days: { days: number; workdays: number; holidays: string[]; known: boolean } | null;
  per_workday: number | null;
  change?: Change | null;
  holiday?: string | null;
}
export interface Comparison {
  value: Answer;
  measured: Compared | null;
  previous: Compared | null;
  year_ago: Compared | null;
}
export interface Part extends Figure {
  key: string;
  name: string | null;
  ask: Record<string, string> | null;
}
export interface Drilled {
  by: Dimension;
  whole: Answer;
  parts: Part[];
  more: boolean;
}
export interface Contribution {
  key: string;
  name: string | null;
  then: { value: number | null; ask: Record<string, string> | null } | null;
  now: { value: number | null; ask: Record<string, string> | null } | null;
  rate: number;
  mix: number;
  total: number;
}
export interface Waterfall {
  by: string;
  then: Answer;
  now: Answer;
  change: number | null;
  parts: Contribution[];
}
/** What is a sum or a quotient of its parts, or made of weighted ones: only its change can be divided. */
export const DIVISIBLE = new Set(["simple", "cumulative", "ratio", "composite"]);

export interface Factor {
  code: string;
  zh: string;
  en: string;
  sure: boolean;
  lag: number;
  spearman: number;
  low: number;
  high: number;
  points: number;
}
export interface Factors {
  grain: "day" | "week" | "month";
  known: number;
  looked: number;
  factors: Factor[];
}
/** What is asked of an indicator beside its code. */
export interface Asked {
  period: string;
  area: string;
  unit: string;
  matter: string;
  channel: string;
  version: string;
}

const rounded = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: Math.abs(value) >= 1000 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2 });

/** A change as it is read: of shares in percentage points, of all else in percent of what was. */
export function shownChange({ absolute, relative }: Change, unit: string, points: string): string {
  const [amount, word] = unit === "ratio" || relative === null ? [absolute * (unit === "ratio" ? 100 : 1), unit === "ratio" ? ` ${points}` : ""] : [relative * 100, " %"];
  const arrow = absolute > 0 ? "↑" : absolute < 0 ? "↓" : "→";
  return `${arrow} ${rounded(Number(Math.abs(amount).toFixed(1)))}${word}`;
}

/** A step of a waterfall as it is read: with its sign, of a share in percentage points. */
export function shownStep(value: number, unit: string, points: string): string {
  const amount = unit === "ratio" ? value * 100 : value;
  const sign = amount > 0 ? "+" : amount < 0 ? "−" : "";
  return `${sign}${rounded(Number(Math.abs(amount).toFixed(2)))}${unit === "ratio" ? ` ${points}` : ""}`;
}

/** Where the bars of a waterfall begin and end, in shares of the width: each begins where the one before ended. */
export function fallOf(steps: number[]): [left: number, width: number][] {
  const edges = steps.reduce<number[]>((so, step) => [...so, (so.at(-1) ?? 0) + step], [0]);
  const [low, high] = [Math.min(...edges), Math.max(...edges)];
  const whole = high - low || 1;
  return steps.map((step, at) => [(Math.min(edges[at] ?? 0, (edges[at] ?? 0) + step) - low) / whole, Math.abs(step) / whole]);
}

/** Query parameters that say something. */
export const query = (asked: Partial<Asked>): Record<string, string> => Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ""));
export const pageOf = (code: string, asked: Partial<Asked> = {}): string => `/desk/indicators/${code}${search(query(asked))}`;
export const casesOf = (code: string, asked: Record<string, string>, side: Side): string => `/desk/indicators/${code}/cases${search({ ...asked, side })}`;
const search = (of: Record<string, string>): string => {
  const text = new URLSearchParams(of).toString();
  return text ? `?${text}` : "";
};

/** Where the points of a small line lie in a box; what is not known leaves a gap. */
export function sparkOf(points: (number | null)[], width: number, height: number): string[] {
  const known = points.filter((one) => one !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const found: string[][] = [[]];
  points.forEach((value, at) => {
    if (value === null) { if (found.at(-1)?.length) found.push([]); return; }
    const x = points.length > 1 ? (at / (points.length - 1)) * width : width / 2;
    const y = high > low ? height - ((value - low) / (high - low)) * height : height / 2;
    found.at(-1)?.push(`${x.toFixed(1)},${y.toFixed(1)}`);
  });
  return found.filter((piece) => piece.length > 0).map((piece) => piece.join(" "));
}
