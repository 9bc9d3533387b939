import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Appeal, AppealDraft, Edition, Named, Result, Scheme } from "./model";
import { endingWith } from "./model";

const KEY = ["assessment"] as const;
/** Results follow the cases: they are asked for again while somebody looks at them. */
const AGAIN = 30_000;
const MONTHS = 6;

export const useSchemes = () => useQuery({ queryKey: [...KEY, "schemes"], queryFn: () => api.get<{ items: Scheme[] }>("/assessment/schemes").then(({ items }) => items), staleTime: 60_000 });

const resultOf = (scheme: string, period: string, live: boolean) => ({
  queryKey: [...KEY, "result", scheme, period, live],
  queryFn: () => api.get<Result>(`/assessment/schemes/${scheme}/result`, { period, live }),
});

export const useResult = (scheme: string, period: string, live: boolean) =>
  useQuery({ ...resultOf(scheme, period, live), enabled: scheme !== "", refetchInterval: AGAIN });

/** The results of some periods up to this one, the oldest first. */
export const useTrend = (scheme: string, period: string) =>
  useQueries({
    queries: endingWith(period, MONTHS).map((each) => ({ ...resultOf(scheme, each, false), staleTime: 300_000 })),
    combine: (all) => all.flatMap(({ data }) => (data ? [data] : [])),
  });

interface Behind {
  numbers: string[];
  next: string | null;
}
export const useBehind = (scheme: string, period: string, key: string, part: string, side: "rest" | "denominator" | "numerator") =>
  useQuery({ queryKey: [...KEY, "cases", scheme, period, key, part, side], queryFn: () => api.get<Behind>(`/assessment/schemes/${scheme}/cases`, { period, key, part, side, limit: 200 }) });

interface Signs {
  items: { kind: string; key: string; name: string; cases: string[]; n: number; at: string }[];
  kinds: ({ code: string } & Named)[];
  partial: boolean;
}
export const useSigns = (scheme: string, period: string) =>
  useQuery({ queryKey: [...KEY, "signs", scheme, period], queryFn: () => api.get<Signs>(`/assessment/schemes/${scheme}/signs`, { period }), staleTime: 60_000 });

export const useAppeals = () =>
  useQuery({ queryKey: [...KEY, "appeals"], queryFn: () => api.get<{ items: Appeal[]; grounds: ({ code: string } & Named)[] }>("/assessment/appeals"), refetchInterval: AGAIN });

function useDone<T, R>(mutationFn: (body: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
}

export const useFreeze = () => useDone((body: { scheme: string; period: string }) => api.post<Edition>("/assessment/editions", body));
export const useReopen = () => useDone(({ id, reason }: { id: string; reason: string }) => api.post<Edition>(`/assessment/editions/${id}/reopen`, { reason }));
export const useDecideReopen = () => useDone(({ id, accepted, remark }: { id: string; accepted: boolean; remark: string }) => api.post<Edition>(`/assessment/editions/${id}/decide`, { accepted, remark }));
export interface Checked {
  ok: boolean;
  cases: number;
  differs: Record<string, string[]>;
}
export const useCheck = () => useMutation({ mutationFn: (id: string) => api.get<Checked>(`/assessment/editions/${id}/check`) });
export const useFile = () => useDone((draft: AppealDraft) => api.post<Appeal>("/assessment/appeals", draft));
export const useDecide = () => useDone(({ id, accepted, remark }: { id: string; accepted: boolean; remark: string }) => api.post<Appeal>(`/assessment/appeals/${id}/decide`, { accepted, remark }));
export const useWithdraw = () => useDone((id: string) => api.post<Appeal>(`/assessment/appeals/${id}/withdraw`, {}));
