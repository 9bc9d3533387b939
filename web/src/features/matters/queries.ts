import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api } from "@/shared/api/client";
import type { Matter, Page } from "@/shared/api/types";

/** Return `value` once it has not changed for `ms`. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => { setSettled(value); }, ms);
    return () => { clearTimeout(timer); };
  }, [value, ms]);
  return settled;
}

/** Matters that fit a text, best first. */
export function useMatterSearch(text: string, limit = 8) {
  const q = useSettled(text.trim(), 200);
  return useQuery<Matter[]>({
    queryKey: ["matters", q, limit],
    queryFn: ({ signal }) => api.get<Page<Matter>>("/matters", { q: q.slice(0, 200), limit }, { signal }).then((page) => page.items),
    enabled: q.length > 0,
    placeholderData: (old) => old,
    staleTime: 60_000,
  });
}

/** The whole catalogue; it is read once and changes rarely. */
export const useMatters = (wanted = true) =>
  useQuery<Matter[]>({ enabled: wanted, queryKey: ["matters-all"], queryFn: () => api.get<Page<Matter>>("/matters", { limit: 1000 }).then((page) => page.items), staleTime: 600_000 });

/** One matter with its standards. */
export const useMatter = (key: string | null | undefined): Matter | undefined => useMatters().data?.find((one) => one.key === key);
