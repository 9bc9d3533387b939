import { cityZone } from "./format";

/** The instant at which the day of `now` began in the city. */
export function startOfDay(now: number): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: cityZone(), hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).formatToParts(now);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const passed = (of("hour") * 3600 + of("minute") * 60 + of("second")) * 1000 + (now % 1000);
  return new Date(now - passed).toISOString();
}

const DAY = 86_400_000;

/** The first instant of a calendar day of the city (`2026-03-02`), or the last one. */
export function startOfDate(day: string, last = false): string {
  const first = Date.parse(startOfDay(Date.parse(`${day}T12:00:00Z`)));
  return new Date(last ? first + DAY - 1 : first).toISOString();
}

/** An instant as a box for times writes it, in the city's zone: `2026-03-02T09:30`. */
export function boxOf(at: number): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: cityZone(), year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

/** The instant that a box for times says, in the city's zone. */
export function instantOf(box: string): string {
  const [day = "", time = "00:00"] = box.split("T");
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return new Date(Date.parse(startOfDate(day)) + (hours * 60 + minutes) * 60_000).toISOString();
}
