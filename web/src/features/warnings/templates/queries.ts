import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Stored, Template, Version, Vocabulary } from "./model";

export const KEY = ["warning-templates"] as const;

export const useTemplates = () => useQuery({ queryKey: KEY, queryFn: () => api.get<{ items: Stored[] }>("/warning-templates").then(({ items }) => items) });

export const useVersions = (code: string, version: number) =>
  useQuery({ queryKey: [...KEY, code, version], queryFn: () => api.get<{ items: Version[] }>(`/warning-templates/${code}/versions`).then(({ items }) => items), enabled: code !== "" });

export const useWords = () => useQuery({ queryKey: ["warnings", "vocabulary"], queryFn: () => api.get<Vocabulary>("/warnings/vocabulary"), staleTime: Infinity });

interface Shown {
  title: string;
  text: string;
  receivers: number;
}

/** How a draft of this template would read; not asked for while something needed is empty. */
export const usePreview = (template: Template, areas: string[]) =>
  useQuery({
    queryKey: [...KEY, "preview", template, areas],
    queryFn: () => api.post<Shown>("/warning-templates/preview", { template: { ...template, code: template.code || "new" }, areas }),
    enabled: template.title !== "" && template.text !== "",
    placeholderData: keepPreviousData,
    gcTime: 10_000,
    retry: false,
  });

/** Save a template over the version that was read (0: a new one). */
export function useSave() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ template, base }: { template: Template; base: number }) => api.put<Stored>(`/warning-templates/${encodeURIComponent(template.code)}?base=${String(base)}`, template),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
