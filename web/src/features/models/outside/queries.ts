import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Body, Strategy } from "./strategy";

export interface Job { client: string; task: string; priority: number; waited_s: number; left_s: number }
export interface Queue {
  places: number;
  longest: number;
  running: Job[];
  waiting: Job[];
  models: { task: string; version: string; stage: string | null; health: "closed" | "open" | "half-open" | "failed" }[];
}
export interface Use { client: string; day: string; version: string; task: string; number: number; calls: number; failed: number; millis: number; amount: number }
interface Judged { said_true: number; said_false: number; confirmed: number | null; false_alarms: number | null }
export interface Effect extends Judged { kind: string; strategy: string | null; raw: number; valid: number; dropped: Record<string, number> }
export interface Rate extends Judged { period: string; model: string | null; source: string; kind: string; site: string; raw: number; valid: number }
export interface Tried { read: number; capped: boolean; was: Record<string, number>; would: Record<string, number> }
export interface Sender { client: string; today: number; sent: number; most: number; per_day: number }
export interface DayOf { day: string; outcomes: Record<string, number> }
export interface Reason { code: string; zh: string; en: string }

export const useQueue = () => useQuery({ queryKey: ["models", "queue"], queryFn: () => api.get<Queue>("/models/queue"), refetchInterval: 5_000 });
export interface Limit { client: string; per_day: number; price: number }
export const useMetering = () => useQuery({ queryKey: ["models", "metering"], queryFn: () => api.get<{ items: Use[]; limits: Limit[]; per_day: number }>("/models/metering"), refetchInterval: 60_000 });
export const useEffectOf = () => useQuery({ queryKey: ["findings", "effect"], queryFn: () => api.get<{ items: Effect[]; outcomes: Reason[] }>("/findings/effect"), refetchInterval: 60_000 });
export const useRates = () => useQuery({ queryKey: ["findings", "rates"], queryFn: () => api.get<{ items: Rate[] }>("/findings/rates"), refetchInterval: 60_000 });
export const useStrategies = () => useQuery({ queryKey: ["findings", "strategies"], queryFn: () => api.get<{ items: Strategy[] }>("/findings/strategies") });
export const useDays = (strategy: string) =>
  useQuery({ queryKey: ["findings", "days", strategy], queryFn: () => api.get<{ items: DayOf[]; outcomes: Reason[] }>("/findings/days", { strategy }), refetchInterval: 60_000 });
export const useSenders = () => useQuery({ queryKey: ["findings", "senders"], queryFn: () => api.get<{ items: Sender[]; others: number }>("/findings/senders"), refetchInterval: 60_000 });

/** Change something of findings or calls; what is shown of both is asked for anew. */
function useChange<Given, Answer>(change: (given: Given) => Promise<Answer>, list: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries({ queryKey: [list] }) });
}
export const useSaveStrategy = () =>
  useChange(({ code, body }: { code: string; body: Body }) => api.put<{ version: number }>(`/findings/strategies/${encodeURIComponent(code)}`, body), "findings");
export const useTry = () =>
  useMutation({ mutationFn: ({ code, body }: { code: string; body: Body }) => api.post<Tried>(`/findings/strategies/${encodeURIComponent(code)}/try`, body) });
export const useFindingLimit = () => useChange((body: Omit<Limit, "price">) => api.put<unknown>("/findings/limits", body), "findings");
export const useCallLimit = () => useChange((body: Limit) => api.put<unknown>("/models/limits", body), "models");
