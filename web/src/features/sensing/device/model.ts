import type { Limit } from "../chart/Chart";
import type { Product } from "../model";
import type { Device, RuleRow, Span } from "./queries";

export const RANGES = { "1h": 3_600_000, "24h": 86_400_000, "7d": 7 * 86_400_000, "30d": 30 * 86_400_000 } as const;
export type RangeName = keyof typeof RANGES | "own";
export const rangeOf = (name: string): RangeName => (name in RANGES || name === "own" ? (name as RangeName) : "24h");

/** What may be done with a device in which stage; the server has the last word. */
export const ACTS: Record<string, string[]> = {
  registered: ["enable", "scrap"],
  in_service: ["suspend", "repair", "scrap"],
  suspended: ["enable", "repair", "scrap"],
  repair: ["enable", "suspend", "scrap"],
};

/** The time looked at, in whole steps so that what was read stays good for a while. */
export function spanOf(range: RangeName, own: Span, now: number): { from: number; to: number } {
  if (range === "own") {
    const [from, to] = [Date.parse(own.from), Date.parse(own.to)];
    if (from < to) return { from, to };
  }
  const length = RANGES[range === "own" ? "24h" : range];
  const grain = Math.min(length / 60, 300_000);
  const to = Math.ceil(now / grain) * grain;
  return { from: to - length, to };
}

const isObject = (one: unknown): one is Record<string, unknown> => typeof one === "object" && one !== null && !Array.isArray(one);

/** All properties that a condition mentions. */
export function propertiesIn(condition: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (one: unknown): void => {
    if (Array.isArray(one)) for (const part of one) walk(part);
    if (!isObject(one)) return;
    if (typeof one.property === "string") found.add(one.property);
    for (const part of Object.values(one)) walk(part);
  };
  walk(condition);
  return found;
}

/** Rules that watch a device: by its product, code, area or tags, and by what it can say. */
export function rulesOf(rules: RuleRow[], device: Device, product: Product | undefined): RuleRow[] {
  const says = new Set(product?.model.properties.map(({ code }) => code));
  return rules.filter(({ running, body: { subject, levels } }) => {
    if (running === null) return false;
    if (subject.product && subject.product !== device.product) return false;
    if (subject.devices?.length && !subject.devices.includes(device.code)) return false;
    if (subject.area && !device.path.includes(subject.area)) return false;
    if (subject.tags?.some((tag) => !device.tags.includes(tag))) return false;
    const asked = propertiesIn(levels);
    return asked.size === 0 ? subject.product !== undefined || Boolean(subject.tags?.length) || Boolean(subject.devices?.length) : [...asked].some((one) => says.has(one));
  });
}

/** The limits of rules that are one number of one property, however they are combined with other conditions. */
export function limitsOf(rules: RuleRow[], property: string, name: (rule: RuleRow) => string): Limit[] {
  const found: Limit[] = [];
  for (const rule of rules) {
    for (const { level, when } of rule.body.levels) {
      const walk = (condition: unknown): void => {
        if (Array.isArray(condition)) for (const part of condition) walk(part);
        if (!isObject(condition)) return;
        const { threshold, hysteresis, not: _not, ...rest } = condition;
        if (isObject(threshold) && threshold.property === property && typeof threshold.value === "number") found.push({ value: threshold.value, level, name: name(rule) });
        if (isObject(hysteresis) && hysteresis.property === property && typeof hysteresis.raise_at === "number") found.push({ value: hysteresis.raise_at, level, name: name(rule) });
        for (const key of ["all", "any", "in_a_row", "of"]) walk(rest[key]);
      };
      walk(when);
    }
  }
  return found.filter((one, index) => found.findIndex((other) => other.value === one.value && other.level === one.level) === index);
}
