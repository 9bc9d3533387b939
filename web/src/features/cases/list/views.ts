import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Page } from "@/shared/api/types";
import type { Filters } from "../model/filters";

/** A list that somebody comes back to: kept by the server, so it is there on every machine. */
export interface SavedView {
  id: string;
  name: string;
  query: Partial<Filters>;
  columns: string[];
  shared: boolean;
  mine: boolean;
}
const KEY = ["saved-views"] as const;

export const useSavedViews = () =>
  useQuery({ queryKey: KEY, queryFn: () => api.get<Page<SavedView>>("/views").then((page) => page.items), staleTime: 300_000 });

function useChanged() {
  const client = useQueryClient();
  return (page: Page<SavedView>) => { client.setQueryData(KEY, page.items); };
}

export type ViewDraft = Omit<SavedView, "id" | "mine">;

export function useSaveView() {
  const changed = useChanged();
  return useMutation({ mutationFn: (draft: ViewDraft) => api.post<Page<SavedView>>("/views", draft), onSuccess: changed });
}

export function useForgetView() {
  const changed = useChanged();
  return useMutation({ mutationFn: (id: string) => api.remove<Page<SavedView>>(`/views/${id}`), onSuccess: changed });
}
