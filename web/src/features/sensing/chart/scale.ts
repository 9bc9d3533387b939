/** One interval of a series, as the server aggregates it. */
export interface Bin {
  at: number;
  min: number;
  max: number;
  mean: number;
  last: number;
  count: number;
}
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Intervals that are asked for, in seconds: numbers of people's clocks. */
const STEPS = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
const WANTED = 360;

/** How long an interval is so that a chart has a few hundred of them. */
export function stepFor(ms: number): number {
  const seconds = ms / 1000 / WANTED;
  return STEPS.find((step) => step >= seconds) ?? Math.ceil(seconds / 86_400) * 86_400;
}

/**
 * Cut a series where nothing was said for too long: a line must not bridge what nobody measured. `every` is how often
 * a value is due; without it three intervals, or four times the usual distance, whatever is more.
 */
export function pieces(bins: Bin[], step: number, every: number | null): Bin[][] {
  const found: Bin[][] = [];
  const distances = bins.slice(1).map((bin, index) => bin.at - (bins[index]?.at ?? 0)).sort((a, b) => a - b);
  const usual = distances[Math.floor(distances.length / 2)] ?? 0;
  const limit = Math.max(every === null ? usual * 4 : every * 3000, step * 1000 * 2.5);
  for (const bin of bins) {
    const last = found.at(-1);
    const before = last?.at(-1);
    if (last && before && bin.at - before.at <= limit) last.push(bin);
    else found.push([bin]);
  }
  return found;
}

/** Round numbers from about `low` to about `high`. */
export function ticks(low: number, high: number, wanted = 5): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? power * 10;
  const found: number[] = [];
  for (let at = Math.ceil((low - step * 1e-6) / step) * step; at <= high + step * 1e-6; at += step) found.push(Number(at.toPrecision(12)));
  return found;
}

/** From below the smallest to above the largest, a little apart from both; the lines given are seen as well. */
export function range(values: number[]): [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const [low, high] = finite.reduce<[number, number]>(([a, b], one) => [Math.min(a, one), Math.max(b, one)], [Infinity, -Infinity]);
  const air = (high - low || Math.abs(high) * 0.1 || 1) * 0.08;
  return [low - air, high + air];
}

const HOUR = 3_600_000;
const TIMES = [300_000, 900_000, 1_800_000, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 48 * HOUR, 168 * HOUR, 336 * HOUR];

/** Full hours or days of the city between two instants; `offset` is how far its clock is ahead of UTC. */
export function timeTicks(from: number, to: number, offset: number, wanted = 8): number[] {
  const step = TIMES.find((one) => (to - from) / one <= wanted) ?? 24 * HOUR * Math.ceil((to - from) / (24 * HOUR * wanted));
  const found: number[] = [];
  for (let at = Math.ceil((from + offset) / step) * step - offset; at <= to; at += step) found.push(at);
  return found;
}
