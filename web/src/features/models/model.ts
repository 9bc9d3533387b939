import type { Named } from "@/shared/api/types";

export type Stage = "uploaded" | "checked" | "shadow" | "published" | "retired";
export type Act = "check" | "shadow" | "publish" | "retire" | "tune";
export type Interval = [number, number] | null;

export interface Metrics {
  cases?: number;
  choices?: number;
  first_right?: number | null;
  automatic?: number | null;
  sent?: number;
  wrong?: number;
  error?: number | null;
  error_interval?: Interval;
  calibration_error?: number | null;
  list_right?: number | null;
  limit?: number;
  version?: number;
  [name: string]: number | string | null | Interval | undefined;
}
export interface Version {
  id: string;
  task: string;
  scope: string;
  number: number;
  stage: Stage;
  digest: string;
  size: number;
  made_at: string;
  changed_at: string;
  acts: Act[];
  card: {
    title_zh: string;
    title_en: string;
    takes: string;
    gives: string;
    owner: string;
    licence: string;
    code_version: string;
    data_version: string;
    measured: string;
    metrics: Metrics;
    against: Metrics;
    settings: Record<string, number>;
  };
}
export interface Step { seq: number; at: string; who: string; action: string; stage: Stage; reason: string }
export interface Day { day: string; calls: number; acted: number; right: number; wrong: number }
export type Detailed = Version & { steps: Step[]; days: Day[] };

export interface Rates {
  n: number;
  wrong: number;
  right: number | null;
  right_interval: Interval;
  automatic: number | null;
  by_model: number;
  model_wrong: number;
  liable: number;
  waited_s: number | null;
}
export type Group = "by" | "mode" | "matter" | "unit" | "area" | "district";
export interface Quality {
  from: string;
  to: string;
  whole: Rates;
  groups: Record<Group, (Rates & { key: Keyed | string | null })[]>;
  model: { number: number; limit: number; only_suggests: boolean; sent: number; wrong: number; error: number | null; error_interval: Interval; settled_days: number } | null;
  wrong: { number: string; at: string; unit: Named | null; final: Named | null; by: string; mode: string; matter: Keyed | null; score: number | null; reason: string | null; liable: string | null }[];
  returns: { reason: string; liable: string | null; unit: Named | null; final: Named | null; n: number; numbers: string[] }[];
}
export interface Keyed { key?: string; code?: string; name: string }

/** A share as people read it; a dash where nothing was counted. */
export const share = (value: number | null | undefined, digits = 1): string => (value === null || value === undefined ? "—" : `${(value * 100).toFixed(digits)}%`);

/** What the address of a list calls a group. */
const FILTERS: Partial<Record<Group, string>> = { matter: "matter", area: "area", district: "area" };

/** The list of the cases that were counted in a row of a group, where a list can show them. */
export function behind(group: Group, key: Keyed | string | null, from: string, to: string): string | null {
  const name = FILTERS[group];
  if (!name || key === null || typeof key === "string") return null;
  return `/desk/cases?${new URLSearchParams({ [name]: key.key ?? key.code ?? "", from, to }).toString()}`;
}

/** What is measured of models: shares and counts, and which of two figures is the better one. */
export const MEASURES = {
  cases: { share: false, more: null }, choices: { share: false, more: null }, first_right: { share: true, more: true }, automatic: { share: true, more: true },
  error: { share: true, more: false }, calibration_error: { share: true, more: false }, list_right: { share: true, more: null },
  said_same: { share: false, more: null }, said_different: { share: false, more: null }, loss: { share: false, more: false },
  accuracy: { share: true, more: true }, macro_f1: { share: true, more: true }, accuracy_sure_80: { share: true, more: true },
  labels: { share: false, more: null }, people_agree: { share: true, more: null }, people_alpha: { share: false, more: null }, erased: { share: false, more: null },
} as const satisfies Record<string, { share: boolean; more: boolean | null }>;
export type Measure = keyof typeof MEASURES;
/** What a list shows of a model: the first of these that it was measured by. */
const HEADS: Measure[] = ["first_right", "accuracy", "loss"];

export const headOf = (metrics: Metrics): Measure | undefined => HEADS.find((name) => typeof metrics[name] === "number");
export const measured = (metrics: Metrics): Measure[] => (Object.keys(MEASURES) as Measure[]).filter((name) => metrics[name] !== undefined);

/** A figure in the way its measure is read. */
export function told(name: Measure, value: Metrics[string]): string {
  if (typeof value !== "number") return "—";
  if (MEASURES[name].share) return share(value, 2);
  return Number.isInteger(value) ? value.toLocaleString("en-US") : value.toFixed(4);
}

/** How a figure of the challenger stands to that of what is published: what is better is said, not only shown. */
export function better(name: Measure, one: Metrics[string], other: Metrics[string]): "better" | "worse" | "same" | null {
  const { more } = MEASURES[name];
  if (more === null || typeof one !== "number" || typeof other !== "number") return null;
  if (Math.abs(one - other) < 5e-4) return "same";
  return one > other === more ? "better" : "worse";
}
