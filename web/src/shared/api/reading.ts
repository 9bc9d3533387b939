import type { Bilingual } from "./named";

/** What the words of a report say, each with why; what people wrote is masked. */
export interface ReadText {
  tags: { code: string; name: Bilingual; words: string[]; reason: Bilingual }[];
  subjects: { name: string; kind: string; written: string[]; reason: Bilingual }[];
  elements: { code: string; name: Bilingual; words: string[] }[];
  feeling: { value: number; kind: "negative" | "neutral" | "positive"; words: string[]; reason: Bilingual };
  personal: { kind: string; name: Bilingual; count: number }[];
  failed: string[];
}
