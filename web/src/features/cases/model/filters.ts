import type { CaseSummary, Side, Stage } from "@/shared/api/types";

export const FILTER_KEYS = [
  "stage", "side", "unit", "matter", "area", "channel", "number", "q", "overdue", "mine", "unplaced", "undated", "on_time", "satisfaction", "supervised", "urgency", "from", "to",
  "due_from", "due_to", "closed_from", "closed_to", "group", "sort",
] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];
export type Filters = Record<FilterKey, string>;

export const NO_FILTER: Filters = Object.fromEntries(FILTER_KEYS.map((key) => [key, ""])) as Filters;

export const OPEN_STAGES: Stage[] = [
  "intake", "check", "filing", "dispatch", "sign", "handle", "review", "verify", "callback", "closing",
];
export const ALL_STAGES: Stage[] = [...OPEN_STAGES, "closed", "rated", "archived", "rejected", "not_filed", "void", "merged"];
export const ALL_SIDES: Side[] = ["disputed", "suspended", "shelved", "waiting", "consulting"];

/** How many filters are set, apart from the order. */
export const filterCount = (filters: Filters): number =>
  FILTER_KEYS.filter((key) => key !== "sort" && filters[key] !== "").length;

export const emptyFilters = (): Partial<Filters> => ({ ...NO_FILTER });

const listed = (wanted: string, value: string | null): boolean =>
  wanted === "" || (value !== null && wanted.split(",").includes(value));

export const GROUPS = ["stage", "unit", "matter", "area", "channel", "urgency"] as const;
export type GroupBy = (typeof GROUPS)[number];
/** The group of cases that have none. */
export const NONE = "-";

/** Read `unit:lamps`; null when it is not a group. */
export function groupOf(value: string): { by: GroupBy; key: string } | null {
  const [name, ...rest] = value.split(":");
  const by = GROUPS.find((one) => one === name);
  return by && rest.length > 0 ? { by, key: rest.join(":") } : null;
}

/** Tell whether a case is of a group; areas are the server's business and count as true. */
function inGroup(value: string, one: CaseSummary): boolean {
  const group = groupOf(value);
  if (!group || group.by === "area") return true;
  const own = { stage: one.stage, unit: one.unit?.code, matter: one.matter?.key, channel: one.channel, urgency: String(one.urgency) }[group.by];
  return (own ?? NONE) === group.key;
}
/** A class of the catalogue (`matter:06`) stands for the matters below it. */
const ofMatters = (wanted: string, key: string): boolean =>
  wanted === "" || wanted.split(",").some((one) => key === one || (key !== "" && key.startsWith(one)));

/** Tell whether a case that a message speaks of is at a stage that the filter asks for; the rest is the server's business. */
export const waits = (filters: Partial<Filters>, { stage, side }: { stage: Stage; side: Side | null }): boolean =>
  listed(filters.stage ?? "", stage) && listed(filters.side ?? "", side);

/**
 * Tell whether a case still belongs to a filtered list, by what the page itself can judge.
 * Text search, "mine" and dates are the server's business and count as true.
 */
export function belongs(filters: Filters, one: CaseSummary): boolean {
  return (
    listed(filters.number, one.number) &&
    listed(filters.stage, one.stage) &&
    listed(filters.side, one.side) &&
    listed(filters.unit, one.unit?.code ?? null) &&
    ofMatters(filters.matter, one.matter?.key ?? "") &&
    listed(filters.channel, one.channel) &&
    (filters.area === "" || (one.area?.code.startsWith(filters.area) ?? false)) &&
    inGroup(filters.group, one) &&
    (filters.overdue === "" || one.overdue) &&
    (filters.unplaced === "" || one.unplaced) &&
    (filters.undated === "" || (one.due_at === null) === (filters.undated === "true")) &&
    (filters.supervised === "" || one.supervised)
  );
}
