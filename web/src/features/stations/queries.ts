import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Board } from "./model";

const REFRESH = 20_000;

export const useBoards = () => useQuery({ queryKey: ["stations"], queryFn: () => api.get<{ items: { code: string; zh: string; en: string }[] }>("/stations").then(({ items }) => items), staleTime: 300_000 });

export const useBoard = (code: string, area: string) =>
  useQuery({ queryKey: ["stations", code, area], queryFn: () => api.get<Board>(`/stations/${encodeURIComponent(code)}`, area ? { area } : {}), refetchInterval: REFRESH, placeholderData: keepPreviousData, enabled: code !== "" });
