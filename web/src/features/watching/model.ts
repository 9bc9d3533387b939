import type { Condition } from "@/features/alarms/public";

export const STAGES = ["ordered", "running", "ended"] as const;
export type Stage = (typeof STAGES)[number];
export type Level = "blue" | "yellow" | "orange" | "red";
export const LEVELS: Level[] = ["blue", "yellow", "orange", "red"];

export interface Receiver {
  kind: "unit" | "post" | "person" | "area";
  code: string;
}
export interface Target {
  devices: string[];
  product?: string | null;
  area?: string | null;
  tags: string[];
}
/** What an order says; the server gives back the same with what became of it. */
export interface Draft {
  title: string;
  reason: string;
  authority: string;
  target: Target;
  when: Condition;
  lasting: number;
  level: Level;
  starts_at?: string;
  ends_at: string;
  receivers: Receiver[];
}
export interface Order extends Draft {
  id: string;
  number: string;
  stage: Stage;
  starts_at: string;
  ended_at: string | null;
  end_reason: string | null;
  rule: string;
  version: number;
}
export interface Listed extends Order {
  at: string;
  hits: number;
  hit_at: string | null;
}
export interface Hit {
  id: string;
  alarm: string;
  subject: string;
  level: Level;
  hushed: boolean;
  at: string;
}
export interface Line {
  at: string;
  actor: string | null;
  action: string;
  stage: Stage;
  data: { reason?: string; ends_at?: string };
}
export interface Detailed extends Order {
  hits: Hit[];
  journal: Line[];
}

export const DAY = 86_400_000;
/** Nobody is watched for longer without a new order. */
export const LONGEST = 90 * DAY;

/** What is wrong with the times of an order, if anything. */
export function faultOf(starts: number, ends: number, now: number): "past" | "long" | null {
  if (!(ends > Math.max(starts, now))) return "past";
  return ends - starts > LONGEST ? "long" : null;
}

/** Words with commas or spaces between. */
export const wordsOf = (text: string): string[] => [...new Set(text.split(/[\s,，、;；]+/).filter(Boolean))];

/** Posts are written with @, persons by staff number. */
export const peopleOf = (text: string): Receiver[] => wordsOf(text).map((code) => (code.startsWith("@") ? { kind: "post", code: code.slice(1) } : { kind: "person", code }));

/** The rule by which the server would watch, for a look ahead. */
export const ruleOf = (draft: Pick<Draft, "title" | "target" | "when" | "lasting" | "level">) => ({
  code: "watch-look-ahead", zh: draft.title || "…", en: "Watch order",
  subject: Object.fromEntries(Object.entries(draft.target).filter(([, one]) => (Array.isArray(one) ? one.length > 0 : Boolean(one)))),
  levels: [{ level: draft.level, when: draft.when, lasting: draft.lasting }],
});

/** The newest hit of each subject. */
export function newestOf(hits: Hit[]): Map<string, Hit> {
  const found = new Map<string, Hit>();
  for (const hit of hits) if (!found.has(hit.subject)) found.set(hit.subject, hit);
  return found;
}

/** The address of a device around the instant of a hit. */
export function around({ subject, at }: Hit): string {
  const middle = Date.parse(at);
  const span = new URLSearchParams({ range: "own", from: new Date(middle - DAY / 24).toISOString(), to: new Date(middle + DAY / 24).toISOString() });
  return `/desk/devices/${encodeURIComponent(subject)}?${span.toString()}`;
}
