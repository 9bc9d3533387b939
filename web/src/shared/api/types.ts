import type { Candidate } from "./candidate";
import type { ReadText } from "./reading";
import type { Bilingual, Named } from "./named";

/** Shapes that the server's HTTP contract promises (docs/api.md). */
export type { Area, Unit } from "./places";
export type { Bilingual, Named };

export interface MatterRef {
  key: string;
  name: string;
}
export type Stage =
  | "intake" | "check" | "filing" | "dispatch" | "sign" | "handle" | "review" | "verify" | "callback"
  | "closing" | "closed" | "rated" | "archived" | "rejected" | "not_filed" | "void" | "merged";
export type Side = "disputed" | "suspended" | "shelved" | "waiting" | "consulting";
export type ClockKind =
  | "accept" | "file" | "dispatch" | "sign" | "contact" | "handle" | "review" | "verify" | "callback"
  | "close" | "total" | "assist" | "countersign" | "whistle" | "supervision";
export type ClockStatus = "running" | "paused" | "met" | "missed" | "cancelled";
export type TimeUnit = "work_hour" | "urgent_hour" | "work_day" | "natural_day" | "natural_hour";
export type Role =
  | "agent" | "dispatcher" | "handler" | "verifier" | "supervisor" | "assessor" | "leader" | "admin"
  | "security" | "auditor";

export interface ClockBrief {
  kind: ClockKind;
  due_at: string | null;
  status: ClockStatus;
  remaining_s: number | null;
  limit_s?: number | null;
  unit?: TimeUnit | null;
}
export interface Counts {
  reports: number;
  returned: number;
  redone: number;
  reworked: number;
  urged: number;
}
export interface CaseSummary {
  number: string;
  stage: Stage;
  side: Side | null;
  title: string;
  matter: MatterRef | null;
  area: Named | null;
  /** Area codes from the city down to the deepest known one. */
  path?: string[];
  address: string | null;
  lon: number | null;
  lat: number | null;
  unit: Named | null;
  channel: string;
  source: string;
  urgency: number;
  opened_at: string;
  closed_at: string | null;
  due_at: string | null;
  clock: ClockBrief | null;
  overdue: boolean;
  counts: Counts;
  supervised: boolean;
  unplaced: boolean;
  version: number;
}
export interface Page<T> {
  items: T[];
  next: string | null;
  total?: number;
  total_is_capped?: boolean;
}
export interface Media {
  id: string;
  /** What it shows: report, before, after, document. */
  kind: string;
  type?: string;
  name: string;
  url: string;
}
export interface Report {
  id: string;
  channel: string;
  source: string;
  external_id: string | null;
  text: string;
  address: string | null;
  reported_at: string;
  received_at: string;
  reporter: { name: string | null; phone: string | null } | null;
  media: Media[];
}
export interface Task {
  id: string;
  kind: string;
  unit: Named | null;
  person: string | { name: string } | null;
  status: string;
  opened_at: string;
  due_at: string | null;
  signed_at: string | null;
  done_at: string | null;
  demand?: string | null;
  result: string | null;
  parent: string | null;
}
export interface ClockSegment {
  start: string;
  /** Absent for a pause that lasts. */
  end: string | null;
  kind: "counted" | "rest" | "pause";
  why: Bilingual | string | null;
}
export interface Clock {
  id: string;
  kind: ClockKind;
  label: Bilingual | null;
  status: ClockStatus;
  started_at: string;
  limit: { amount: number; unit: TimeUnit } | null;
  due_at: string | null;
  stopped_at: string | null;
  remaining_s: number | null;
  task: string | null;
  segments: ClockSegment[];
  sentence: Bilingual | null;
}
export interface DuplicateRef {
  number: string;
  score: number;
  reasons: Bilingual | Bilingual[];
  title?: string;
  distance_m?: number | null;
  same_caller?: boolean;
  opened_at?: string;
  stage?: Stage;
  /** It has ended: it tells what happened here lately, and takes nothing in any more. */
  ended?: string | null;
}
export interface Relations {
  merged_into: string | null;
  merged: string[];
  parent: string | null;
  children: string[];
  duplicates: DuplicateRef[];
}
/** What preparing a report found for the people who go on; `places` are where its words may say it is. */
export interface PreparationNote extends Bilingual {
  places?: { name: string; address: string; path: string; lon: number | null; lat: number | null; confidence: number; reason: Bilingual }[];
}
export interface CaseDetail extends CaseSummary {
  text: string;
  preparation?: { missing: string[]; notes: PreparationNote[]; reading: ReadText | null } | null;
  reports: Report[];
  tasks: Task[];
  clocks: Partial<Clock>[];
  result: string | null;
  public_reply: string | null;
  relations: Relations;
  returns?: Record<string, unknown>[];
  stages?: { id: Stage; label: Bilingual; status: "done" | "current" | "next" }[];
  media?: Media[];
  supervisions: Record<string, unknown>[];
  consultations: Record<string, unknown>[];
  extensions: Record<string, unknown>[];
  candidates: Candidate[];
  times: Record<string, string | null>;
  conversation?: { at: string; kind: string; public: boolean; author: string | null; text: string }[];
  satisfaction: number | Record<string, number> | null;
}
export interface JournalItem {
  seq: number;
  at: string;
  actor: string | { key: string; name: string };
  actor_name?: string;
  action: string;
  label: Bilingual | null;
  origin: Stage | null;
  target: Stage | null;
  data: Record<string, unknown>;
  words?: string[];
  hash: string;
}
/** The part of JSON Schema that the server uses for the bodies of actions. */
export interface Schema {
  type?: string | string[];
  title?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: (string | number | boolean | null)[];
  const?: unknown;
  items?: Schema;
  format?: string;
  maxLength?: number;
  minLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  default?: unknown;
  anyOf?: Schema[];
  allOf?: Schema[];
  oneOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  "x-widget"?: string;
  "x-label"?: Bilingual;
  "x-options"?: { value: string | number | boolean; label: Bilingual }[];
}
export interface ActionOffer {
  action: string;
  label: Bilingual;
  primary: boolean;
  allowed: boolean;
  reason: Bilingual | null;
  /** What it will do, in a sentence; null when it is not allowed. */
  effect: Bilingual | null;
  /** The action that takes it back, if there is one for this person. */
  undo: string | null;
  schema: Schema | null;
}
export interface Me {
  name: string;
  roles: Role[];
  unit: Named | string | null;
  area: Named | string | null;
  person: string | { id: string; name: string } | null;
}
export interface Matter {
  key: string;
  code: string;
  kind: string;
  name: string;
  class_name?: string;
  urgency?: number;
  dispatch_mode?: string;
  filing_standard?: string | null;
  closing_standard?: string | null;
  evidence_required?: boolean;
  status?: string;
  score?: number;
  why?: Bilingual | string | null;
}
