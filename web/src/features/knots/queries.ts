import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Criteria, Fitting, Found, Handling, KnotDetail, Library } from "./model";

const KEY = ["knots"] as const;

export const useKnots = (q: string) => useQuery({ queryKey: [...KEY, "list", q], queryFn: ({ signal }) => api.get<Library>("/knots", q ? { q } : {}, { signal }) });
export const useKnot = (id: string) => useQuery({ queryKey: [...KEY, "one", id], queryFn: ({ signal }) => api.get<KnotDetail>(`/knots/${id}`, {}, { signal }) });
export const useCandidates = () => useQuery({ queryKey: [...KEY, "candidates"], queryFn: ({ signal }) => api.get<Found>("/knots/candidates", {}, { signal }) });
/** Below the key of the case, so that whatever happens to it is seen here too. */
export const useFitting = (number: string) => useQuery({ queryKey: ["case", number, "knots"], queryFn: () => api.get<Fitting>(`/cases/${number}/knots`), retry: false });

/** Plans in force, to name one as the way of handling. */
export const usePlanTitles = () =>
  useQuery({ queryKey: [...KEY, "plans"], queryFn: () => api.get<{ items: { state: string; plan: { code: string; title: string } }[] }>("/plans").then(({ items }) => items.filter(({ state }) => state === "approved").map(({ plan }) => plan)), staleTime: 60_000 });

/** Do something to the library; whatever is shown of it is asked for anew. */
export function useDeed<Given, Answer>(deed: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: deed, onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
}
export function useApply(number: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (id: string) => api.post<Fitting>(`/cases/${number}/knots/${id}/apply`), onSettled: () => client.invalidateQueries({ queryKey: ["case", number] }) });
}
export const admit = (given: { cases: string[]; handling: Handling }) => api.post<KnotDetail>("/knots", given);
export const change = ({ id, handling }: { id: string; handling: Handling }) => api.put<KnotDetail>(`/knots/${id}`, handling);
export const finishStep = ({ id, at, text }: { id: string; at: number; text: string }) => api.post<KnotDetail>(`/knots/${id}/steps/${String(at)}`, { text });
export const addNote = ({ id, text }: { id: string; text: string }) => api.post<KnotDetail>(`/knots/${id}/notes`, { text });
export const end = ({ id, ...how }: { id: string; solved: boolean; result: string }) => api.post<KnotDetail>(`/knots/${id}/end`, how);
export const look = () => api.post<{ new: number }>("/knots/candidates/look");
export const dismiss = ({ number, text }: { number: string; text: string }) => api.post<Found>(`/knots/candidates/${number}/dismiss`, { text });
export const setCriteria = (given: { criteria: Criteria; reason: string }) => api.put<Found>("/knots/criteria", given);
