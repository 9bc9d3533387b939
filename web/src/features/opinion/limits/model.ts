import type { Bilingual } from "@/shared/api/types";

export interface KeyArea {
  name: string;
  begins: string;
  ends: string;
  areas: string[];
  polygon: [number, number][];
  matters: string[];
  least: number;
}
interface Numbers {
  on: boolean;
  [field: string]: number | boolean;
}
export interface Limits {
  burst: Numbers;
  hot: Numbers;
  group: Numbers;
  again: Numbers;
  unsolved: Numbers;
  sensitive: { on: boolean; tags: string[]; words: string[] };
  key_areas: KeyArea[];
}
export interface Held {
  version: number;
  limits: Limits;
  delivered: Limits;
  tags: { code: string; name: Bilingual }[];
  versions: { version: number; limits: Limits; at: string; who: string; reason: string }[];
}
export interface Rehearsed {
  days: number;
  told: number;
  kinds: { kind: string; title: Bilingual; told: number; in_force: number }[];
  items: { kind: string; title: Bilingual; at: string; size: number; words: Bilingual; cases: number; numbers: string[] }[];
  capped: boolean;
}

/** The numbers of each kind, with the range that makes sense. */
export const FIELDS = {
  burst: { least: [2, 1000, 1], factor: [1.1, 100, 0.1] },
  hot: { heat: [1, 1_000_000, 1], days: [1, 90, 1] },
  group: { people: [2, 10_000, 1], days: [1, 90, 1] },
  again: { cases: [2, 1000, 1], days: [1, 90, 1] },
  unsolved: { days: [1, 3650, 1] },
} as const satisfies Record<string, Record<string, readonly [number, number, number]>>;
/** The words beside them. */
export const LABELS = { least: "leastField", factor: "factorField", heat: "heatField", days: "daysField", people: "peopleField", cases: "casesField" } as const;
export const HELP = { burst: "burstHelp", hot: "hotHelp", group: "groupHelp", again: "againHelp", unsolved: "unsolvedHelp" } as const;
export type Counted = keyof typeof FIELDS;
export const COUNTED = Object.keys(FIELDS) as Counted[];

const SEPARATORS = /[\n、，,;；]+/;

/** The words of a text, one per line or with commas between them, each once. */
export const wordsOf = (text: string): string[] => [...new Set(text.split(SEPARATORS).map((word) => word.trim()).filter(Boolean))];

/** The corners of a boundary, a line each: longitude, latitude; null where a line is no point. */
export function cornersOf(text: string): [number, number][] | null {
  const corners = text.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => line.split(/[\s,，]+/).map(Number));
  return corners.every((corner) => corner.length === 2 && corner.every(Number.isFinite)) ? (corners as [number, number][]) : null;
}

export const linesOf = (corners: [number, number][]): string => corners.map((corner) => corner.join(", ")).join("\n");
