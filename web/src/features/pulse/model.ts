import type { Bilingual } from "@/shared/api/types";
import { UNIT_WORDS } from "./vocabulary";

export type Light = "green" | "yellow" | "red" | "grey" | null;
/** A value as places that only show it need it; what has no name is not shown. */
export interface KeyFigure {
  code: string;
  name: Bilingual;
  unit: string;
  value: number | null;
  light: Light;
  as_of: string | null;
  why: string | null;
}

export const rounded = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: Math.abs(value) >= 1000 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2 });

/** A value as it is read: a share in percent with one digit, all else with its unit. */
export function shown(value: number | null, unit: string, language: "zh" | "en"): string {
  if (value === null) return "—";
  if (unit === "ratio") return `${(value * 100).toFixed(1)} %`;
  const word = UNIT_WORDS[unit]?.[language] ?? unit;
  return `${rounded(value)}${word ? ` ${word}` : ""}`;
}
