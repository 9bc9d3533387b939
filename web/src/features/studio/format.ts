const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** How long, in the two largest units that matter: `3 天 4 时`, `25 分`, `40 秒`. */
export function span(seconds: number, language: "zh" | "en"): string {
  const words = language === "zh" ? { d: " 天", h: " 时", m: " 分", s: " 秒" } : { d: " d", h: " h", m: " min", s: " s" };
  const s = Math.round(Math.abs(seconds));
  const sign = seconds < 0 && s > 0 ? "−" : "";
  if (s >= 10 * DAY) return `${sign}${String(Math.round(s / DAY))}${words.d}`;
  if (s >= DAY) {
    const hours = Math.round((s % DAY) / HOUR);
    const days = Math.floor(s / DAY) + (hours === 24 ? 1 : 0);
    return `${sign}${String(days)}${words.d}${hours % 24 ? ` ${String(hours)}${words.h}` : ""}`;
  }
  if (s >= 10 * HOUR) return `${sign}${String(Math.round(s / HOUR))}${words.h}`;
  if (s >= HOUR) return `${sign}${String(Math.round(s / 360) / 10)}${words.h}`;
  if (s >= MINUTE) return `${sign}${String(Math.round(s / MINUTE))}${words.m}`;
  return `${sign}${String(s)}${words.s}`;
}

export const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)} %`;
