import type { Bilingual } from "@/shared/api/types";

export const LEVELS = ["blue", "yellow", "orange", "red"] as const;
export type Level = (typeof LEVELS)[number];
export interface Limit extends Bilingual {
  level: Level;
  value: number;
  hours: number | null;
  above: number | null;
}
export interface Station {
  code: string;
  name: string;
  lon: number | null;
  lat: number | null;
  address: string;
  online: boolean;
  value: number | null;
  at: number | null;
  stale: boolean;
  trend: number | null;
  falls: { hours: number; amount: number; covered: number }[];
  limits: Limit[];
  level: Level | null;
  alarms: { id: string; rule: string; level: Level; case: string | null; raised_at: string }[];
}
export interface Group extends Bilingual {
  code: string;
  kind: "level" | "sum" | "state";
  windows: number[];
  trend_minutes: number;
  property: { name: string; name_en: string; kind: string; unit: string; precision: number | null; members: { value: number; name: string; name_en: string }[] } | null;
  stations: Station[];
  capped: boolean;
}
export interface Board extends Bilingual {
  code: string;
  at: string;
  groups: Group[];
  response: { level: Level; response: number; stations: number; plan: { code: string; title: string } | null } | null;
}

export const ROMAN: Record<number, string> = { 1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ" };
/** What a station asks for, 0 to 4: its guards and its alarms. */
export const rankOf = (one: Station): number => Math.max(0, ...[one.level, ...one.alarms.map(({ level }) => level)].map((level) => (level === null ? 0 : LEVELS.indexOf(level) + 1)));
export const levelOf = (one: Station): Level | null => LEVELS[rankOf(one) - 1] ?? null;

/** How many stations are at each level, the gravest first, those at none left out. */
export function counted(stations: Station[]): [Level, number][] {
  const found = new Map<Level, number>();
  for (const one of stations) {
    const level = levelOf(one);
    if (level) found.set(level, (found.get(level) ?? 0) + 1);
  }
  return [...found].sort(([a], [b]) => LEVELS.indexOf(b) - LEVELS.indexOf(a));
}

/** The highest limit that is reached, else the one that is nearest. */
export function tellingLimit(one: Station): Limit | null {
  const known = one.limits.filter(({ above }) => above !== null);
  return known.filter(({ above }) => (above ?? -1) >= 0).at(-1) ?? [...known].sort((a, b) => (b.above ?? 0) - (a.above ?? 0))[0] ?? null;
}

/** A figure with the digits that count. */
export const figure = (value: number, precision: number | null | undefined): string =>
  value.toLocaleString("en", { maximumFractionDigits: precision ?? 2, minimumFractionDigits: 0, useGrouping: false });
export const signed = (value: number, precision?: number | null): string => `${value > 0 ? "+" : value < 0 ? "−" : ""}${figure(Math.abs(value), precision)}`;
