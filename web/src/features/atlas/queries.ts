import { useQuery } from "@tanstack/react-query";

import { api, address } from "@/shared/api/client";
import type { Stage } from "@/shared/api/types";
import { cityRing } from "@/shared/map/box";
import type { BufferQuery } from "@/shared/map/types";

/** A case as a map needs it. */
export interface Spotted {
  number: string;
  title: string;
  stage: Stage;
  address: string | null;
  lon: number;
  lat: number;
  opened_at: string;
  distance_m: number;
}
interface Found {
  items: Spotted[];
  total: number;
  total_is_capped: boolean;
}

const MOST = 5000;
const ROOT = "/api/v1";
const path = (query: Record<string, string | boolean | undefined>): string => address("/cases/within", query).slice(ROOT.length);

/** The newest cases of the city since a day, open ones only if asked. */
export const useCitySpots = (centre: { lon: number; lat: number } | null, since: string, live: boolean) =>
  useQuery({
    queryKey: ["atlas", centre, since, live],
    queryFn: () => {
      const { lon, lat } = centre ?? { lon: 0, lat: 0 };
      const body = { geometry: { type: "Polygon", coordinates: [cityRing(lon, lat)] }, metres: 0, limit: MOST };
      return api.post<Found>(path({ from: since, ...(live ? { live } : {}) }), body);
    },
    enabled: centre !== null,
    staleTime: 60_000,
  });

/** Open cases around a point or along a line. */
export const useBuffer = (query: BufferQuery | null) =>
  useQuery({
    queryKey: ["atlas", "buffer", query],
    queryFn: () => api.post<Found>(path({ live: true }), { ...query, limit: 200 }),
    enabled: query !== null,
    staleTime: 30_000,
    placeholderData: (old) => old,
  });
