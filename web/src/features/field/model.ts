import type { CaseSummary } from "@/shared/api/types";
import { metres } from "@/shared/capture/here";
import type { Entry } from "@/shared/offline/entry";

/** One piece of work outside: a task of the unit, or a case to check or verify. */
export interface Job {
  number: string;
  kind: string;
  due: string | null;
  case: CaseSummary;
}
export type Order = "route" | "due";
interface Spot {
  lon: number;
  lat: number;
}

const placed = (job: Job): (Spot & { job: Job }) | null => (job.case.lon !== null && job.case.lat !== null ? { lon: job.case.lon, lat: job.case.lat, job } : null);
const byDue = (a: Job, b: Job): number => (a.due ?? "9999").localeCompare(b.due ?? "9999") || a.number.localeCompare(b.number);

/** From where one stands always to the nearest that is left; what has no place comes last, by deadline. */
export function walkingOrder(start: Spot, jobs: Job[]): { job: Job; step: number | null }[] {
  const left = jobs.flatMap((job) => placed(job) ?? []);
  const route: { job: Job; step: number | null }[] = [];
  let at = start;
  while (left.length > 0) {
    let best = 0;
    for (let i = 1; i < left.length; i += 1) if (metres(at, left[i] as Spot) < metres(at, left[best] as Spot)) best = i;
    const [next] = left.splice(best, 1);
    if (!next) break;
    route.push({ job: next.job, step: metres(at, next) });
    at = next;
  }
  return [...route, ...jobs.filter((job) => !placed(job)).sort(byDue).map((job) => ({ job, step: null }))];
}

export const dueOrder = (jobs: Job[]): { job: Job; step: number | null }[] => [...jobs].sort(byDue).map((job) => ({ job, step: null }));

export type Step = "sign" | "feedback" | "complete" | "report_check" | "verify" | "waiting" | "none";
const ENDING = new Set(["feedback", "complete", "report_check", "verify_pass", "verify_fail"]);
const JOINT = new Set(["assist", "countersign", "whistle"]);

/** What waits on this phone to be done on a case. */
export const pendingActs = (entries: Entry[], number: string): string[] =>
  entries.filter((entry) => entry.kind === "act" && entry.number === number && entry.state !== "sent").map((entry) => entry.action ?? "");

/** What comes next: by what the server allowed when it was last asked, and what was done here since. */
export function nextStep(allowed: string[], pending: string[], kind: string): Step {
  if (pending.some((action) => ENDING.has(action))) return "waiting";
  if (pending.includes("sign")) return JOINT.has(kind) ? "complete" : "feedback";
  if (allowed.includes("sign")) return "sign";
  if (allowed.includes("report_check")) return "report_check";
  if (allowed.includes("verify_pass") || allowed.includes("verify_fail")) return "verify";
  if (allowed.includes("complete")) return "complete";
  return allowed.includes("feedback") ? "feedback" : "none";
}

/** A link that opens the phone's own navigation; positions are WGS-84 as RFC 5870 says. */
export function navigationLink(spot: Spot, agent: string): string {
  const place = `${spot.lat.toFixed(6)},${spot.lon.toFixed(6)}`;
  return /iPhone|iPad|Macintosh/.test(agent) ? `maps:?daddr=${place}` : `geo:${place}?q=${place}`;
}
