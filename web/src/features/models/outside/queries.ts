import { useQuery } from "@tanstack/react-query";

import { api } from "@/shared/api/client";

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
export interface Strategy {
  code: string; version: number; kind: string; zh: string; en: string; sites: string[]; least_confidence: number;
  confirm: { n: number; m: number }; debounce_s: number; merge: { metres: number }; enabled: boolean;
}
export interface Reason { code: string; zh: string; en: string }

export const useQueue = () => useQuery({ queryKey: ["models", "queue"], queryFn: () => api.get<Queue>("/models/queue"), refetchInterval: 5_000 });
export const useMetering = () => useQuery({ queryKey: ["models", "metering"], queryFn: () => api.get<{ items: Use[] }>("/models/metering"), refetchInterval: 60_000 });
export const useEffectOf = () => useQuery({ queryKey: ["findings", "effect"], queryFn: () => api.get<{ items: Effect[]; outcomes: Reason[] }>("/findings/effect"), refetchInterval: 60_000 });
export const useRates = () => useQuery({ queryKey: ["findings", "rates"], queryFn: () => api.get<{ items: Rate[] }>("/findings/rates"), refetchInterval: 60_000 });
export const useStrategies = () => useQuery({ queryKey: ["findings", "strategies"], queryFn: () => api.get<{ items: Strategy[] }>("/findings/strategies") });
