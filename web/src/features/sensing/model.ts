import type { Bilingual } from "@/shared/api/types";
import { UNITS } from "./vocabulary";

export const STATUSES = ["online", "stale", "offline", "out"] as const;
export type Status = (typeof STATUSES)[number];
export type Say = (text: Bilingual | string | null | undefined) => string;

export interface Member {
  value: number;
  code: string;
  name: string;
  name_en: string;
}
export interface Property {
  code: string;
  name: string;
  name_en: string;
  kind: "number" | "integer" | "boolean" | "enum";
  unit: string;
  low: number | null;
  high: number | null;
  precision: number | null;
  members: Member[];
  max_rate: number | null;
  stuck_s: number | null;
  late_s: number;
  future_s: number;
  every_s: number | null;
  /** The device takes the value, too. */
  writable: boolean;
}
/** A value that a function is called with; bounds of a text are those of its length. */
export interface Parameter {
  name: string;
  name_en: string;
  kind: Property["kind"] | "text";
  unit: string;
  low: number | null;
  high: number | null;
  members: Member[];
  optional: boolean;
}
export interface ThingModel {
  properties: Property[];
  events: { code: string; name: string; name_en: string; data: Record<string, string> }[];
  functions: { code: string; name: string; name_en: string; input: Record<string, string | Parameter>; output: Record<string, string>; dangerous: boolean; expires_s: number }[];
  tags: string[];
  position: boolean;
}
export interface Product {
  code: string;
  name: string;
  name_en: string;
  maker: string;
  source: string;
  means: string;
  city_state: string;
  offline_s: number;
  retention: { hot: number; raw: number | null; coarse: number | null; coarse_s: number };
  model: ThingModel;
  version: number;
  /** How many are registered, where it was asked for. */
  devices?: number;
}
/** Devices as the server tells them: columns, one place in each per device. */
export interface Picture {
  at: string;
  total: number;
  capped: boolean;
  counts: Record<Status, number>;
  code: string[];
  name: string[];
  product: string[];
  state: string[];
  status: Status[];
  unit: (string | null)[];
  area: (string | null)[];
  lon: (number | null)[];
  lat: (number | null)[];
  newest_at: (number | null)[];
  readable: boolean[];
}
export interface Row {
  code: string;
  name: string;
  product: string;
  state: string;
  status: Status;
  unit: string | null;
  area: string | null;
  lon: number | null;
  lat: number | null;
  newest: number | null;
  /** What it says may be seen. */
  readable: boolean;
}
export interface Latest {
  device: string[];
  property: string[];
  at: number[];
  value: number[];
  stale: boolean[];
}
export interface Value {
  property: string;
  at: number;
  value: number;
  stale: boolean;
}

export const rowsOf = (picture: Picture): Row[] =>
  picture.code.map((code, row) => ({
    code,
    name: picture.name[row] ?? code,
    product: picture.product[row] ?? "",
    state: picture.state[row] ?? "",
    status: picture.status[row] ?? "out",
    unit: picture.unit[row] ?? null,
    area: picture.area[row] ?? null,
    lon: picture.lon[row] ?? null,
    lat: picture.lat[row] ?? null,
    newest: picture.newest_at[row] ?? null,
    readable: picture.readable[row] ?? false,
  }));

export const SORTS = ["code", "name", "product", "status", "unit", "newest"] as const;
export type Sort = (typeof SORTS)[number];
/** What needs somebody comes first. */
const URGENCY: Record<Status, number> = { offline: 0, stale: 1, online: 2, out: 3 };

/** Rows in the order `sort` (`-` before it: the other way round); equals stay by code. */
export function ordered(rows: Row[], sort: string, language: string): Row[] {
  const down = sort.startsWith("-");
  const key = (down ? sort.slice(1) : sort) as Sort;
  if (!SORTS.includes(key) || (key === "code" && !down)) return rows;
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  const by = (a: Row, b: Row): number => {
    if (key === "status") return URGENCY[a.status] - URGENCY[b.status];
    if (key === "newest") return (a.newest ?? 0) - (b.newest ?? 0);
    return compare(a[key] ?? "", b[key] ?? "");
  };
  return [...rows].sort((a, b) => (down ? by(b, a) : by(a, b)) || compare(a.code, b.code));
}

/** Values of each device, in the order in which the properties of its product stand. */
export function valuesOf(latest: Latest): Map<string, Value[]> {
  const found = new Map<string, Value[]>();
  latest.device.forEach((device, row) => {
    const own = found.get(device) ?? [];
    own.push({ property: latest.property[row] ?? "", at: latest.at[row] ?? 0, value: latest.value[row] ?? Number.NaN, stale: latest.stale[row] ?? false });
    found.set(device, own);
  });
  return found;
}

export const nameOf = (one: { name: string; name_en: string }): Bilingual => ({ zh: one.name, en: one.name_en || one.name });
export const unitOf = (property: { unit: string; kind: string }): string => (property.kind === "number" || property.kind === "integer" ? (UNITS[property.unit] ?? property.unit) : "");

/** A number as its property wants it written: with its precision, or four figures that count. */
export function figure(value: number, precision: number | null | undefined): string {
  if (!Number.isFinite(value)) return "—";
  if (precision !== null && precision !== undefined) return value.toFixed(precision);
  if (Number.isInteger(value) || Math.abs(value) >= 10_000) return String(Math.round(value));
  return String(Number(value.toPrecision(4)));
}

/** A value in words: the name of a member, yes or no, or a number; its unit follows where `unit` is wanted. */
export function spoken(value: number, property: Property | undefined, say: Say, yes: (on: boolean) => string, unit = true): string {
  if (!property) return figure(value, null);
  if (property.kind === "enum") {
    const member = property.members.find((one) => one.value === value);
    return member ? say(nameOf(member)) : figure(value, 0);
  }
  if (property.kind === "boolean") return yes(value !== 0);
  const words = unit ? unitOf(property) : "";
  const gap = words === "" || words === "%" || words === "°" || words === "℃" ? "" : "\u00a0";
  return `${figure(value, property.precision)}${gap}${words}`;
}
