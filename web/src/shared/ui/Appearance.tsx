import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useLayoutEffect, useMemo, useState } from "react";

import { load, save } from "../lib/storage";

export type Theme = "light" | "dark" | "contrast";
export type Size = "normal" | "large";
interface Appearance {
  theme: Theme;
  size: Size;
  setTheme: (theme: Theme) => void;
  setSize: (size: Size) => void;
  /** A page's own dress while it is shown, whatever the person chose; `null` gives it back. */
  wear: (theme: Theme | null) => void;
}

const AppearanceContext = createContext<Appearance>({
  theme: "light", size: "normal", setTheme: () => undefined, setSize: () => undefined, wear: () => undefined,
});
export const useAppearance = (): Appearance => useContext(AppearanceContext);

/** Dress the page in `theme` as long as it is shown: a wall hangs in a dim room. */
export function useDress(theme: Theme): void {
  const { wear } = useAppearance();
  useLayoutEffect(() => {
    wear(theme);
    return () => { wear(null); };
  }, [wear, theme]);
}

/** What the machine asks for, until the person has chosen. */
function preferred(): Theme {
  if (typeof matchMedia !== "function") return "light";
  if (matchMedia("(prefers-contrast: more)").matches) return "contrast";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Light, dark or high contrast; normal or large text. Kept per person and machine. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [theme, setTheme] = useState<Theme>(() => load<Theme>("theme", preferred()));
  const [size, setSize] = useState<Size>(() => load<Size>("size", "normal"));
  const [worn, wear] = useState<Theme | null>(null);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = worn ?? theme;
    document.documentElement.dataset.size = size;
  }, [worn, theme, size]);
  useEffect(() => {
    save("theme", theme);
    save("size", size);
  }, [theme, size]);
  useEffect(() => {
    // A choice made in one window holds in all: the screens of one workplace look alike.
    const follow = () => {
      setTheme(load<Theme>("theme", preferred()));
      setSize(load<Size>("size", "normal"));
    };
    window.addEventListener("storage", follow);
    return () => { window.removeEventListener("storage", follow); };
  }, []);
  const value = useMemo(() => ({ theme, size, setTheme, setSize, wear }), [theme, size]);
  return <AppearanceContext value={value}>{children}</AppearanceContext>;
}
