interface Both {
  zh: string;
  en: string;
}
/** What the words of a report say, each with why; what people wrote is masked. */
export interface ReadText {
  tags: { code: string; name: Both; words: string[]; reason: Both }[];
  subjects: { name: string; kind: string; written: string[]; reason: Both }[];
  elements: { code: string; name: Both; words: string[] }[];
  feeling: { value: number; kind: "negative" | "neutral" | "positive"; words: string[]; reason: Both };
  personal: { kind: string; name: Both; count: number }[];
  failed: string[];
}
