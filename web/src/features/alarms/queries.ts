import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { api } from "@/shared/api/client";
import type { Bilingual } from "@/shared/api/types";
import { useLive } from "@/shared/live/LiveProvider";
import type { Act, Alarm, AlarmDetail } from "./model";
import { matchersOf } from "./model";

const KEY = ["alarms"] as const;
const MOST = 1000;
const PAUSE = 1_000;

export interface Wanted {
  level: string;
  rule: string;
  area: string;
}
interface Answer {
  alarm: string;
  ok: boolean;
  error?: { message: Bilingual };
}
interface RuleRow {
  code: string;
  running: number | null;
  body: { zh: string; en: string };
}

/** Alarms that are not closed, newest first; `next` says that there are more than one page holds. */
export const useAlarms = (wanted: Wanted) =>
  useQuery({
    queryKey: [...KEY, "list", wanted],
    queryFn: () => api.get<{ items: Alarm[]; next: string | null }>("/alarms", { living: true, limit: MOST, ...wanted }),
    placeholderData: (old) => old,
    refetchInterval: 60_000,
  });

export const useAlarm = (id: string) => useQuery({ queryKey: [...KEY, "one", id], queryFn: () => api.get<AlarmDetail>(`/alarms/${id}`) });

/** All values by which the list can be narrowed, whatever it is narrowed by now. */
export const useKinds = () =>
  useQuery({
    queryKey: [...KEY, "kinds"],
    queryFn: () => api.get<{ items: { labels: { rule: string; area: string; product: string }; count: number }[] }>("/alarms/groups?by=rule&by=area&by=product"),
    refetchInterval: 60_000,
  });

export const useRuleNames = () =>
  useQuery({
    queryKey: ["alarm-rules"],
    queryFn: async () => {
      const { items } = await api.get<{ items: RuleRow[] }>("/alarm-rules");
      return new Map(items.map(({ code, body }) => [code, { zh: body.zh, en: body.en || body.zh }]));
    },
    staleTime: 300_000,
  });

/** Read again what the stream says has changed, once a second at most; `heard` learns of what was raised or changed its level. */
export function useLiveAlarms(heard: (level: number, alarm: string) => void): void {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLive(({ kind, data }) => {
    if (kind !== "alarms.changed") return;
    const rises = data.action === "raise" || data.action === "level";
    if (rises && data.hushed !== true && typeof data.level === "number") heard(data.level, String(data.alarm));
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

export interface Done {
  ok: number;
  done: string[];
  refused: Bilingual[];
}

/** Do one act with many alarms; `shut` closes them as well. Says how many it was done with and why not with others. */
export function useActs() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ act, ids, shut }: { act: Act; ids: string[]; shut: boolean }): Promise<Done> => {
      const body = act === "true" || act === "false" ? { action: "verdict", verdict: act } : { action: act };
      const first = await api.post<{ items: Answer[] }>("/alarms/acts", { alarms: ids, ...body });
      const done = first.items.filter((one) => one.ok).map((one) => one.alarm);
      const second = shut && done.length > 0 ? await api.post<{ items: Answer[] }>("/alarms/acts", { alarms: done, action: "close" }) : { items: [] };
      const refused = [...first.items, ...second.items].flatMap((one) => (one.error ? [one.error.message] : []));
      return { ok: done.length, done, refused };
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export interface Talk {
  alarms: string[];
  action: "assign" | "comment" | "withdraw" | "verdict";
  assignee?: string;
  text?: string;
  of?: Act | "assign" | "verdict";
  verdict?: "true" | "false";
}

/** Assign, comment, or take back; nothing is asked where there is nobody. */
export function useTalk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Talk): Promise<{ ok: string[]; refused: Bilingual[] }> => {
      const { items } = body.alarms.length > 0 ? await api.post<{ items: Answer[] }>("/alarms/acts", body) : { items: [] };
      return { ok: items.filter((one) => one.ok).map((one) => one.alarm), refused: items.flatMap((one) => (one.error ? [one.error.message] : [])) };
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export interface Hush {
  alarm: Alarm;
  scope: "subject" | "area";
  ends: number;
  reason: string;
}

export function useSilence() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ alarm, scope, ends, reason }: Hush) =>
      api.post<{ id: string }>("/alarm-silences", { matchers: matchersOf(alarm, scope), ends_at: new Date(ends).toISOString(), reason }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

