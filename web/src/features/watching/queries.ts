import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import type { Fault } from "@/features/alarms/public";
import { api } from "@/shared/api/client";
import { useLive } from "@/shared/live/LiveProvider";
import type { Detailed, Draft, Listed, Order } from "./model";
import { ruleOf } from "./model";

const KEY = ["watch-orders"] as const;
const PAUSE = 500;
const MOST = 500;

export const useOrders = (stage: string) =>
  useQuery({
    queryKey: [...KEY, "list", stage],
    queryFn: () => api.get<{ items: Listed[]; next: string | null }>("/watch-orders", { stage, limit: MOST }),
    placeholderData: (old) => old,
    refetchInterval: 60_000,
  });

export const useOrder = (id: string) => useQuery({ queryKey: [...KEY, "one", id], queryFn: () => api.get<Detailed>(`/watch-orders/${id}`) });

/** Read again what the stream says has changed. */
export function useLiveOrders(): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive(({ kind }) => {
    if (kind !== "watching.changed") return;
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

interface Checked {
  ok: boolean;
  errors: Fault[];
  devices?: number;
}
type Asked = Parameters<typeof ruleOf>[0];

/** Whom an order would watch, or what is wrong with its condition. */
export const useLookAhead = (draft: Asked) =>
  useQuery({ queryKey: [...KEY, "check", ruleOf(draft)], queryFn: () => api.post<Checked>("/alarm-rules/check", ruleOf(draft)), placeholderData: (old) => old, gcTime: 10_000, retry: false });

export interface Found {
  code: string;
  name: string;
  product: string;
}
/** Devices and vehicles by code, name or address. */
export const useDevices = (text: string) =>
  useQuery({ queryKey: [...KEY, "devices", text], queryFn: () => api.get<{ items: Found[] }>("/devices", { q: text, limit: 8, state: "in_service" }).then(({ items }) => items), enabled: text.length > 1 });

export const useProducts = () =>
  useQuery({ queryKey: ["products"], queryFn: () => api.get<{ items: { code: string; name: string; name_en: string }[] }>("/products").then(({ items }) => items), staleTime: 60_000 });

interface Places {
  code: string[];
  name: string[];
  lon: (number | null)[];
  lat: (number | null)[];
}
/** Where devices are; moving ones where they were last. */
export const usePlaces = (codes: string[]) =>
  useQuery({
    queryKey: [...KEY, "places", codes],
    queryFn: () => api.get<Places>(`/sensing/picture?${new URLSearchParams(codes.map((code) => ["device", code])).toString()}`),
    enabled: codes.length > 0,
    placeholderData: (old) => old,
    refetchInterval: 20_000,
  });

export function useGive() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (draft: Draft) => api.post<Order>("/watch-orders", draft), onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
}

/** Change the end of an order, or end it now; both with the reason. */
export function useAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ ends_at, reason }: { ends_at: string | null; reason: string }) =>
      ends_at === null ? api.post<Order>(`/watch-orders/${id}/end`, { reason }) : api.post<Order>(`/watch-orders/${id}/extend`, { ends_at, reason }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
