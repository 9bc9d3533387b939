import type { Bilingual } from "../api/types";

/** A file of a draft; its bytes lie in the table of files under `id`, `media` is its id on the server. */
export interface FileRef {
  id: string;
  name: string;
  role: "report" | "before" | "after";
  media?: string;
}
export type State = "waiting" | "sent" | "refused" | "conflict";

/** What somebody else did to a case while an act waited. */
export interface Change {
  at: string;
  who: string;
  label: Bilingual | null;
}
export interface Refusal {
  code: string;
  status: number;
  sentence: Bilingual;
}
export interface Answer {
  id?: string;
  number?: string | null;
  secret?: string;
  version?: number;
}
/** Something to be sent once and only once. `id` is made with the draft and is its idempotency key. */
export interface Entry {
  id: string;
  kind: "public" | "rating" | "report" | "act";
  /** The account that sends it; `null` needs none. */
  owner: string | null;
  title: string;
  made: number;
  /** Not before this instant: until then it can be taken back. */
  after?: number;
  body: Record<string, unknown>;
  files: FileRef[];
  number?: string;
  action?: string;
  /** The version of the case that its maker saw. */
  version?: number;
  state: State;
  tries: number;
  problem?: Refusal;
  changes?: Change[];
  answer?: Answer;
  sent?: number;
}

export interface Draft {
  kind: Entry["kind"];
  owner: string | null;
  title: string;
  body: Record<string, unknown>;
  photos?: { blob: Blob; name: string; role: FileRef["role"] }[];
  number?: string;
  action?: string;
  version?: number;
  /** Seconds in which it can be taken back. */
  undo?: number;
  /** A key that was made with the draft already. */
  id?: string;
}
export interface Account {
  account: string;
  /** Names under which the journal knows its acts. */
  names: string[];
}
export type Verdict = "later" | "sign-in" | "stale" | "refused";

const LATER = new Set([0, 408, 425, 429]);

/** What an error means for what waits: the network's and the server's troubles pass, a refusal does not. */
export function verdict(status: number, code: string): Verdict {
  if (LATER.has(status) || status >= 500) return "later";
  if (status === 401) return "sign-in";
  return code === "stale_case" ? "stale" : "refused";
}

const byAge = (a: Entry, b: Entry): number => a.made - b.made || a.id.localeCompare(b.id);

/**
 * The entries that may be sent now, oldest first. Acts on one case keep their order: what follows something
 * that is not done yet, or was refused, waits for it.
 */
export function ready(entries: Entry[], account: string | null, at: number): Entry[] {
  const held = new Set<string>();
  const found: Entry[] = [];
  for (const entry of [...entries].sort(byAge)) {
    if (entry.state === "sent") continue;
    const free = entry.state === "waiting" && (entry.owner === null || entry.owner === account) && (entry.after ?? 0) <= at;
    if (free && !(entry.number && held.has(entry.number))) found.push(entry);
    if (entry.number) held.add(entry.number);
  }
  return found;
}

const FIRST_WAIT = 4_000;
const LONGEST_WAIT = 120_000;

/** How long to leave a network in peace that has failed `failures` times in a row. */
export const pause = (failures: number): number => Math.min(FIRST_WAIT * 2 ** Math.max(0, failures - 1), LONGEST_WAIT);

export interface Snapshot {
  entries: Entry[];
  busy: string | null;
  /** The session has ended: somebody must sign in before the rest can go. */
  signIn: boolean;
  /** The last attempt did not reach the server. */
  cut: boolean;
}

const DAY = 86_400_000;
/** A citizen's receipt is kept for as long as a case may take; what staff sent only to see that it went. */
export const old = (entry: Entry): boolean => entry.state === "sent" && (entry.sent ?? 0) < Date.now() - (entry.kind === "public" ? 90 : 3) * DAY;
