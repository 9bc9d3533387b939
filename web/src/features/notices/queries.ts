import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Bilingual, Page } from "@/shared/api/types";
import { useLive } from "@/shared/live/LiveProvider";

export interface Notice {
  id: string;
  at: string;
  kind: string;
  level: "info" | "warn" | "urgent";
  /** The number of the case it is about. */
  subject: string;
  text: Bilingual;
  read_at: string | null;
}
export interface Unread {
  unread: number;
  capped: boolean;
}
const KEY = "notices";

export const useUnread = () => useQuery({ queryKey: [KEY, "count"], queryFn: () => api.get<Unread>("/notifications/count"), refetchInterval: 120_000 });

export const useNotices = (unread: boolean) =>
  useInfiniteQuery({
    queryKey: [KEY, "list", unread],
    queryFn: ({ pageParam }) => api.get<Page<Notice>>("/notifications", { unread: unread || null, limit: 50, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

/** Note some notices, or all of them, as read. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | null) => api.post<Unread>("/notifications/read", ids ? { ids } : { all: true }),
    onSettled: () => client.invalidateQueries({ queryKey: [KEY] }),
  });
}

/** Read again when the stream says that something was sent to somebody here. */
export function useLiveNotices(): void {
  const client = useQueryClient();
  useLive(({ kind }) => {
    if (kind === "notify.sent") void client.invalidateQueries({ queryKey: [KEY] });
  });
}
