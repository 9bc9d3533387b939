import type { Month } from "../queries";

export const PLAY = "play";
/** How long each month stays while history is played: long enough for its tiles and for eyes. */
export const PACE = 2_500;

/**
 * The month that is shown: the chosen one, or, while history plays, the one whose turn it is since `since`.
 * Screens that were switched together count from the same instant and show the same month.
 */
export function monthAt(chosen: string | null, since: number, now: number, months: Month[]): Month | null {
  if (chosen === null || months.length === 0) return null;
  if (chosen !== PLAY) return months.find(({ month }) => month === chosen) ?? { month: chosen, opened: 0 };
  return months[Math.floor(Math.max(0, now - since) / PACE) % months.length] ?? null;
}

/** The month before or after; without a chosen one, the last. `null` beyond the last: back to now. */
export function neighbour(shown: string | null, by: 1 | -1, months: Month[]): string | null {
  if (shown === null) return by < 0 ? (months.at(-1)?.month ?? null) : null;
  const at = months.findIndex(({ month }) => month === shown);
  return months[Math.max(0, at + by)]?.month ?? null;
}

/** First and last day of a month, as dates. */
export function daysOf(month: string): { from: string; to: string } {
  const [year, at] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year ?? 0, at ?? 0, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(last)}` };
}
