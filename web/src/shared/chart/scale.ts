import { cityZone } from "../time/format";

export interface Span {
  from: number;
  to: number;
}
export type Point = [at: number, value: number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY];

/** How far the city's clock is ahead of UTC at an instant, in ms. */
export function offsetAt(at: number, zone = cityZone()): number {
  const told = new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" }).formatToParts(at);
  const part = (type: string): number => Number(told.find((one) => one.type === type)?.value ?? 0);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) - Math.floor(at / 1000) * 1000;
}

/** Whole hours or days of the city between two instants, at most `most` of them. */
export function timeTicks({ from, to }: Span, most: number, zone = cityZone()): number[] {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? 28 * DAY;
  const shift = offsetAt(from, zone);
  const found: number[] = [];
  for (let at = Math.ceil((from + shift) / step) * step - shift; at <= to; at += step) found.push(at);
  return found;
}

/** Round numbers that cover `low` to `high`, about `most` of them. */
export function valueTicks(low: number, high: number, most = 5): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  const found: number[] = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9; n += 1) found.push(Number((n * step).toPrecision(12)));
  return found;
}

/** Lowest and highest of all values and marks, with a little air; a flat line lies in the middle. */
export function extent(values: Iterable<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const one of values) {
    if (one < low) low = one;
    if (one > high) high = one;
  }
  if (low > high) return [0, 1];
  const air = high === low ? Math.max(Math.abs(high) * 0.1, 1) : (high - low) * 0.06;
  return [low - air, high + air];
}

/** Where the line breaks: a gap of several usual distances is silence, not a straight line. */
export function pieces(points: Point[]): Point[][] {
  if (points.length < 3) return points.length > 0 ? [points] : [];
  const steps = points.slice(1).map(([at], n) => at - (points[n]?.[0] ?? at)).sort((a, b) => a - b);
  const usual = steps[steps.length >> 1] ?? 0;
  const found: Point[][] = [[]];
  points.forEach((point, n) => {
    const before = points[n - 1];
    if (before && point[0] - before[0] > Math.max(usual * 4, MINUTE)) found.push([]);
    found.at(-1)?.push(point);
  });
  return found;
}

/** The point nearest to an instant; points are in order of time. */
export function nearest(points: Point[], at: number): Point | undefined {
  let [low, high] = [0, points.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) < at) low = middle;
    else high = middle;
  }
  const [a, b] = [points[low], points[high]];
  if (!a || !b) return a ?? b;
  return at - a[0] <= b[0] - at ? a : b;
}
