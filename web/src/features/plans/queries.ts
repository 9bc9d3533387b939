import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { CasePlans, Detail, Order, Plan, Version, Vocabulary } from "./model";

const KEY = ["plans"] as const;
const path = (code: string) => `/plans/${encodeURIComponent(code)}`;
/** Below the key of the case, so that whatever happens to it brings fresh states of steps. */
const caseKey = (number: string) => ["case", number, "plans"];

export const useCasePlans = (number: string) =>
  useQuery({ queryKey: caseKey(number), queryFn: () => api.get<CasePlans>(`/cases/${number}/plans`), retry: false });

export interface Confirmed { plan: string; version: number; level: number; steps: Order[] }
export function useConfirm(number: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Confirmed) => api.post<CasePlans>(`/cases/${number}/plans`, body),
    onSuccess: (found) => {
      client.setQueryData(caseKey(number), found);
      void client.invalidateQueries({ queryKey: ["case", number] });
    },
  });
}

export const useAssist = () =>
  useQuery({ queryKey: ["assist"], queryFn: () => api.get<{ on: boolean }>("/assist"), staleTime: 600_000, retry: false });
export const draftOrder = (number: string) => api.post<{ fields: { text: string } }>(`/assist/cases/${number}`, { purpose: "order" });

export const useLibrary = () => useQuery({ queryKey: [...KEY, "list"], queryFn: () => api.get<{ items: (Version & { used: number })[]; may: { write: boolean; approve: boolean } }>("/plans") });
export const usePlan = (code: string) => useQuery({ queryKey: [...KEY, "one", code], queryFn: () => api.get<Detail>(path(code)) });
export const useVocabulary = () => useQuery({ queryKey: [...KEY, "words"], queryFn: () => api.get<Vocabulary>("/plans/vocabulary"), staleTime: 600_000 });

/** Do something to the library; whatever is shown of it is asked for anew. */
export function useDeed<Given, Answer>(deed: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: deed, onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
}
export const savePlan = (plan: Plan) => api.put<Detail>(path(plan.code), plan);
export const decide = ({ code, step, remark }: { code: string; step: "approve" | "refuse" | "retire"; remark: string }) => api.post<Detail>(`${path(code)}/${step}`, { remark });
export const takeFile = async (file: File) => api.post<{ drafted: unknown[] }>("/plans/import", JSON.parse(await file.text()));
