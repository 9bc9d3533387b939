import { useQueries, useQuery } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import { now } from "@/shared/time/clock";
import { boxOf } from "@/shared/time/day";
import type { Asked, Comparison, Definition, Dimension, Drilled, Factors, Glance, Side, Trend, Waterfall } from "./model";
import type { Grain } from "./periods";
import { query } from "./model";

const FRESH = { staleTime: 20_000, refetchInterval: 60_000 };
/** So many indicators are asked for at once. */
const AT_ONCE = 24;

export const useCatalogue = () => useQuery({ queryKey: ["indicators"], queryFn: () => api.get<{ items: Definition[] }>("/indicators").then(({ items }) => items), staleTime: 300_000 });

/** Values and trends of indicators, those that are there; the others follow. */
export function useGlances(codes: string[], asked: Partial<Asked>): Map<string, Glance> {
  const chunks = Array.from({ length: Math.ceil(codes.length / AT_ONCE) }, (_, n) => codes.slice(n * AT_ONCE, (n + 1) * AT_ONCE).join(","));
  return useQueries({
    queries: chunks.map((some) => ({ queryKey: ["indicators", "glance", some, asked], queryFn: () => api.get<{ items: Glance[] }>("/indicators/glance", { codes: some, ...query(asked) }), ...FRESH })),
    combine: (found) => new Map(found.flatMap(({ data }) => data?.items ?? []).map((one) => [one.code, one])),
  });
}

const of = <T,>(what: string, code: string, asked: Partial<Asked>, more: Record<string, string> = {}) => ({
  queryKey: ["indicators", code, what, asked, more],
  queryFn: () => api.get<T>(`/indicators/${code}/${what}`, { ...query(asked), ...more }),
  ...FRESH,
});

export const useComparison = (code: string, asked: Asked) => useQuery(of<Comparison>("beside", code, asked));
export const useTrend = (code: string, asked: Asked) => useQuery(of<Trend>("trend", code, asked));
export const useDrill = (code: string, asked: Asked, by: Dimension, grain: Grain) => useQuery(of<Drilled>("drill", code, asked, { by, grain }));

export const useWaterfall = (code: string, asked: Asked, by: Dimension, enabled: boolean) => useQuery({ ...of<Waterfall>("waterfall", code, asked, { by }), enabled });
/** Computed when somebody wants to know: it reads half a year of every other indicator. */
export const useFactors = (code: string, asked: Asked, wanted: boolean) => useQuery({ ...of<Factors>("factors", code, asked, { grain: "day" }), enabled: wanted, staleTime: 300_000, refetchInterval: false });

export interface Behind {
  measure?: { code: string; zh: string; en: string };
  numbers: string[];
  next: string | null;
}
export const useBehind = (code: string, asked: Asked, side: Side, after: string) => useQuery(of<Behind>("cases", code, asked, { side, ...(after ? { after } : {}) }));

/** The city's day. */
export const today = (): string => boxOf(now()).slice(0, 10);
