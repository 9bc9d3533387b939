import { createContext, useContext } from "react";

import type { Bilingual } from "../api/types";

export type Language = "zh" | "en";

export const LanguageContext = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: "zh",
  choose: () => undefined,
});

export const useLanguage = (): Language => useContext(LanguageContext).language;

/** Text that the server gave in both languages, in the one that is chosen. */
export function useSay(): (text: Bilingual | string | null | undefined) => string {
  const language = useLanguage();
  return (text) => (text == null ? "" : typeof text === "string" ? text : text[language]);
}
