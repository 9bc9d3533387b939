import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useMemo, useState } from "react";

import { load, save } from "../lib/storage";

export type Theme = "light" | "dark" | "contrast";
export type Size = "normal" | "large";
interface Appearance {
  theme: Theme;
  size: Size;
  setTheme: (theme: Theme) => void;
  setSize: (size: Size) => void;
}

const AppearanceContext = createContext<Appearance>({
  theme: "light", size: "normal", setTheme: () => undefined, setSize: () => undefined,
});
export const useAppearance = (): Appearance => useContext(AppearanceContext);

/** Light, dark or high contrast; normal or large text. Kept per person and machine. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState<Theme>(() => load<Theme>("theme", "light"));
  const [size, setSize] = useState<Size>(() => load<Size>("size", "normal"));
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.dataset.size = size;
    save("theme", theme);
    save("size", size);
  }, [theme, size]);
  const value = useMemo(() => ({ theme, size, setTheme, setSize }), [theme, size]);
  return <AppearanceContext value={value}>{children}</AppearanceContext>;
}
