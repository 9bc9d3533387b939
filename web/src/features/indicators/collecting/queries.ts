import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { address, api } from "@/shared/api/client";
import type { Change, Collection, Import, Said, Source } from "./model";

const KEY = ["indicator-sources"] as const;
const path = (code: string) => `/indicator-sources/${encodeURIComponent(code)}`;

export const useSources = () => useQuery({ queryKey: [...KEY, "list"], queryFn: () => api.get<{ items: Source[] }>("/indicator-sources").then(({ items }) => items.filter(({ kind }) => kind !== "devices")) });
export const useCollection = (code: string, period: string) => useQuery({ queryKey: [...KEY, code, "entries", period], queryFn: () => api.get<Collection>(`${path(code)}/entries`, { period }) });
export const useImports = (code: string) => useQuery({ queryKey: [...KEY, code, "imports"], queryFn: () => api.get<{ items: Import[] }>(`${path(code)}/imports`).then(({ items }) => items) });
export const useTrace = (code: string, day: string, series: string) => useQuery({ queryKey: [...KEY, code, "trace", day, series], queryFn: () => api.get<{ items: Change[] }>(`${path(code)}/trace`, { day, series }).then(({ items }) => items) });

/** Do something to a source; whatever is shown of sources and indicators is asked for anew. */
export function useDeed<Given, Answer>(deed: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: KEY }), client.invalidateQueries({ queryKey: ["indicators"] })]),
  });
}

export const handIn = (code: string) => (entry: { period: string; area: string; values: Said; why: string }) => api.put<{ changed: number; waiting: number }>(`${path(code)}/entries`, { entries: [entry] });
export const decide = (code: string) => (given: { day: string; series: string; approve: boolean; why: string }) => api.post<unknown>(`${path(code)}/decisions`, given);
export const takeFile = (code: string) => ({ file, why }: { file: File; why: string }) => {
  const form = new FormData();
  form.append("file", file);
  return api.upload<{ rows: number; changed: number }>(address(`${path(code)}/imports`, { why }).replace("/api/v1", ""), form);
};
export const withdraw = (code: string) => ({ id, why }: { id: string; why: string }) => api.post<{ rows: number }>(`${path(code)}/imports/${id}/withdrawal`, { why });
export const templateOf = (code: string, period: string) => address(`${path(code)}/template.xlsx`, { period });
