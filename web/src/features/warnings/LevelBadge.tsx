import { useTexts } from "@/shared/i18n/catalogue";
import type { Level } from "./model";
import { texts } from "./texts";

const ROMAN: Record<Level, string> = { red: "Ⅰ", orange: "Ⅱ", yellow: "Ⅲ", blue: "Ⅳ" };

/** A level by numeral, word and colour: it reads in black and white too. */
export function LevelBadge({ level }: { level: Level }) {
  const t = useTexts(texts);
  return <span className="warning-level" data-level={level}><i aria-hidden />{ROMAN[level]} {t(level)}</span>;
}
