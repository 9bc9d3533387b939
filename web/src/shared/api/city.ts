import { useQuery } from "@tanstack/react-query";

import { setZone } from "../time/format";
import { api } from "./client";
import type { Bilingual } from "./types";

interface City {
  code: string;
  name: string;
  name_en: string;
  timezone: string;
  lon: number | null;
  lat: number | null;
}

export const useCityProfile = () =>
  useQuery({
    queryKey: ["city"],
    queryFn: async () => {
      const city = await api.get<City>("/city", {}, { anonymous: true });
      setZone(city.timezone);
      return city;
    },
    staleTime: Infinity,
    retry: false,
  });

/** The city's name; reading it also sets the zone in which all times are shown. */
export function useCity(): Bilingual | null {
  const { data } = useCityProfile();
  return data && data.code !== "000000" ? { zh: data.name, en: data.name_en || data.name } : null;
}
