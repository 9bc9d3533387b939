import type { Bilingual, Named } from "./named";

/** What a model counted: so many of the cases of a matter in an area, closed in a time, were the unit's. */
export interface Ground {
  matter: string;
  area: string;
  level: number;
  n: number;
  of: number;
  since: string;
  until: string;
}
export interface Candidate {
  unit: Named;
  score: number;
  reason: Bilingual;
  /** What a model says of it, as often as such an answer came true; absent where none spoke. */
  chance?: number | null;
  ground?: Ground | null;
  words?: string[];
}
