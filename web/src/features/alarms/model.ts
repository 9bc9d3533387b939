export const LEVELS = ["red", "orange", "yellow", "blue"] as const;
export type Level = (typeof LEVELS)[number];
export const STAGES = ["raised", "confirmed", "in_case", "handled", "cleared"] as const;
export type AlarmStage = (typeof STAGES)[number] | "closed";
export type Act = "confirm" | "true" | "false" | "close";

export interface Alarm {
  id: string;
  rule: string;
  subject: string;
  name: string;
  labels: Record<string, string>;
  level: Level;
  peak: Level;
  value: number | null;
  area: string | null;
  raised_at: string;
  last_at: string;
  count: number;
  recurrences: [string, number | null][];
  active: boolean;
  flapping: boolean;
  hushed: string | null;
  parent: string | null;
  is_storm: boolean;
  confirmed_at: string | null;
  assignee: string | null;
  device: number | null;
  lon: number | null;
  lat: number | null;
  case: string | null;
  verdict: "true" | "false" | null;
  cleared_at: string | null;
  closed_at: string | null;
  stage: AlarmStage;
}
export interface Line {
  at: string;
  action: string;
  actor: string | null;
  data: Record<string, unknown>;
}
export interface AlarmDetail extends Alarm {
  journal: Line[];
}
export interface Group {
  key: string;
  alarms: Alarm[];
  top: Level;
}

/** 1 for blue to 4 for red, as the server counts. */
export const rankOf = (level: Level): number => LEVELS.length - LEVELS.indexOf(level);
export const ROMAN: Record<Level, string> = { red: "\u2160", orange: "\u2161", yellow: "\u2162", blue: "\u2163" };

/** Alarms in groups: the worst group first, in it the worst alarm first, then the newest. */
export function grouped(alarms: Alarm[], by: "rule" | "area"): Group[] {
  const found = new Map<string, Alarm[]>();
  for (const alarm of alarms) {
    const key = alarm[by] ?? "";
    found.set(key, [...(found.get(key) ?? []), alarm]);
  }
  const worse = (a: Alarm, b: Alarm): number => rankOf(b.level) - rankOf(a.level) || Date.parse(b.raised_at) - Date.parse(a.raised_at);
  return [...found]
    .map(([key, own]) => {
      const alarms = [...own].sort(worse);
      return { key, alarms, top: alarms[0]?.level ?? "blue" };
    })
    .sort((a, b) => rankOf(b.top) - rankOf(a.top) || b.alarms.length - a.alarms.length || a.key.localeCompare(b.key));
}

/** What a silence of one alarm matches: this device under its rule, or the whole rule in its area. */
export function matchersOf(alarm: Alarm, scope: "subject" | "area"): { label: string; op: "="; value: string }[] {
  const equal = (label: string, value: string) => ({ label, op: "=" as const, value });
  const second = scope === "subject" ? equal("subject", alarm.subject) : equal("area", alarm.labels.area ?? "");
  return [equal("rule", alarm.rule), second];
}

/** Which alarms an act changes: what was done before is not done again. */
export function touched(act: Act, alarms: Alarm[]): Alarm[] {
  if (act === "close") return alarms.filter((one) => one.closed_at === null);
  if (act === "confirm") return alarms.filter((one) => one.confirmed_at === null && one.closed_at === null);
  return alarms.filter((one) => one.verdict !== act);
}
