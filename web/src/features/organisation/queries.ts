import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import { api } from "@/shared/api/client";
import type { Area, Named, Page, Unit } from "@/shared/api/types";

const LONG = 600_000;

export const useUnits = () =>
  useQuery({ queryKey: ["units"], queryFn: () => api.get<Page<Unit>>("/units", { limit: 1000 }).then((page) => page.items), staleTime: LONG });

/** Names of the areas that people know a grid by: its community, or its street. */
export function useAreaWords(): (one: { area: Named | null; path?: string[] }) => string {
  const communities = useAreas("community");
  const streets = useAreas("street");
  const names = useMemo(
    () => new Map([...(streets.data ?? []), ...(communities.data ?? [])].map(({ code, name }) => [code, name])),
    [communities.data, streets.data],
  );
  return useCallback(({ area, path }: { area: Named | null; path?: string[] }) => {
    if (!area) return "—";
    const above = [...(path ?? [])].reverse().find((code) => code !== area.code && names.has(code));
    const community = above ? (names.get(above) ?? "") : "";
    return community && !area.name.startsWith(community.slice(0, 2)) ? `${community} ${area.name}` : area.name;
  }, [names]);
}

export const useAreas = (level?: string, parent?: string) =>
  useQuery({
    queryKey: ["areas", level ?? "", parent ?? ""],
    queryFn: () => api.get<Page<Area>>("/areas", { level, parent, limit: 1000 }).then((page) => page.items),
    staleTime: LONG,
  });
