import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { api } from "@/shared/api/client";
import { useLive } from "@/shared/live/LiveProvider";
import type { Act, Content, Detailed, Listed, Warning } from "./model";

const KEY = ["warnings"] as const;
const PAUSE = 500;

export const useWarnings = (wanted: { stage: string; mine: string }) =>
  useQuery({
    queryKey: [...KEY, "list", wanted],
    queryFn: () => api.get<{ items: Listed[]; next: string | null }>("/warnings", { limit: 200, ...wanted }),
    placeholderData: (old) => old,
    refetchInterval: 60_000,
  });

export const useWarning = (id: string) => useQuery({ queryKey: [...KEY, "one", id], queryFn: () => api.get<Detailed>(`/warnings/${id}`) });

/** Read again what the stream says has changed. */
export function useLiveWarnings(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive(({ kind }) => {
    if (kind !== "warning.changed" && kind !== "notify.sent") return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void client.invalidateQueries({ queryKey: KEY });
    }, PAUSE);
  });
  useEffect(() => () => {
    clearTimeout(timer.current);
    timer.current = undefined;
  }, []);
}

export interface Draft {
  alarms?: string[];
  template?: string | null;
  content: Partial<Content>;
}

/** Draft a warning, or propose a change of one. */
export function usePropose(warning: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ alarms, template, content }: Draft) =>
      warning === null
        ? api.post<Warning>("/warnings", { alarms: alarms ?? [], template: template ?? null, ...content })
        : api.post<Warning>(`/warnings/${warning}/acts`, { action: "revise", content }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useAct(warning: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, reason }: { act: Act; reason: string }) =>
      api.post<Warning>(`/warnings/${warning}/acts`, reason ? { action: act, reason } : { action: act }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
