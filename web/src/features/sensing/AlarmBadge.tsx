import { useTexts } from "@/shared/i18n/catalogue";
import type { AlarmOf } from "./queries";
import { texts } from "./texts";

/** The same shapes as at the alarm console: another one for each level. */
export const LEVEL_SHAPES: Record<AlarmOf["level"], string> = {
  red: "M5 1H11L15 5V11L11 15H5L1 11V5z",
  orange: "M8 1L15.5 15H0.5z",
  yellow: "M8 0.5L15.5 8L8 15.5L0.5 8z",
  blue: "M2 2h12v12H2z",
};
export const LEVEL_TONES: Record<AlarmOf["level"], string> = { red: "var(--warning-1)", orange: "var(--warning-2)", yellow: "var(--warning-3)", blue: "var(--warning-4)" };
const NUMERALS: Record<AlarmOf["level"], string> = { red: "\u2160", orange: "\u2161", yellow: "\u2162", blue: "\u2163" };

/** The level of an alarm by shape, numeral and word. */
export function AlarmBadge({ level }: { level: AlarmOf["level"] }) {
  const t = useTexts(texts);
  return (
    <span className="device-alarm" data-level={level}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden><path d={LEVEL_SHAPES[level]} fill={LEVEL_TONES[level]} stroke="var(--text-strong)" strokeWidth="0.75" /></svg>
      <b>{NUMERALS[level]}</b> {t(level)}
    </span>
  );
}
