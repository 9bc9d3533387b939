import { useQuery } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import { KEY } from "../queries";
import type { Doubtful } from "../device/queries";

export interface Covered {
  city_state: string;
  means: string;
  source: string;
  devices: number;
  in_service: number;
  online: number;
}
export interface Figure {
  unit: string;
  devices: number;
  in_service: number;
  online: number;
  readings: number;
  doubtful: number;
  used: number;
  online_rate: number | null;
  data_rate: number | null;
  doubtful_rate: number | null;
}
export interface Feed {
  product: string;
  name: string;
  name_en: string;
  maker: string;
  source: string;
  every_s: number | null;
  devices: number;
  online: number;
  newest_at: string | null;
  stale: boolean;
}
const REFRESH = 60_000;

export const useCoverage = (area: string) => useQuery({ queryKey: [...KEY, "coverage", area], queryFn: () => api.get<{ items: Covered[] }>("/sensing/coverage", { area }).then(({ items }) => items), refetchInterval: REFRESH });
export const useFigures = (days: number) => useQuery({ queryKey: [...KEY, "figures", days], queryFn: () => api.get<{ items: Figure[] }>("/sensing/figures", { days }).then(({ items }) => items) });
export const useFeeds = () => useQuery({ queryKey: [...KEY, "feeds"], queryFn: () => api.get<{ items: Feed[] }>("/sensing/feeds").then(({ items }) => items), refetchInterval: REFRESH });
/** The newest values that were kept apart, of all devices that may be seen. */
export const useDoubts = () => useQuery({ queryKey: [...KEY, "doubts"], queryFn: () => api.get<{ items: Doubtful[] }>("/doubtful", { limit: 1000 }).then(({ items }) => items), refetchInterval: REFRESH });
