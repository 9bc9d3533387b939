import type { CaseSummary, Page, Side, Stage } from "@/shared/api/types";

/** What a `cases.changed` message says about a case. */
export interface CaseChange {
  number: string;
  action: string;
  stage: Stage;
  side: Side | null;
  version: number;
  unit: string | null;
  area: string | null;
  due_at: string | null;
}

export interface Pages {
  pages: Page<CaseSummary>[];
  pageParams: unknown[];
}

export const CHANGED = "cases.changed";
const OPENED = 1;

/** Read a change out of a live message, `null` when it is about something else. */
export function changeOf(kind: string, data: Record<string, unknown>): CaseChange | null {
  if (kind !== CHANGED || typeof data.number !== "string" || typeof data.stage !== "string") return null;
  return {
    number: data.number,
    action: typeof data.action === "string" ? data.action : "",
    stage: data.stage as Stage,
    side: (data.side as Side | null | undefined) ?? null,
    version: typeof data.version === "number" ? data.version : Number.MAX_SAFE_INTEGER,
    unit: typeof data.unit === "string" ? data.unit : null,
    area: typeof data.area === "string" ? data.area : null,
    due_at: typeof data.due_at === "string" ? data.due_at : null,
  };
}

/** Tell whether the message announces a case that did not exist before. */
export const isNew = (change: CaseChange): boolean => change.version <= OPENED;

function patched(one: CaseSummary, change: CaseChange): CaseSummary {
  if (change.version <= one.version) return one;
  const unit = change.unit === null ? null : one.unit?.code === change.unit ? one.unit : { code: change.unit, name: change.unit };
  const clock = one.clock && change.due_at && one.clock.due_at !== change.due_at ? { ...one.clock, due_at: change.due_at, remaining_s: null } : one.clock;
  return { ...one, stage: change.stage, side: change.side, unit, clock, due_at: change.due_at, version: change.version };
}

function mapRow(data: Pages, number: string, edit: (one: CaseSummary) => CaseSummary): Pages {
  let changed = false;
  const pages = data.pages.map((page) => {
    const at = page.items.findIndex((one) => one.number === number);
    const old = page.items[at];
    if (!old) return page;
    const next = edit(old);
    if (next === old) return page;
    changed = true;
    return { ...page, items: page.items.with(at, next) };
  });
  return changed ? { ...data, pages } : data;
}

export const shows = (data: Pages | undefined, number: string): boolean =>
  data?.pages.some((page) => page.items.some((one) => one.number === number)) ?? false;

/** Write a change into the row of a loaded list. An older or repeated message changes nothing. */
export const applyChange = (data: Pages, change: CaseChange): Pages =>
  mapRow(data, change.number, (one) => patched(one, change));

/** Put the fresh row of a case in place of the old one, never an older over a newer. */
export const replaceRow = (data: Pages, fresh: CaseSummary): Pages =>
  mapRow(data, fresh.number, (one) => (fresh.version >= one.version ? { ...one, ...summaryOf(fresh) } : one));

/** The part of a detail that a list shows. */
export function summaryOf(one: CaseSummary): CaseSummary {
  const { number, stage, side, title, matter, area, address, lon, lat, unit, channel, source, urgency, opened_at } = one;
  const { closed_at, due_at, clock, overdue, counts, supervised, unplaced, version } = one;
  return {
    number, stage, side, title, matter, area, address, lon, lat, unit, channel, source, urgency, opened_at,
    closed_at, due_at, clock, overdue, counts, supervised, unplaced, version,
  };
}
