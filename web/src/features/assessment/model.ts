import type { Cell } from "@/shared/lib/workbook";

export type Colour = "red" | "yellow" | "blue";
export interface Named {
  zh: string;
  en: string;
}
export interface Reason extends Named {
  code: string;
}
export interface Scheme extends Named {
  code: string;
  version: number;
  note_zh: string;
  note_en: string;
  appeal_days: number;
}
export interface PartHead extends Named {
  code: string;
  indicator: string;
  weight: number;
  unit: string;
  mapping: { kind: "linear" | "bands" | "adjust" };
}
export interface Part {
  code: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  missing: number;
  points: number | null;
  weight: number;
  share: number;
  gives: number;
  reason?: Reason;
}
export interface Row {
  key: string;
  name: string;
  rank: number | null;
  tied: boolean;
  score: number | null;
  board: Colour | null;
  /** Null for those who may see no more than rank and score. */
  parts: Part[] | null;
  reason?: Reason;
}
export interface Board extends Named {
  colour: Colour;
}
export interface Edition {
  id: string;
  scheme: string;
  period: string;
  number: number;
  state: "frozen" | "asked" | "reopened";
  frozen_at: string;
  asked_at: string | null;
  reason: string;
  remark: string;
  cases: number;
}
export interface Result extends Named {
  scheme: string;
  version: number;
  period: string;
  first: string;
  last: string;
  as_of: string | null;
  kind: "unit" | "area";
  boards: Board[];
  parts: PartHead[];
  objects: Row[];
  ranked: number;
  frozen: Edition | null;
}

export type AppealState = "filed" | "accepted" | "refused" | "withdrawn";
export interface Standing {
  score: string | null;
  rank: number | null;
  ranked: number;
}
export interface Appeal {
  id: string;
  scheme: string;
  scheme_zh: string;
  scheme_en: string;
  period: string;
  object: string;
  name: string;
  cases: string[];
  grounds: string;
  reason: string | null;
  evidence: string | null;
  state: AppealState;
  filed_at: string;
  deadline: string;
  overdue: boolean;
  own: boolean;
  decided_at: string | null;
  remark: string;
  before: Standing | null;
  after: Standing | null;
}
export interface AppealDraft {
  scheme: string;
  period: string;
  object: string;
  cases: string[];
  grounds: string;
  reason: string;
  evidence: string;
}

const two = (n: number): string => String(n).padStart(2, "0");

/** Periods one may choose, the newest first: months, quarters, years up to the one that `today` (in the city's day) lies in. */
export function periodsOf(today: string): { months: string[]; quarters: string[]; years: string[] } {
  const [year = 0, month = 1] = today.split("-").map(Number);
  const at = year * 12 + month - 1;
  const quarter = year * 4 + Math.floor((month - 1) / 3);
  return {
    months: Array.from({ length: 13 }, (_, n) => `${String(Math.floor((at - n) / 12))}-${two(((at - n) % 12) + 1)}`),
    quarters: Array.from({ length: 5 }, (_, n) => `${String(Math.floor((quarter - n) / 4))}-Q${String(((quarter - n) % 4) + 1)}`),
    years: Array.from({ length: 3 }, (_, n) => String(year - n)),
  };
}

/** The `count` periods of the same length that end with `period`, the oldest first; none for other forms. */
export function endingWith(period: string, count: number): string[] {
  const month = /^(\d{4})-(\d{2})$/.exec(period);
  const quarter = /^(\d{4})-Q(\d)$/.exec(period);
  const found: string[] = [];
  for (let n = count - 1; n >= 0; n -= 1) {
    if (month) {
      const at = Number(month[1]) * 12 + Number(month[2]) - 1 - n;
      found.push(`${String(Math.floor(at / 12))}-${two((at % 12) + 1)}`);
    } else if (quarter) {
      const at = Number(quarter[1]) * 4 + Number(quarter[2]) - 1 - n;
      found.push(`${String(Math.floor(at / 4))}-Q${String((at % 4) + 1)}`);
    } else if (/^\d{4}$/.test(period)) found.push(String(Number(period) - n));
  }
  return found;
}

/** A value in the unit of its indicator: shares in percent. */
export function shown(value: number | null, unit: string): string {
  if (value === null) return "—";
  if (unit === "ratio") return `${(value * 100).toFixed(2)}%`;
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

/** The name of a board without its conditions. */
export const short = (name: string): string => name.split(/[（(:：]/)[0]?.trim() ?? name;

/** The ranking as rows of a workbook: what is on the page, with numerators and denominators. */
export function sheetOf(result: Result, say: (text: Named) => string, heads: { rank: string; name: string; score: string; board: string }): Cell[][] {
  const parts = result.parts.flatMap((part) => [say(part), `${say(part)} n`, `${say(part)} d`]);
  return [
    [heads.rank, heads.name, heads.score, heads.board, ...parts],
    ...result.objects.map((row): Cell[] => [
      row.rank, row.name, row.score, boardName(result, row.board, say),
      ...result.parts.flatMap(({ code }): Cell[] => {
        const part = row.parts?.find((one) => one.code === code);
        return [part?.value ?? null, part?.numerator ?? null, part?.denominator ?? null];
      }),
    ]),
  ];
}

export function boardName(result: Result, colour: Colour | null, say: (text: Named) => string): string {
  const board = result.boards.find((one) => one.colour === colour);
  return board ? short(say(board)) : "";
}

export const listOf = (numbers: string[]): string => `/desk/cases?${new URLSearchParams({ number: numbers.join(",") }).toString()}`;

/** Numbers of cases out of what somebody typed or pasted. */
export const numbersOf = (text: string): string[] => [...new Set(text.split(/[\s,，、;；]+/).filter(Boolean))];
