import type { Bilingual } from "@/shared/api/types";

export interface Topic {
  title: string;
  words: string[];
  heat: number;
  /** The numbers of the formula: reports and votes as they count today, people and voters. */
  sums: { reports: number; votes: number; people: number; voters: number };
  cases: number;
  reports: number;
  people: number;
  matter: string | null;
  area: string | null;
  units: { name: string; n: number }[];
  ended: number;
  satisfaction: number | null;
  trend: number[];
  numbers: string[];
}
export interface NearRepeat {
  matter: string | null;
  cases: number;
  pairs: number;
  by_chance: number;
  ratio: number;
  p: number;
  numbers: string[];
}
export interface Topics {
  read: number;
  capped: boolean;
  formula: Bilingual;
  days: string[];
  topics: Topic[];
  near_repeats: NearRepeat[];
}
export interface Sign {
  id: string;
  kind: string;
  title: Bilingual;
  words: Bilingual;
  at: string;
  size: number;
  matter: string | null;
  area: string | null;
  cases: number;
  numbers: string[];
}
export interface Rate {
  kind: string;
  title: Bilingual;
  open: number;
  confirmed: number;
  false: number;
  known: number;
  hit: number | null;
}
interface Named {
  code: string;
  name: string | null;
}
export interface Replies {
  replies: number;
  wanting: number;
  capped: boolean;
  units: { unit: Named | null; replies: number; share: number; doubts: Record<string, number>; cases: number; numbers: string[] }[];
  items: { number: string; unit: Named | null; matter: { name: string | null }; replied_at: string; doubts: Bilingual[] }[];
}
interface Side {
  number: string;
  title: string;
  address: string;
  opened_at: string;
}
export interface Pair {
  score: number;
  reasons: Bilingual;
  one: Side;
  other: Side;
}
export interface Pairs {
  items: Pair[];
  evidence: { open: number; merged: number; different: number; automatic: number; undone: number; precision: number | null };
}

/** The points of a small line of counts, 100 wide and 24 high; a flat nothing lies on the ground. */
export const sparkline = (counts: number[]): string => {
  const most = Math.max(1, ...counts);
  const step = 100 / Math.max(1, counts.length - 1);
  return counts.map((n, at) => `${(at * step).toFixed(1)},${(23 - (n / most) * 22).toFixed(1)}`).join(" ");
};

/** How a topic's heat comes about, with its own numbers. */
export const heatSum = ({ reports, votes, people, voters }: Topic["sums"]): string =>
  `(${reports.toFixed(1)} + ½×${votes.toFixed(1)}) × log2(1 + ${String(people)} + ${String(voters)})`;
