import { useQuery } from "@tanstack/react-query";

import { api } from "@/shared/api/client";

export type Asked = Record<string, string>;
export interface Stats {
  by: string;
  rows: { key: string; count: number }[];
  total: number;
}

/** Cases counted by one of their properties; the answer carries the time it was asked at. */
export const useStats = (by: string, asked: Asked) =>
  useQuery({
    queryKey: ["cases", "stats", by, asked],
    queryFn: () => api.get<Stats>("/stats/cases", { by, ...asked }),
    staleTime: 20_000,
    refetchInterval: 60_000,
  });

/** The list of cases behind a number. */
export const behind = (asked: Asked): string => `/desk/cases?${new URLSearchParams(asked).toString()}`;
