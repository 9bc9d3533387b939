import type { Language } from "../i18n/language";

/** Times are shown in the city's zone, wherever the browser stands. */
let zone = "Asia/Shanghai";
export function setZone(name: string): void {
  zone = name;
}

const cache = new Map<string, Intl.DateTimeFormat>();
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat("zh-CN", { timeZone: zone, hourCycle: "h23", ...options });
    cache.set(key, found);
  }
  return found;
}

interface Parts {
  year: string;
  month: string;
  day: string;
  time: string;
}
function parts(at: number): Parts {
  const found: Record<string, string> = {};
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  for (const part of formatter(options).formatToParts(at)) found[part.type] = part.value;
  return {
    year: found.year ?? "",
    month: found.month ?? "",
    day: found.day ?? "",
    time: `${found.hour ?? ""}:${found.minute ?? ""}`,
  };
}

const DAY = 86_400_000;
const NEAR: Record<Language, { today: string; yesterday: string; tomorrow: string }> = {
  zh: { today: "今天", yesterday: "昨天", tomorrow: "明天" },
  en: { today: "today", yesterday: "yesterday", tomorrow: "tomorrow" },
};

const sameDay = (a: Parts, b: Parts): boolean => a.year === b.year && a.month === b.month && a.day === b.day;

/** `今天 14:05`, `昨天 09:30`, `11-02 14:05`, or with the year when it is another one. */
export function shortTime(value: string | null | undefined, now: number, language: Language): string {
  if (!value) return "—";
  const at = Date.parse(value);
  if (Number.isNaN(at)) return "—";
  const p = parts(at);
  const words = NEAR[language];
  if (sameDay(p, parts(now))) return `${words.today} ${p.time}`;
  if (sameDay(p, parts(now - DAY))) return `${words.yesterday} ${p.time}`;
  if (sameDay(p, parts(now + DAY))) return `${words.tomorrow} ${p.time}`;
  const day = `${p.month}-${p.day} ${p.time}`;
  return p.year === parts(now).year ? day : `${p.year}-${day}`;
}

/** The whole instant, for hovering and for records. */
export function fullTime(value: string | null | undefined): string {
  if (!value) return "";
  const at = Date.parse(value);
  if (Number.isNaN(at)) return "";
  const p = parts(at);
  return `${p.year}-${p.month}-${p.day} ${p.time} (${zone})`;
}

/** `14:05` in the city's zone. */
export const timeOfDay = (at: number): string => parts(at).time;

const SPAN: Record<Language, { minute: string; hour: string; day: string }> = {
  zh: { minute: " 分钟", hour: " 小时", day: " 天" },
  en: { minute: " min", hour: " h", day: " d" },
};

/** One figure is enough to judge by: `42 分钟`, `3.5 小时`, `6 天`. */
export function span(ms: number, language: Language): string {
  const words = SPAN[language];
  const minutes = Math.abs(ms) / 60_000;
  if (minutes < 60) return `${String(Math.max(1, Math.round(minutes)))}${words.minute}`;
  if (minutes < 48 * 60) return `${trim(minutes / 60)}${words.hour}`;
  return `${trim(minutes / 1440)}${words.day}`;
}

export const trim = (value: number): string =>
  value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);

/** The city's zone, for what counts days. */
export const cityZone = (): string => zone;
