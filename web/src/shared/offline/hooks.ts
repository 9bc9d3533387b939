import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";

import { asApiError } from "../api/errors";
import type { Snapshot } from "./entry";
import { outbox } from "./outbox";
import { tableOf } from "./store";

export const useOutbox = (): Snapshot => useSyncExternalStore(outbox.subscribe, outbox.get);

const listen = (changed: () => void): (() => void) => {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
};
/** What the phone says; a network without a way to the server shows by {@link Snapshot.cut}. */
export const useOnline = (): boolean => useSyncExternalStore(listen, () => navigator.onLine);

/** Send when the network is back and whenever somebody looks. */
export function useSending(): void {
  useEffect(() => {
    const go = () => { outbox.kick(true); };
    const look = () => {
      if (!document.hidden) void outbox.reload().then(go);
    };
    addEventListener("online", go);
    document.addEventListener("visibilitychange", look);
    void outbox.load().then(go);
    return () => {
      removeEventListener("online", go);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
}

interface Kept<T> {
  value: T;
  at: number;
}
const table = tableOf<Kept<unknown>>("kept");

/** Keep something that was read, for when there is no network. */
export const keep = (key: string, value: unknown): Promise<void> => table.put(key, { value, at: Date.now() }).catch(() => undefined);

/** Forget all that was read: somebody else may take the phone next. What waits to be sent stays. */
export const forgetKept = async (): Promise<void> => {
  await table.clear();
  // Tiles that only the signed-in may see lie among what the service worker keeps of the map.
  if ("caches" in globalThis) await caches.delete("reference").catch(() => false);
};

export interface KeptQuery<T> {
  data: T | undefined;
  /** When it was read; `null` when it comes straight from the server. */
  asOf: number | null;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

export async function readOrKept<T>(key: string, read: () => Promise<T>): Promise<{ value: T; asOf: number | null }> {
  try {
    const value = await read();
    await keep(key, value);
    return { value, asOf: null };
  } catch (error) {
    const { status } = asApiError(error);
    const found = status === 0 || status >= 500 ? ((await table.get(key).catch(() => undefined)) as Kept<T> | undefined) : undefined;
    if (!found) throw error;
    return { value: found.value, asOf: found.at };
  }
}

/** Read from the server, or what it said last. */
export function useKept<T>(key: string, read: () => Promise<T>, options: { enabled?: boolean; every?: number } = {}): KeptQuery<T> {
  const query = useQuery({
    queryKey: ["kept", key],
    queryFn: () => readOrKept(key, read),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    // Without this nothing is even tried while the phone believes to be offline, and what is kept is not shown.
    networkMode: "always",
    retry: false,
    staleTime: 5_000,
  });
  const { refetch } = query;
  const enabled = options.enabled ?? true;
  const online = useOnline();
  const sent = useOutbox().entries.filter((entry) => entry.state === "sent").length;
  useEffect(() => {
    if (enabled) void refetch();
  }, [sent, online, enabled, refetch]);
  return { data: query.data?.value, asOf: query.data?.asOf ?? null, error: query.error, isPending: query.isPending, refetch };
}

/** Read everything kept again. */
export function useRefreshKept(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ["kept"] });
}
