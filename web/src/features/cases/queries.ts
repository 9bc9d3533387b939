import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { api } from "@/shared/api/client";
import { asApiError } from "@/shared/api/errors";
import type { ActionOffer, Bilingual, CaseDetail, CaseSummary, Clock, JournalItem, Named, Page } from "@/shared/api/types";
import { useSay } from "@/shared/i18n/language";
import { CHANNELS } from "@/shared/i18n/vocabulary";
import type { Filters, GroupBy } from "./model/filters";

export const LIST = "cases";
export const PAGE_SIZE = 50;
export const SCROLL_PAGE = 200;

/** The key of everything that is read about one case. */
export const caseKey = (number: string, part?: string) => (part ? ["case", number, part] : ["case", number]);

/** Where a list begins that is not read from its top: after so many rows, or at an instant of what it is sorted by. */
export interface Begin {
  skip: number;
  start: string;
}

export const useCaseList = (filters: Partial<Filters>, options: { limit?: number; enabled?: boolean; begin?: Begin } = {}) =>
  useInfiniteQuery({
    queryKey: [LIST, filters, options.limit ?? PAGE_SIZE, options.begin ?? null],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<CaseSummary>>(
        "/cases",
        { ...filters, limit: options.limit ?? PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : { skip: options.begin?.skip || undefined, start: options.begin?.start }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: options.enabled ?? true,
    staleTime: 10_000,
    // A list that was scrolled far is kept fresh by the live stream; reading all its pages again would take longer than it helps.
    refetchOnWindowFocus: (query) => short(query.state.data),
  });

const FEW_PAGES = 4;
const short = (data: unknown): boolean => !(typeof data === "object" && data !== null && "pages" in data && Array.isArray(data.pages) && data.pages.length > FEW_PAGES);

/** How many cases fit; only the number is read. */
export const useCaseCount = (filters: Partial<Filters>, enabled = true) =>
  useQuery({
    queryKey: [LIST, "count", filters],
    queryFn: ({ signal }) => api.get<Page<CaseSummary>>("/cases", { ...filters, limit: 1 }, { signal }),
    select: ({ total, total_is_capped: capped }) => ({ total: total ?? 0, capped: capped ?? false }),
    enabled,
    staleTime: 15_000,
    refetchInterval: 60_000,
  });

export interface Figures {
  count: number;
  open: number;
  overdue: number;
  /** Mean of the natural seconds to the next deadline of open cases that are not over. */
  left_s: number | null;
}
export interface Group extends Figures {
  key: string;
  name: string | null;
}
interface Grouped {
  by: GroupBy | null;
  groups: Group[];
  more: number;
  sums: Figures;
}

/** Sums over the whole of what a filter finds, and over each group of it. */
export const useGroups = (filters: Partial<Filters>, by: GroupBy | null, enabled = true) =>
  useQuery({
    queryKey: [LIST, "groups", filters, by],
    queryFn: ({ signal }) => api.get<Grouped>("/cases/groups", { ...filters, by: by ?? undefined }, { signal }),
    enabled,
    staleTime: 30_000,
    refetchInterval: 60_000,
    placeholderData: (old) => (old?.by === by ? old : undefined),
  });

export const fetchCase = (number: string) => api.get<CaseDetail>(`/cases/${encodeURIComponent(number)}`);

export const useCase = (number: string) =>
  useQuery({ queryKey: caseKey(number, "detail"), queryFn: () => fetchCase(number), staleTime: 5_000 });

const part = <T>(number: string, name: string) => ({
  queryKey: caseKey(number, name),
  queryFn: () => api.get<Page<T>>(`/cases/${encodeURIComponent(number)}/${name}`).then((page) => page.items),
  staleTime: 5_000,
});

export const useJournal = (number: string) => useQuery(part<JournalItem>(number, "journal"));
export const useClocks = (number: string) => useQuery(part<Clock>(number, "clocks"));
export const useActions = (number: string) => useQuery(part<ActionOffer>(number, "actions"));

interface PastCase {
  number: string;
  title: string;
  unit: Named | null;
  opened_at: string;
  closed_at: string;
  satisfaction: number | null;
  distance_m: number | null;
  result: string | null;
}
export const useSimilar = (number: string) => useQuery({ ...part<PastCase>(number, "similar"), staleTime: 600_000 });

/** Return what reads a case before it is opened: the press of a button comes a tenth of a second before its release. */
export function useReadAhead(): (number: string) => void {
  const client = useQueryClient();
  return useCallback((number: string) => {
    void client.prefetchQuery({ queryKey: caseKey(number, "detail"), queryFn: () => fetchCase(number), staleTime: 5_000 });
    void client.prefetchQuery(part<ActionOffer>(number, "actions"));
    void client.prefetchQuery(part<JournalItem>(number, "journal"));
  }, [client]);
}

interface Act {
  number: string;
  action: string;
  body: Record<string, unknown>;
}

/** Do an action on a case. Whatever the answer, what is shown is read again. */
export function useAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ number, action, body }: Act) =>
      api.post<CaseDetail>(`/cases/${encodeURIComponent(number)}/actions/${action}`, body),
    onSuccess: (detail, { number }) => {
      if (detail?.number) client.setQueryData(caseKey(number, "detail"), detail);
    },
    // Whoever is told that the latest state is loaded has it: the refusal waits for it.
    onError: async (error, { number }) => {
      if (asApiError(error).status === 409) await client.refetchQueries({ queryKey: caseKey(number, "detail") });
    },
    onSettled: (_detail, _error, { number }) => {
      void client.invalidateQueries({ queryKey: caseKey(number) });
      void client.invalidateQueries({ queryKey: [LIST], predicate: (query) => short(query.state.data) });
    },
  });
}

interface ChannelRow {
  id?: string;
  code?: string;
  name?: string;
  title?: Bilingual | string;
  label?: Bilingual;
  zh?: string;
  en?: string;
}
interface Vocabulary {
  channels?: ChannelRow[];
}

/** Names of channels are the city's own data. */
export function useChannels(): (id: string) => string {
  const say = useSay();
  const { data } = useQuery({ queryKey: ["vocabulary"], queryFn: () => api.get<Vocabulary>("/vocabulary"), staleTime: 3_600_000 });
  return useCallback((id: string) => {
    const found = data?.channels?.find((one) => one.id === id || one.code === id);
    if (found?.zh) return say({ zh: found.zh, en: found.en ?? found.zh });
    return say(found?.label ?? found?.title ?? found?.name ?? CHANNELS[id] ?? id);
  }, [data, say]);
}
