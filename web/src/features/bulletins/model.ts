import type { Bilingual } from "@/shared/api/types";

export type Every = "day" | "week" | "month" | "quarter" | "year" | "any";
export type Kind = "heading" | "text" | "comparison" | "table" | "chart" | "finding" | "cases" | "break";
/** A block of a template: its kind, and what that kind is told. */
export interface Block { kind: Kind; [field: string]: unknown }
export interface Head { head: string; head_en?: string; issue?: string; issue_en?: string; organ?: string; organ_en?: string }
export interface Template { code: string; version?: number; zh: string; en: string; every: Every; title: string; title_en?: string; public?: boolean; contents?: boolean; cover?: Head | null; blocks: Block[] }
export interface May { write: boolean; approve: boolean }
export interface Templates { items: { template: Template; shipped: boolean; at: string | null }[]; facts: (Bilingual & { code: string })[]; may: May }

export interface Source { question: string; link?: string }
export interface Run { text: string; source?: Source; number?: number; link?: string }
export type Part =
  | { type: "heading"; text: string; level?: number }
  | { type: "paragraph"; runs: Run[]; item?: boolean; note?: string }
  | { type: "table"; title: string; columns: string[]; rows: Run[][]; heads?: (Source | null)[] }
  | { type: "chart"; title: string }
  | { type: "break" };
export interface Paper { title: string; subtitle: string; blocks: Part[]; cover?: { head: string; issue?: string; organ?: string; day?: string } | null }
export interface Shown { document: Paper; drawn: (string | null)[] }

export type State = "drafted" | "returned" | "approved" | "published" | "withdrawn";
export type Step = "approve" | "return" | "publish" | "withdraw";
export interface Targets { units?: string[]; roles?: string[] }
export interface Bulletin {
  id: string; template: string; version: number; name: string; name_en: string; title: string; period: string; area: string | null; unit: string | null; public: boolean;
  state: State; state_zh: string; state_en: string; author: string | null; by_clock: boolean; at: string; as_of: string; published_at: string | null; targets: Targets;
  edits: { block: number; before: string; after: string; by: string | null; at: string }[];
  deeds: { step: string; by: string | null; at: string; remark: string }[];
  own?: boolean; read?: boolean; receipts?: { name: string | null; unit: string | null; at: string }[];
}
export interface Detail extends Shown { bulletin: Bulletin; may: May }
export interface Plan { template: string; clock: string; day: number; area: string | null; unit: string | null; language: "zh" | "en"; targets: Targets; on: boolean }
export interface Schedule { id: string; plan: Plan; next_at: string | null; last_at: string | null; failed: string }
export interface Making { template: string; period: string; area: string | null; unit: string | null; language: "zh" | "en" }

/** What can be done with a bulletin now; the server decides all the same. */
export function stepsOf({ state, own }: Bulletin, may: May): Step[] {
  switch (state) {
    case "drafted": return may.approve ? (own ? ["return"] : ["approve", "return"]) : [];
    case "approved": return [...(may.write ? ["publish" as const] : []), ...(may.approve ? ["return" as const] : [])];
    case "published": return may.write ? ["withdraw"] : [];
    default: return [];
  }
}
export const editable = ({ state }: Bulletin, may: May): boolean => may.write && ["drafted", "returned", "approved"].includes(state);

export const wordsOf = (runs: Run[]): string => runs.map(({ text }) => text).join("");

const two = (n: number) => String(n).padStart(2, "0");
/** The period that was over last on a day of the city, written `YYYY-MM-DD`. */
export function lastPeriod(every: Every, today: string): string {
  const [year = 0, month = 1, day = 1] = today.split("-").map(Number);
  const date = (days: number) => new Date(Date.UTC(year, month - 1, day + days));
  const iso = (at: Date) => at.toISOString().slice(0, 10);
  switch (every) {
    case "week": {
      const thursday = date(-7 - ((date(0).getUTCDay() + 6) % 7) + 3);
      const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
      return `${String(thursday.getUTCFullYear())}-W${two(Math.floor((thursday.getTime() - first) / 604_800_000) + 1)}`;
    }
    case "month": return month === 1 ? `${String(year - 1)}-12` : `${String(year)}-${two(month - 1)}`;
    case "quarter": return month <= 3 ? `${String(year - 1)}-Q4` : `${String(year)}-Q${String(Math.ceil(month / 3) - 1)}`;
    case "year": return String(year - 1);
    case "any": return `${iso(date(-7))}..${iso(date(-1))}`;
    default: return iso(date(-1));
  }
}

export interface Field { key: string; as: "line" | "words" | "number" | "check" | "codes" | "code" | "choice"; choices?: readonly string[] }
const GRAINS = ["day", "week", "month", "quarter", "year"] as const;
const BY = ["area", "unit", "matter", "channel", "time"] as const;
/** What each kind of block is told. */
export const FIELDS: Record<Kind, Field[]> = {
  heading: [{ key: "text", as: "line" }, { key: "level", as: "number" }],
  text: [{ key: "text", as: "words" }, { key: "item", as: "check" }],
  comparison: [{ key: "indicators", as: "codes" }, { key: "flat", as: "number" }],
  table: [{ key: "title", as: "line" }, { key: "by", as: "choice", choices: BY }, { key: "indicators", as: "codes" }, { key: "most", as: "number" }, { key: "rank", as: "check" }, { key: "change", as: "choice", choices: ["", "last", "year"] }],
  chart: [{ key: "title", as: "line" }, { key: "by", as: "choice", choices: BY }, { key: "indicators", as: "codes" }, { key: "grain", as: "choice", choices: GRAINS }, { key: "back", as: "number" }, { key: "shape", as: "choice", choices: ["bar", "column", "line"] }],
  finding: [{ key: "indicator", as: "code" }, { key: "by", as: "choice", choices: BY.slice(0, 4) }, { key: "advice", as: "words" }],
  cases: [{ key: "title", as: "line" }, { key: "indicator", as: "code" }, { key: "side", as: "choice", choices: ["rest", "numerator", "denominator", "missing"] }, { key: "most", as: "number" }],
  break: [],
};
export const KINDS = Object.keys(FIELDS) as Kind[];
/** A fresh block, that holds together at once. */
export const fresh: Record<Kind, Block> = {
  heading: { kind: "heading", text: "", level: 2 },
  text: { kind: "text", text: "" },
  comparison: { kind: "comparison", indicators: ["on_time_rate"] },
  table: { kind: "table", title: "", by: "area", indicators: ["on_time_rate", "due_cases"] },
  chart: { kind: "chart", title: "", by: "time", grain: "month", back: 12, shape: "column", indicators: ["reported_cases"] },
  finding: { kind: "finding", indicator: "on_time_rate", by: "unit" },
  cases: { kind: "cases", title: "", indicator: "on_time_rate", side: "rest" },
  break: { kind: "break" },
};
/** A block with a field told anew; an empty choice is none. */
export function told(block: Block, key: string, value: unknown): Block {
  const { [key]: _old, ...rest } = block;
  return (value === "" && key === "change") || value === undefined ? (rest as Block) : { ...block, [key]: value };
}
export const codesOf = (text: string): string[] => text.split(/[\s,，;；]+/).filter(Boolean);
