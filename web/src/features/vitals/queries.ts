import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Bilingual } from "@/shared/api/types";

export type Colour = "blue" | "yellow" | "orange" | "red";
export const RESULTS = ["handled", "false", "known"] as const;
export type Result = (typeof RESULTS)[number];
export interface Alert {
  id: string;
  indicator: string;
  title: Bilingual;
  name: Bilingual | null;
  unit: string | null;
  area: string | null;
  area_name: string | null;
  colour: Colour;
  value: number;
  limit: number | null;
  strength: number;
  since: string;
  at: string;
  closed_at: string | null;
  result: Result | "recovered" | null;
  case_number: string | null;
  advice: Bilingual | null;
}
interface RuleData {
  code: string;
  zh: string;
  en: string;
  indicator: string;
  grain: "day" | "week" | "month";
  side: "above" | "below";
  limits: { kind: "static" | "dynamic"; levels: Partial<Record<Colour, number>>; clear: number };
  raise_after: number;
  clear_after: number;
}
export interface RuleItem {
  rule: RuleData;
  version: number;
  watching: number | null;
  rehearsed: { pieces: number; known: number; alerts: number } | null;
}
export interface Declared {
  seq: number;
  stage: number;
  proposed: number | null;
  at: string;
  by_name: string;
  reason: string;
}

const list = <T,>(key: string, path: string, query: Record<string, string> = {}) => ({ queryKey: ["vitals", key, query], queryFn: () => api.get<{ items: T[] }>(path, query).then(({ items }) => items), staleTime: 20_000, refetchInterval: 60_000 });

export const useAlerts = (open: boolean) => useQuery(list<Alert>("alerts", "/vitals/alerts", open ? { open: "true" } : {}));
export const useRules = () => useQuery(list<RuleItem>("rules", "/vitals/rules"));
export const useDeclared = () => useQuery(list<Declared>("declared", "/city-stage/history"));

/** An act after which everything of vitals is read again. */
export function useVitalAct<T>(act: (given: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ["vitals"] }), client.invalidateQueries({ queryKey: ["city-stage"] })]),
  });
}
