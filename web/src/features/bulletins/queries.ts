import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Bilingual } from "@/shared/api/types";
import type { Bulletin, Detail, Making, May, Plan, Schedule, Shown, Step, Targets, Template, Templates } from "./model";

const KEY = ["bulletins"] as const;

export const useArchive = () => useQuery({ queryKey: [...KEY, "list"], queryFn: () => api.get<{ items: Bulletin[]; may: May }>("/bulletins") });
export const useTemplates = () => useQuery({ queryKey: [...KEY, "templates"], queryFn: () => api.get<Templates>("/bulletins/templates") });
export const useBulletin = (id: string) => useQuery({ queryKey: [...KEY, "one", id], queryFn: () => api.get<Detail>(`/bulletins/${id}`) });
export const useSchedules = () => useQuery({ queryKey: [...KEY, "schedules"], queryFn: () => api.get<{ items: Schedule[] }>("/bulletins/schedules") });
export const useIndicators = () => useQuery({ queryKey: ["indicators", "catalogue"], queryFn: () => api.get<{ items: (Bilingual & { code: string })[] }>("/indicators"), staleTime: 600_000 });

/** What a template would say; the last answer stays while the next is made. */
export const usePreview = (asked: Making, template: Template) =>
  useQuery({
    queryKey: [...KEY, "preview", asked, template],
    queryFn: ({ signal }) => api.post<Shown>("/bulletins/preview", { ...asked, template }, { signal }),
    placeholderData: keepPreviousData, retry: false, staleTime: 60_000,
  });

/** Do something; whatever is shown of bulletins is asked for anew. */
export function useDeed<Given, Answer>(deed: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: deed, onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
}
export const makeOne = (asked: Making) => api.post<{ id: string }>("/bulletins", asked);
export const rewrite = ({ id, block, text }: { id: string; block: number; text: string }) => api.put<Detail>(`/bulletins/${id}/blocks/${String(block)}`, { text });
export const take = ({ id, step, remark, targets }: { id: string; step: Step; remark: string; targets?: Targets }) => api.post<Detail>(`/bulletins/${id}/steps/${step}`, { remark, targets: targets ?? null });
export const confirmRead = (id: string) => api.post<Detail>(`/bulletins/${id}/read`, {});
export const saveTemplate = (template: Template) => api.put<Template>(`/bulletins/templates/${template.code}`, template);
export const saveSchedule = ({ id, plan }: { id?: string; plan: Plan }) => (id ? api.put<Schedule>(`/bulletins/schedules/${id}`, plan) : api.post<Schedule>("/bulletins/schedules", plan));
export const dropSchedule = (id: string) => api.remove(`/bulletins/schedules/${id}`);
