import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { api } from "@/shared/api/client";
import type { Bilingual } from "@/shared/api/types";
import type { Latest, Picture, Product, Value } from "./model";
import { valuesOf } from "./model";

export const KEY = ["sensing"] as const;
const REFRESH = 20_000;
const CHUNK = 60;
const MOST_ALARMS = 1000;

export type Query = Record<string, string>;

/** The address of the values of several devices: one parameter for each. */
function latestOf(codes: string[], at: string): string {
  const found = new URLSearchParams(codes.map((code) => ["device", code]));
  if (at) found.set("at", at);
  return `/latest?${found.toString()}`;
}

export const useProducts = () =>
  useQuery({
    queryKey: [...KEY, "products"],
    queryFn: () => api.get<{ items: Product[] }>("/products").then(({ items }) => items),
    staleTime: 120_000,
  });

/** Devices of a search as they are, or as they were at `at`; what is past does not change any more. */
export const usePicture = (query: Query, at: string) =>
  useQuery({
    queryKey: [...KEY, "picture", query, at],
    queryFn: ({ signal }) => api.get<Picture>("/sensing/picture", { ...query, at }, { signal }),
    placeholderData: keepPreviousData,
    ...(at ? { staleTime: Infinity } : { refetchInterval: REFRESH }),
  });

/** Values of the devices in view, asked for in groups of the rows around them. */
export function useValues(codes: string[], first: number, last: number, at: string): { values: Map<string, Value[]>; known: Set<string> } {
  const groups = useMemo(() => {
    const made: string[][] = [];
    for (let start = Math.floor(Math.max(first, 0) / CHUNK) * CHUNK; start <= last && start < codes.length; start += CHUNK) made.push(codes.slice(start, start + CHUNK));
    return made;
  }, [codes, first, last]);
  return useQueries({
    queries: groups.map((group) => ({
      queryKey: [...KEY, "values", group, at],
      queryFn: () => api.get<Latest>(latestOf(group, at)).then(valuesOf),
      placeholderData: keepPreviousData,
      ...(at ? { staleTime: Infinity } : { refetchInterval: REFRESH }),
    })),
    combine: (found) => ({
      values: new Map(found.flatMap(({ data }) => [...(data ?? [])])),
      known: new Set(groups.flatMap((group, index) => (found[index]?.data ? group : []))),
    }),
  });
}

export interface AlarmOf {
  id: string;
  rule: string;
  subject: string;
  name: string;
  level: "blue" | "yellow" | "orange" | "red";
  peak: AlarmOf["level"];
  value: number | null;
  raised_at: string;
  last_at: string;
  count: number;
  active: boolean;
  case: string | null;
  verdict: string | null;
  cleared_at: string | null;
  closed_at: string | null;
  stage: "raised" | "confirmed" | "in_case" | "handled" | "cleared" | "closed";
}
const RANKS = { blue: 1, yellow: 2, orange: 3, red: 4 } as const;
export const rankOf = (alarm: AlarmOf): number => RANKS[alarm.level];
const DAY = 86_400_000;

/** The gravest alarm of each device that was going on at `at`, or goes on now. */
export const useAlarmed = (at: string) =>
  useQuery({
    queryKey: ["alarms", "of-devices", at],
    queryFn: async () => {
      const asked = at ? { until: at, since: new Date(Date.parse(at) - 7 * DAY).toISOString() } : { living: true };
      const { items } = await api.get<{ items: AlarmOf[] }>("/alarms", { ...asked, limit: MOST_ALARMS });
      const going = items.filter((one) => !at || !((one.cleared_at ?? one.closed_at) && Date.parse(one.cleared_at ?? one.closed_at ?? "") <= Date.parse(at)));
      const found = new Map<string, AlarmOf>();
      for (const one of going) {
        const known = found.get(one.subject);
        if (!known || rankOf(one) > rankOf(known)) found.set(one.subject, one);
      }
      return found;
    },
    placeholderData: keepPreviousData,
    ...(at ? { staleTime: Infinity } : { refetchInterval: REFRESH }),
  });

export interface Imported {
  saved: number;
  unchanged: number;
  refused: { row: number; field: string | null; zh: string; en: string }[];
}

/** Hand in a table of devices; a trial stores nothing. */
export function useImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, trial }: { file: File; trial: boolean }) => {
      const form = new FormData();
      form.append("file", file);
      form.append("trial", String(trial));
      return api.upload<Imported>("/devices/import", form);
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export const refusalOf = (one: Imported["refused"][number]): Bilingual => ({ zh: one.zh, en: one.en });
