export type Grain = "day" | "week" | "month" | "quarter" | "year";

const DAY = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The name of the piece of time that a day (`2026-03-02`) lies in. */
export function pieceOf(day: string, grain: Grain): string {
  const [year = "", month = "01"] = day.split("-");
  if (grain === "year") return year;
  if (grain === "month") return `${year}-${month}`;
  if (grain === "quarter") return `${year}-Q${String(Math.ceil(Number(month) / 3))}`;
  if (grain === "day") return day;
  const at = Date.parse(`${day}T00:00:00Z`);
  const thursday = at - ((new Date(at).getUTCDay() + 6) % 7) * DAY + 3 * DAY;
  const owner = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(owner, 0, 1)) / DAY / 7) + 1;
  return `${String(owner)}-W${String(week).padStart(2, "0")}`;
}

/** Which piece of the calendar a period is; null for one with a first and a last day of its own. */
export function grainOf(period: string): Grain | null {
  if (/^\d{4}$/.test(period)) return "year";
  if (/^\d{4}-Q[1-4]$/i.test(period)) return "quarter";
  if (/^\d{4}-W\d{2}$/i.test(period)) return "week";
  if (/^\d{4}-\d{2}$/.test(period)) return "month";
  return /^\d{4}-\d{2}-\d{2}$/.test(period) ? "day" : null;
}

/** The first day of a piece. */
function firstDay(period: string, grain: Grain): number {
  const year = Number(period.slice(0, 4));
  if (grain === "year") return Date.UTC(year, 0, 1);
  if (grain === "quarter") return Date.UTC(year, Number(period.slice(6)) * 3 - 3, 1);
  if (grain === "month") return Date.UTC(year, Number(period.slice(5)) - 1, 1);
  if (grain === "day") return Date.parse(`${period}T00:00:00Z`);
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY + (Number(period.slice(6)) - 1) * 7 * DAY;
}

/** The piece before (`-1`) or after (`1`); a span of its own stays. */
export function stepped(period: string, by: -1 | 1): string {
  const grain = grainOf(period);
  if (!grain) return period;
  const first = firstDay(period, grain);
  if (by < 0) return pieceOf(iso(first - DAY), grain);
  const lengths: Record<Grain, number> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };
  return pieceOf(iso(first + lengths[grain] * DAY), grain);
}
