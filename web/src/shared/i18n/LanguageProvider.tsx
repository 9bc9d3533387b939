import type { ReactNode } from "react";
import { useEffect, useMemo, useState } from "react";

import { load, save } from "../lib/storage";
import type { Language } from "./language";
import { LanguageContext } from "./language";

/** Chinese unless the person chose English (or opened a link with `?lang=en`). */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(() => {
    const asked = new URLSearchParams(location.search).get("lang");
    return asked === "en" || asked === "zh" ? asked : load<Language>("language", "zh");
  });
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.language = language;
    save("language", language);
  }, [language]);
  const value = useMemo(() => ({ language, choose }), [language]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}
