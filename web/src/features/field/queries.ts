import { useEffect } from "react";

import type { PhoneMe } from "@/features/phone/public";
import { api } from "@/shared/api/client";
import type { ActionOffer, CaseDetail, CaseSummary, Page } from "@/shared/api/types";
import { readOrKept, useKept } from "@/shared/offline/hooks";
import type { Job } from "./model";

interface TaskRow {
  kind: string;
  due_at: string | null;
  case: CaseSummary;
}

async function readJobs(me: PhoneMe): Promise<Job[]> {
  const [tasks, checks] = await Promise.all([
    me.roles.includes("handler") ? api.get<Page<TaskRow>>("/tasks", { limit: 100 }) : null,
    me.roles.includes("verifier") ? api.get<Page<CaseSummary>>("/cases", { stage: "check,verify", sort: "due_at", limit: 100 }) : null,
  ]);
  const jobs = [
    ...(tasks?.items ?? []).map((row) => ({ number: row.case.number, kind: row.kind, due: row.due_at, case: row.case })),
    ...(checks?.items ?? []).map((one) => ({ number: one.number, kind: one.stage === "check" ? "check" : "verify", due: one.clock?.due_at ?? one.due_at, case: one })),
  ];
  return [...new Map(jobs.map((job) => [job.number, job])).values()];
}

export interface Whole {
  detail: CaseDetail;
  actions: ActionOffer[];
}

export async function readWhole(number: string): Promise<Whole> {
  const path = `/cases/${encodeURIComponent(number)}`;
  const [detail, actions] = await Promise.all([api.get<CaseDetail>(path), api.get<Page<ActionOffer>>(`${path}/actions`)]);
  return { detail, actions: actions.items };
}
const wholeKey = (number: string): string => `case:${number}`;

export const useWhole = (number: string) => useKept(wholeKey(number), () => readWhole(number), { every: 60_000 });

const AHEAD = 30;
const fetched = new Map<string, number>();

/** Today's work, and what each piece needs, so that all of it opens in a cellar. */
export function useJobs(me: PhoneMe) {
  const jobs = useKept(`jobs:${me.name}`, () => readJobs(me), { every: 60_000 });
  const { data, asOf } = jobs;
  useEffect(() => {
    if (!data || asOf !== null) return;
    let gone = false;
    void (async () => {
      for (const job of data.slice(0, AHEAD)) {
        if (gone) return;
        if (fetched.get(job.number) === job.case.version) continue;
        const found = await readOrKept(wholeKey(job.number), () => readWhole(job.number)).catch(() => null);
        if (found?.asOf === null) fetched.set(job.number, job.case.version);
      }
    })();
    return () => { gone = true; };
  }, [data, asOf]);
  return jobs;
}

export interface Contact {
  report: string;
  name: string | null;
  phone: string | null;
}
/** The reporters in full; that somebody looked, and why, goes on record. */
export const readReporters = (number: string, reason: string) =>
  api.post<{ items: Contact[] }>(`/cases/${encodeURIComponent(number)}/reporters`, { reason }).then(({ items }) => items);
