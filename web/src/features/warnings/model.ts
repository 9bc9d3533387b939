export const LEVELS = ["red", "orange", "yellow", "blue"] as const;
export type Level = (typeof LEVELS)[number];
export const STAGES = ["drafted", "approved", "published", "lifted", "expired", "withdrawn"] as const;
export type Stage = (typeof STAGES)[number];
export type Act = "approve" | "refuse" | "publish" | "revise" | "withdraw" | "lift" | "confirm";

export interface Receiver {
  kind: "unit" | "post" | "person" | "area";
  code: string;
}
export interface Content {
  level: Level;
  title: string;
  text: string;
  areas: string[];
  valid_from: string;
  valid_until: string;
  receivers?: Receiver[];
  remind_minutes?: number | null;
  sms?: boolean;
  /** Of CAP 1.2. */
  category?: string;
  hazard?: string;
}
export interface Warning {
  id: string;
  number: string;
  content: Content | null;
  edition: number;
  proposed: Content | null;
  refused: string | null;
  published_at: string | null;
  ended_at: string | null;
  reason: string | null;
  stage: Stage;
  proposal: "drafted" | "approved" | null;
  own_proposal: boolean;
}
export interface Listed extends Warning {
  at: string;
  unconfirmed: boolean;
  receivers: number;
  confirmed: number;
}
export interface Receipt {
  edition: number;
  name: string;
  told_at: string;
  reminders: number;
  confirmed_at: string | null;
}
export interface Line {
  at: string;
  action: string;
  actor: string | null;
  data: Record<string, unknown>;
}
export interface Detailed extends Warning {
  receipts: Receipt[];
  journal: Line[];
}
export interface Rights {
  draft: boolean;
  approve: boolean;
  publish: boolean;
}

/** What is in force, else what is proposed. */
export const shownOf = (one: Warning): Content | null => one.content ?? one.proposed;

export const NEEDS_REASON = new Set<Act>(["refuse", "withdraw", "lift"]);

/** What this person may do with a warning now; the server decides all the same. */
export function actsOf(one: Warning, rights: Rights, unconfirmed: boolean): Act[] {
  const over = one.ended_at !== null;
  const acts: [Act, boolean][] = [
    ["confirm", unconfirmed && one.edition > 0],
    ["approve", !over && rights.approve && one.proposal === "drafted" && !one.own_proposal && one.refused === null],
    ["publish", !over && rights.publish && one.proposal === "approved"],
    ["refuse", !over && rights.approve && one.proposal !== null && !one.own_proposal && one.refused === null],
    ["revise", !over && rights.draft],
    ["withdraw", !over && rights.draft && one.proposal !== null],
    ["lift", !over && rights.publish && one.edition > 0],
  ];
  return acts.filter(([, may]) => may).map(([act]) => act);
}
