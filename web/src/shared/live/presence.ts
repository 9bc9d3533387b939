import { useQuery } from "@tanstack/react-query";

import { api } from "../api/client";
import type { Named, Role } from "../api/types";
import { usePaced } from "../lib/pace";
import { useLive } from "./LiveProvider";

export interface Present {
  id: string;
  state: "on" | "lost";
  since: string;
  seen_at: string;
  lon: number | null;
  lat: number | null;
  accuracy_m: number | null;
  area: Named | null;
  unit: Named | null;
  roles: Role[];
  code: string | null;
  name: string | null;
}
export interface Presence {
  at: string;
  names: boolean;
  lost_after_s: number;
  counts: { on: number; lost: number };
  items: Present[];
}

const PAUSE = 5_000;

/** Who is on duty (in an area), read again when the stream says that something changed, every few seconds at most. */
export function usePresence(shown: boolean, area: string | null = null) {
  const query = useQuery({ queryKey: ["presence", area], queryFn: () => api.get<Presence>("/presence", { area }), enabled: shown, staleTime: PAUSE, refetchInterval: 60_000 });
  const { refetch } = query;
  const again = usePaced(() => void refetch(), PAUSE);
  useLive(({ kind }) => {
    if (shown && kind === "presence.changed") again();
  });
  return query;
}
