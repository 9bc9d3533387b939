import { useCallback } from "react";

import type { Language } from "./language";
import { useLanguage } from "./language";

/** The names in braces of a text: `"{n} cases"` has `"n"`. */
type Slots<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Slots<Rest> : never;
type Values<S extends string> = [Slots<S>] extends [never] ? [] : [values: Record<Slots<S>, string | number>];

export interface Catalogue<Z extends Record<string, string>> {
  zh: Z;
  en: { [K in keyof Z]: string };
}

/** Declare the texts of a feature in both languages; a key that one side lacks does not compile. */
export const catalogue = <const Z extends Record<string, string>>(
  zh: Z,
  en: { [K in keyof Z]: string },
): Catalogue<Z> => ({ zh, en });

export function fill(template: string, values: Record<string, string | number> | undefined): string {
  return values ? template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : template;
}

export type Translate<Z extends Record<string, string>> = <K extends keyof Z & string>(
  key: K,
  ...values: Values<Z[K]>
) => string;

/** Return the translator of a catalogue for the chosen language. */
export function useTexts<Z extends Record<string, string>>(texts: Catalogue<Z>): Translate<Z> {
  const language: Language = useLanguage();
  return useCallback((key, ...values) => fill(texts[language][key] ?? key, values[0]), [texts, language]);
}
