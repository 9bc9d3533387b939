import { readKeyFigures } from "@/features/pulse/public";
import { api } from "@/shared/api/client";
import type { CaseSummary, Page, Stage } from "@/shared/api/types";
import { now } from "@/shared/time/clock";
import { cityZone } from "@/shared/time/format";

export type Door = "live" | "over" | "today";
export const DOORS: Door[] = ["live", "over", "today"];
export type Numbers = Record<Door, { n: number; capped: boolean }>;

/** The instant at which today began where the city is. */
export function midnight(at: number, zone: string): string {
  const text = new Date(at).toLocaleTimeString("en-GB", { timeZone: zone, hourCycle: "h23" });
  const [hours = 0, minutes = 0, seconds = 0] = text.split(":").map(Number);
  return new Date(at - (((hours * 60 + minutes) * 60 + seconds) * 1000 + (at % 1000))).toISOString();
}

const filter = (door: Door): Record<string, string> => {
  if (door === "today") return { from: midnight(now(), cityZone()) };
  return door === "over" ? { live: "true", overdue: "true" } : { live: "true" };
};

export async function readNumbers(): Promise<Numbers> {
  const pages = await Promise.all(DOORS.map((door) => api.get<Page<CaseSummary>>("/cases", { ...filter(door), limit: 1 })));
  return Object.fromEntries(DOORS.map((door, at) => [door, { n: pages[at]?.total ?? 0, capped: pages[at]?.total_is_capped ?? false }])) as Numbers;
}

/** The indicators a leader looks at: of this month, from the one outlet. */
const KEY = ["closing_rate", "on_time_rate", "satisfaction_rate", "dispatch_accuracy", "reported_cases"];
export const readKey = () => readKeyFigures(KEY, null);

export const readList = (door: Door) =>
  api.get<Page<CaseSummary>>("/cases", { ...filter(door), sort: door === "over" ? "due_at" : "-opened_at", limit: 40 }).then(({ items }) => items);

/** Stages in which a unit can be held to a demand and a date; before them the word is an urging. */
const SUPERVISED = new Set<Stage>(["sign", "handle", "review", "verify", "callback", "closing"]);

/** The act that carries a leader's words: a written supervision with a date, else an urging. */
export function instruction(one: Pick<CaseSummary, "stage">, demand: string, hours: number | null): { action: string; body: Record<string, unknown> } {
  if (!SUPERVISED.has(one.stage)) return { action: "urge", body: { comment: demand } };
  return { action: "supervise", body: { kind: "written", demand, ...(hours === null ? {} : { hours }) } };
}
