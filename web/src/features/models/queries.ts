import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Act, Detailed, Quality, Version } from "./model";

const KEY = ["models"] as const;

export interface Words { code: string; zh: string; en: string }
export interface Listed {
  items: Version[];
  tasks: (Words & { settings: Record<string, [number, number]> })[];
  stages: Words[];
  acts: Words[];
}

export const useModels = () => useQuery({ queryKey: [...KEY, "list"], queryFn: () => api.get<Listed>("/models"), refetchInterval: 60_000 });

export const useModel = (id: string) => useQuery({ queryKey: [...KEY, "one", id], queryFn: () => api.get<Detailed>(`/models/${id}`) });

export const useQuality = (asked: Record<string, string>) =>
  useQuery({ queryKey: ["dispatch-quality", asked], queryFn: () => api.get<Quality>("/dispatch/quality", asked), placeholderData: (old) => old });

/** Move a version, or change what the city may set. */
export function useAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { action: Act; reason: string; settings?: Record<string, number> }) => api.post<Version>(`/models/${id}/acts`, body),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRollBack(task: string, scope: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => api.post<Version>("/models/roll-back", { task, scope, reason }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
