import { useTexts } from "@/shared/i18n/catalogue";
import type { Level } from "./model";
import { ROMAN } from "./model";
import { texts } from "./texts";

// Another shape for each level: it reads in black and white too.
const SHAPES: Record<Level, string> = {
  red: "5,1 11,1 15,5 15,11 11,15 5,15 1,11 1,5",
  orange: "8,1 15.5,15 0.5,15",
  yellow: "8,0.5 15.5,8 8,15.5 0.5,8",
  blue: "2,2 14,2 14,14 2,14",
};

/** The word for a level. */
export function useLevelName(): (level: Level) => string {
  const t = useTexts(texts);
  return (level) => t(level);
}

/** A level by shape, colour, numeral and word. */
export function LevelMark({ level }: { level: Level }) {
  const t = useTexts(texts);
  return (
    <span className="alarm-level" data-level={level}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden><polygon points={SHAPES[level]} /></svg>
      <b>{ROMAN[level]}</b> {t(level)}
    </span>
  );
}
