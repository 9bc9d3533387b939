import type { Scene, WarningLevel } from "@/contributions/wall/model";

const RANKS: Record<WarningLevel, number> = { blue: 1, yellow: 2, orange: 3, red: 4 };

export interface InForce {
  level: WarningLevel;
  title: string;
}

/** The worst first. */
export const byLevel = <T extends InForce>(warnings: T[]): T[] => [...warnings].sort((a, b) => RANKS[b.level] - RANKS[a.level]);

/** The scene that the worst warning in force brings up; of several, the one that asks for the highest level. */
export function raised(scenes: Scene[], warnings: InForce[]): string | null {
  for (const warning of byLevel(warnings)) {
    const found = scenes
      .flatMap(({ name, on_warning: on }) => (on ? [{ name, ...on }] : []))
      .filter(({ level, words }) => RANKS[level] <= RANKS[warning.level] && (words.length === 0 || words.some((word) => warning.title.includes(word))))
      .sort((a, b) => RANKS[b.level] - RANKS[a.level]);
    if (found[0]) return found[0].name;
  }
  return null;
}
