import type { Language } from "../i18n/language";
import type { ClockStatus, TimeUnit } from "../api/types";
import { span, trim } from "./format";

export interface RemainingInput {
  due_at: string | null;
  status?: ClockStatus;
  remaining_s?: number | null;
  limit_s?: number | null;
  unit?: TimeUnit | null;
}
export type Level = "none" | "ample" | "half" | "soon" | "over" | "paused" | "met" | "missed";
export interface Remaining {
  level: Level;
  /** Share of the time that is left, 0 to 1. */
  share: number;
  text: string;
}

const WORDS = {
  zh: { left: "剩 ", over: "超 ", paused: "暂停计时", met: "按时完成", missed: "已超时", none: "无时限", workHour: " 工作时", workDay: " 工作日", workMinute: " 工作分钟", urgent: " 紧急工作时" },
  en: { left: "", over: "over by ", paused: "paused", met: "in time", missed: "late", none: "no limit", workHour: " work h", workDay: " work d", workMinute: " work min", urgent: " urgent h" },
} as const;
/** Days of work are counted by position: one of them is a whole day, however long the office is open. */
const DAY_SECONDS = 86_400;

function counted(seconds: number, unit: TimeUnit | null | undefined, language: Language): string {
  const words = WORDS[language];
  const amount = Math.abs(seconds);
  if (unit === "urgent_hour") return `${trim(amount / 3600)}${words.urgent}`;
  if (unit === "work_day") return `${trim(Math.max(0.1, amount / DAY_SECONDS))}${words.workDay}`;
  if (unit === "work_hour") {
    if (amount < 3600) return `${String(Math.max(1, Math.round(amount / 60)))}${words.workMinute}`;
    return `${trim(amount / 3600)}${words.workHour}`;
  }
  return span(amount * 1000, language);
}

/**
 * Say how much time is left and how urgent that is.
 *
 * The server's `remaining_s` counts in the clock's own unit (work time stands still at night); the bar
 * shows the share of the limit that is left, or of the wall time where the limit is not known.
 */
export function remaining(clock: RemainingInput | null, started: string, now: number, language: Language): Remaining {
  const words = WORDS[language];
  if (clock?.status === "paused") return { level: "paused", share: 1, text: words.paused };
  if (clock?.status === "met") return { level: "met", share: 1, text: words.met };
  if (clock?.status === "missed" && clock.remaining_s == null) return { level: "missed", share: 0, text: words.missed };
  const due = clock?.due_at ? Date.parse(clock.due_at) : Number.NaN;
  if (!clock || clock.status === "cancelled" || Number.isNaN(due)) return { level: "none", share: 0, text: words.none };
  const left = due - now;
  const whole = due - Date.parse(started);
  const isWork = clock.unit === "work_hour" || clock.unit === "work_day" || clock.unit === "urgent_hour";
  const seconds = isWork && clock.remaining_s != null ? clock.remaining_s : left / 1000;
  const amount = counted(seconds, isWork ? clock.unit : null, language);
  if (left <= 0) return { level: "over", share: 0, text: words.over + amount };
  const wall = whole > 0 ? left / whole : 1;
  const share = Math.min(1, isWork && clock.remaining_s != null && clock.limit_s ? clock.remaining_s / clock.limit_s : wall);
  const level = share < 0.2 ? "soon" : share < 0.5 ? "half" : "ample";
  return { level, share, text: words.left + amount + (language === "en" ? " left" : "") };
}
