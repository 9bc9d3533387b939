import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Listed, May, Role, SampleSet, Waiting } from "./model";

const KEY = ["samples"] as const;
const path = (code: string) => `/samples/${encodeURIComponent(code)}`;

export const useSets = () => useQuery({ queryKey: [...KEY, "list"], queryFn: () => api.get<{ items: Listed[]; may: May }>("/samples") });
export const useSet = (code: string) => useQuery({ queryKey: [...KEY, "set", code], queryFn: () => api.get<SampleSet>(path(code)) });
export const useNext = (code: string, role: Role) =>
  useQuery({ queryKey: [...KEY, "next", code, role], queryFn: () => api.get<Waiting>(`${path(code)}/next`, { role }), gcTime: 0 });

/** Do something to sets; whatever is shown of them is asked for anew. */
export function useDeed<Given, Answer>(deed: (given: Given) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: deed, onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
}

export interface Draft { code: string; name: string; guide: string; labels: { code: string; name: string }[] }
export interface Gathered { read: number; added: number; known: number; empty: number }
export interface Drawn { opened_from: string; matter: string; most: number }

export const saveSet = ({ code, ...body }: Draft) => api.put<SampleSet>(path(code), body);
export const drawCases = (code: string) => (body: Drawn) => api.post<Gathered>(`${path(code)}/cases`, body);
export const takeFile = (code: string) => (file: File) => {
  const form = new FormData();
  form.append("file", file);
  return api.upload<Gathered>(`${path(code)}/file`, form);
};
export const freeze = (code: string) => (note: string) => api.post<{ number: number; texts: number }>(`${path(code)}/versions`, { note });
export const judge = (role: Role) => ({ id, label }: { id: string; label: string }) => api.put<unknown>(`/samples/texts/${id}/label`, { label, role });
export const takeBack = (id: string) => api.remove<unknown>(`/samples/texts/${id}/label`);
export const sortText = (code: string) => (text: string) =>
  api.post<{ model: { number: number }; items: { label: string; name: string; chance: number }[][] }>(`${path(code)}/sort`, { texts: [text] });
export const fileOf = (code: string, number: number, format: "csv" | "xlsx") => `/api/v1${path(code)}/versions/${String(number)}/file?format=${format}`;
