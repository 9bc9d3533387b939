import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Point } from "@/shared/chart/scale";
import { fieldsOf } from "@/shared/lib/schema";
import type { Checked, Named, Precision, Rule, RuleRow, Told, Version, Watching } from "./model";

const KEY = ["alarm-rule"] as const;

export interface Property {
  code: string;
  name: string;
  name_en?: string;
  unit?: string;
}
export interface Product {
  code: string;
  name: string;
  name_en?: string;
  model: { properties?: Property[]; events?: Property[]; tags?: string[] };
}

export const useRules = () => useQuery({ queryKey: [...KEY, "list"], queryFn: () => api.get<{ items: RuleRow[] }>("/alarm-rules").then(({ items }) => items) });

export const useWatching = () =>
  useQuery({ queryKey: [...KEY, "watching"], queryFn: () => api.get<{ items: Watching[] }>("/alarm-rules/watching").then(({ items }) => new Map(items.map((one) => [one.rule, one]))) });

export const usePrecision = (days: number) =>
  useQuery({
    queryKey: [...KEY, "precision", days],
    queryFn: () => api.get<{ items: Precision[] }>("/alarm-rules/precision", { days }).then(({ items }) => new Map(items.map((one) => [one.rule, one]))),
    placeholderData: (old) => old,
  });

export const useRule = (code: string, enabled: boolean) => useQuery({ queryKey: [...KEY, "one", code], queryFn: () => api.get<RuleRow>(`/alarm-rules/${code}`), enabled });

export const useVersions = (code: string) => useQuery({ queryKey: [...KEY, "versions", code], queryFn: () => api.get<{ items: Version[] }>(`/alarm-rules/${code}/versions`).then(({ items }) => items), enabled: code !== "" });

/** Conditions that rules may use, by name, with the fields of their forms. */
export const useConditions = () =>
  useQuery({
    queryKey: [...KEY, "functions"],
    queryFn: async () => {
      const { items } = await api.get<{ items: Told[] }>("/alarm-functions");
      return new Map(items.map((one): [string, Named] => [one.name, { ...one, fields: fieldsOf(one.params) }]));
    },
    staleTime: Infinity,
  });

export const useProducts = () => useQuery({ queryKey: ["products"], queryFn: () => api.get<{ items: Product[] }>("/products").then(({ items }) => items), staleTime: 60_000 });

/** What the server says of a rule as it stands; the last answer stays until the next is there. */
export const useCheck = (rule: Rule) =>
  useQuery({ queryKey: [...KEY, "check", rule], queryFn: () => api.post<Checked>("/alarm-rules/check", rule), placeholderData: (old) => old, gcTime: 10_000, retry: false });

export function useSave() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: Rule) => api.put<{ version: number }>(`/alarm-rules/${rule.code}`, rule),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useSwitch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ code, version }: { code: string; version: number | null }) => api.post(`/alarm-rules/${code}/switch`, { version }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

interface Columns {
  device: string[];
  property: string[];
  at: number[];
  value?: (number | null)[];
  mean?: (number | null)[];
}

/** Readings of one device for a chart: raw over short spans, else the mean of each of some hundred intervals. */
export const useReadings = (device: string, property: string, from: number, to: number, enabled = true) =>
  useQuery({
    queryKey: ["readings", device, property, from, to],
    enabled: enabled && device !== "" && property !== "",
    queryFn: async (): Promise<Point[]> => {
      const every = Math.max(1, Math.round((to - from) / 1000 / 600));
      const found = await api.get<Columns>("/observations", {
        device, property, from: new Date(from).toISOString(), to: new Date(to).toISOString(), limit: 5000, ...(every > 60 ? { every } : {}),
      });
      const values = found.value ?? found.mean ?? [];
      return found.at.flatMap((at, n): Point[] => {
        const value = values[n];
        return typeof value === "number" ? [[at, value]] : [];
      });
    },
  });
