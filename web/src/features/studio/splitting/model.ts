import type { Cases, MatterRef, UnitRef } from "../model";
import type { Limit, Part, SplitShares } from "../whatif/model";

export interface FoundPart extends Part, Cases {
  names: Record<string, string | null>;
  returned: Cases;
  units: { unit: UnitRef; cases: number }[];
  samples: { number: string; text: string }[];
}
export interface Splitting {
  matter: MatterRef;
  cases: number;
  learned: number;
  why: "too_few" | "one_kind" | "no_gain" | null;
  existing: { key: string; name: string; words: string[] }[];
  parts: FoundPart[];
  split: SplitShares | null;
}
/** A part as the form has it: words as one line, whether it and its limit are wanted. */
export interface PartDraft {
  wanted: boolean;
  name: string;
  words: string;
  duties: { area: string; unit: string }[];
  limit: Limit | null;
}

export const draftOf = ({ name, words, duties, limit }: Part): PartDraft => ({ wanted: true, name, words: words.join("、"), duties, limit });

/** The words of a line, each once. */
export const wordsOf = (line: string): string[] => [...new Set(line.split(/[\s,，、;；]+/).filter(Boolean))];

/** The parts that are wanted, null while one of them has no name or no words. */
export function partsOf(drafts: PartDraft[]): Part[] | null {
  const wanted = drafts.filter((one) => one.wanted).map(({ name, words, duties, limit }) => ({ name: name.trim(), words: wordsOf(words), duties, limit }));
  return wanted.length > 0 && wanted.every(({ name, words }) => name !== "" && words.length > 0) ? wanted : null;
}
