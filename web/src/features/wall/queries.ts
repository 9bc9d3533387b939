import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";

import type { Scene, Turn, WallState, WarningLevel } from "@/contributions/wall/model";
import { api } from "@/shared/api/client";
import type { Page } from "@/shared/api/types";
import { useLive, useLiveState } from "@/shared/live/LiveProvider";
import { useNow } from "@/shared/time/clock";
import { byLevel } from "./model/raised";
import type { InForce } from "./model/raised";
import { advanced, inside } from "./model/state";
import type { Counted } from "./model/state";

const WALL = "wall";
const WARNINGS = "wall-warnings";
/** Deadlines pass without a message: the counts are read anew this often. */
const EVERY = 60_000;
/** What a wall promises: older data are shown as old. */
export const PROMISE = 90_000;

export interface Recent {
  number: string;
  point: [number, number];
  at: number;
}
const RECENT_FOR = 12_000;

const isCounted = (data: Record<string, unknown>): boolean => typeof data.seq === "number" && "was" in data && "now" in data;

const ALL: string[] = [];

/**
 * The counts of an area (and, of these matters only), kept up to date by the live stream, and where something
 * has just changed.
 */
export function useWall(area: string | null, of: string[] = ALL) {
  const client = useQueryClient();
  const key = [WALL, area, of.join()];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<WallState>("/wall", { area, matters: of.join() || null }, { signal }),
    refetchInterval: EVERY,
    staleTime: 5_000,
    placeholderData: (old) => old,
  });
  const [recent, setRecent] = useState<Recent[]>([]);
  useLive(({ kind, data }) => {
    if (kind === "wall.renewed") void client.invalidateQueries({ queryKey: [WALL] });
    if (kind !== "wall.counted" || !isCounted(data)) return;
    const message = data as unknown as Counted;
    const old = client.getQueryData<WallState>(key);
    if (!old) return;
    const next = advanced(old, message);
    if (next === null) void client.invalidateQueries({ queryKey: key });
    else client.setQueryData(key, next);
    const { number, point, now } = message;
    if (point && inside(old, now)) setRecent((all) => [...all.filter((one) => one.number !== number), { number, point, at: Date.now() }].slice(-40));
  });
  useEffect(() => {
    if (recent.length === 0) return;
    const oldest = Math.min(...recent.map((one) => one.at));
    const timer = setTimeout(() => { setRecent((all) => all.filter((one) => Date.now() - one.at < RECENT_FOR)); }, Math.max(0, oldest + RECENT_FOR - Date.now()));
    return () => { clearTimeout(timer); };
  }, [recent]);
  return { query, recent };
}

/** Up to when the figures are right, and whether that is longer ago than the wall promises. */
export function useFreshness(state: WallState | undefined): { at: string | null; stale: boolean } {
  const live = useLiveState();
  const now = useNow();
  if (!state) return { at: null, stale: false };
  const read = Date.parse(state.at);
  const heard = live === "open" ? Math.max(read, now) : read;
  const at = state.behind_since ? Math.min(Date.parse(state.behind_since), read) : heard;
  return { at: new Date(at).toISOString(), stale: now - at > PROMISE };
}

export interface Standing extends InForce {
  id: string;
  until: string;
}
interface Published {
  id: string;
  content: { level: WarningLevel; title: string; valid_until: string } | null;
}
const NO_WARNINGS: Standing[] = [];

/** Published warnings of the area that are in force, the worst first. */
export function useInForce(area: string | null): Standing[] {
  const client = useQueryClient();
  const now = useNow();
  const { data } = useQuery({
    queryKey: [WARNINGS, area],
    queryFn: () => api.get<Page<Published>>("/warnings", { stage: "published", area, limit: 100 }),
    refetchInterval: EVERY,
    placeholderData: (old) => old,
  });
  useLive(({ kind }) => {
    if (kind === "warning.changed") void client.invalidateQueries({ queryKey: [WARNINGS] });
  });
  return useMemo(() => {
    const found = data?.items.flatMap(({ id, content }) => (content ? [{ id, level: content.level, title: content.title, until: content.valid_until }] : [])) ?? NO_WARNINGS;
    return byLevel(found.filter(({ until }) => Date.parse(until) > now));
  }, [data, now]);
}

export interface Month {
  month: string;
  opened: number;
}

/** The months of which there is a history; asked for only where a scene shows one. */
export const useMonths = (area: string | null, of: string[], wanted: boolean) =>
  useQuery({
    queryKey: ["wall-history", area, of.join()],
    queryFn: () => api.get<{ months: Month[] }>("/wall/history", { area, matters: of.join() || null }).then(({ months }) => months),
    enabled: wanted,
    staleTime: 600_000,
    placeholderData: (old) => old,
  });

export interface Screen {
  name: string;
  scene: string | null;
  area: string | null;
  plan: Turn[] | null;
  /** A month of history, `play`, or `null`: now. */
  month: string | null;
  changed_at?: string | null;
}

/** What was chosen for a screen from afar; follows at once. */
export function useScreen(name: string) {
  const client = useQueryClient();
  useLive(({ kind, data }) => {
    if (kind === "wall.switched" && data.screen === name) void client.invalidateQueries({ queryKey: ["screen", name] });
  });
  return useQuery({
    queryKey: ["screen", name],
    queryFn: () => api.get<Screen>(`/wall/screens/${encodeURIComponent(name)}`),
    staleTime: 60_000,
  });
}

export const usePackScenes = () =>
  useQuery({ queryKey: ["wall-scenes"], queryFn: () => api.get<{ scenes: Scene[]; plan: Turn[] }>("/wall/scenes"), staleTime: 600_000 });

export const switchScreen = (name: string, body: Omit<Screen, "name" | "changed_at">) =>
  api.put<Screen>(`/wall/screens/${encodeURIComponent(name)}`, body);
