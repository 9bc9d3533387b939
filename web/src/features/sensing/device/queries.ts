import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Bilingual } from "@/shared/api/types";
import type { Bin } from "../chart/scale";
import type { AlarmOf } from "../queries";
import { KEY } from "../queries";

export interface Device {
  /** What it says may be seen. */
  readable: boolean;
  id: string;
  code: string;
  product: string;
  name: string;
  lon: number | null;
  lat: number | null;
  address: string;
  area: string | null;
  path: string[];
  unit: string | null;
  keeper: string | null;
  state: string;
  source: string;
  means: string;
  city_state: string;
  tags: string[];
  attributes: Record<string, string | number | boolean | null>;
  gateway: string | null;
  online: boolean;
  online_at: string | null;
  created_at: string;
  changed_at: string;
}
export interface Said {
  property: string;
  name: string;
  name_en: string;
  unit: string;
  kind: string;
  at: string | null;
  value: number | null;
  since: string | null;
  received_at: string | null;
  every_s: number | null;
  quality: "good" | "stale" | "doubtful";
  doubtful: ({ at: string; value: number | null; reason: string } & Bilingual) | null;
}
interface Shadow {
  device: Device;
  values: Said[];
  place: { at: string; lon: number; lat: number; speed: number | null; heading: number | null } | null;
}
export interface Life {
  seq: number;
  state: string;
  at: string;
  by: string;
  unit: string | null;
  reason: string;
}
export interface Doubtful extends Bilingual {
  id: number;
  device: string;
  property: string | null;
  at: string;
  received_at: string;
  value: number | null;
  reason: string;
}
export interface Span {
  from: string;
  to: string;
}
const of = (code: string): string => `/devices/${encodeURIComponent(code)}`;
const REFRESH = 20_000;

export const useDevice = (code: string) => useQuery({ queryKey: [...KEY, "device", code], queryFn: () => api.get<Device>(of(code)) });
/** What it says; refused (403) for a device of another unit that was not granted. */
/** What a device says; not asked for where it may not be seen. */
export const useShadow = (code: string, readable: boolean) => useQuery({ queryKey: [...KEY, "shadow", code], queryFn: () => api.get<Shadow>(`${of(code)}/shadow`), refetchInterval: REFRESH, enabled: readable });
export const useLife = (code: string) => useQuery({ queryKey: [...KEY, "life", code], queryFn: () => api.get<{ items: Life[] }>(`${of(code)}/life`).then(({ items }) => items) });

interface Columns {
  property: string[];
  at: number[];
  count: number[];
  min: number[];
  max: number[];
  mean: number[];
  last: number[];
}

/** The history of a device in intervals of `every` seconds, per property. */
export const useHistory = (code: string, span: Span, every: number, wanted: boolean) =>
  useQuery({
    queryKey: [...KEY, "history", code, span, every],
    queryFn: async () => {
      const { property, at, count, min, max, mean, last } = await api.get<Columns>("/observations", { device: code, ...span, every });
      const found = new Map<string, Bin[]>();
      property.forEach((name, row) => {
        const own = found.get(name) ?? [];
        own.push({ at: at[row] ?? 0, count: count[row] ?? 0, min: min[row] ?? 0, max: max[row] ?? 0, mean: mean[row] ?? 0, last: last[row] ?? 0 });
        found.set(name, own);
      });
      return found;
    },
    placeholderData: keepPreviousData,
    enabled: wanted,
  });

interface Raw {
  property: string[];
  at: number[];
  value: number[];
  next: string | null;
}
export interface Reading {
  property: string;
  at: number;
  value: number;
}
const PAGE = 500;

/** Readings as they came, by time, page by page. */
export const useReadings = (code: string, span: Span, property: string, wanted: boolean) =>
  useInfiniteQuery({
    queryKey: [...KEY, "readings", code, span, property],
    queryFn: async ({ pageParam }: { pageParam: string }) => {
      const page = await api.get<Raw>("/observations", { device: code, ...span, property, cursor: pageParam, limit: PAGE });
      return { rows: page.at.map((at, row): Reading => ({ at, property: page.property[row] ?? "", value: page.value[row] ?? Number.NaN })), next: page.next };
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: wanted,
  });

/** Values kept apart, newest first. */
export const useDoubtful = (code: string, wanted: boolean) =>
  useQuery({ queryKey: [...KEY, "doubtful", code], queryFn: () => api.get<{ items: Doubtful[] }>("/doubtful", { device: code, limit: 500 }).then(({ items }) => items), enabled: wanted });

export const useAlarmsOf = (code: string) =>
  useQuery({ queryKey: ["alarms", "of-device", code], queryFn: () => api.get<{ items: AlarmOf[] }>("/alarms", { subject: code, limit: 200 }).then(({ items }) => items), refetchInterval: REFRESH });

export interface RuleRow {
  code: string;
  running: number | null;
  body: { zh: string; en: string; subject: { product?: string; devices?: string[]; area?: string; tags?: string[]; together?: string }; levels: { level: AlarmOf["level"]; when: Record<string, unknown> }[] };
}
export const useRules = () => useQuery({ queryKey: ["alarm-rules", "rows"], queryFn: () => api.get<{ items: RuleRow[] }>("/alarm-rules").then(({ items }) => items), staleTime: 60_000 });

export interface Use {
  day: string;
  unit: string;
  n: number;
}
export const useUses = (code: string) => useQuery({ queryKey: [...KEY, "uses", code], queryFn: () => api.get<{ items: Use[] }>(`${of(code)}/uses`, { days: 30 }).then(({ items }) => items) });

export interface Request {
  id: string;
  unit: string;
  owner: string | null;
  purpose: string;
  state: "asked" | "granted" | "refused" | "ended";
  asked_at: string;
  asked_by: string;
  decided_at: string | null;
  decided_by: string | null;
  reason: string;
  until: string | null;
  devices: string[];
}
export const useRequests = (state = "") =>
  useQuery({ queryKey: [...KEY, "requests", state], queryFn: () => api.get<{ items: Request[] }>("/device-requests", { state, limit: 500 }).then(({ items }) => items) });

export interface Happening {
  at: string;
  name: string;
  data: Record<string, unknown>;
}
export const useHappenings = (code: string, span: Span, wanted: boolean) =>
  useQuery({ queryKey: [...KEY, "happenings", code, span], queryFn: () => api.get<{ items: Happening[] }>(`${of(code)}/happenings`, { ...span }).then(({ items }) => items), enabled: wanted });

function useChange<V>(mutationFn: (given: V) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
}
export const useAct = (code: string) => useChange(({ act, reason }: { act: string; reason: string }) => api.post(`${of(code)}/${act}`, { reason }));
export const useAsk = () => useChange((body: { devices: string[]; purpose: string }) => api.post("/device-requests", body));
export const useDecide = () => useChange(({ id, ...body }: { id: string; grant: boolean; reason: string; until: string | null }) => api.post(`/device-requests/${id}/decision`, body));

interface Video {
  addresses: Record<string, string>;
}
/** Where a camera is seen live, or in retrospect. */
export const useVideo = (code: string, span: Span | null, wanted: boolean) =>
  useQuery({
    queryKey: [...KEY, "video", code, span],
    queryFn: async () => {
      const name = encodeURIComponent(code);
      const { addresses } = await (span ? api.get<Video>(`/cameras/${name}/playback`, { ...span }) : api.get<Video>(`/cameras/${name}/live`));
      return addresses;
    },
    enabled: wanted,
    retry: false,
    staleTime: 60_000,
  });
