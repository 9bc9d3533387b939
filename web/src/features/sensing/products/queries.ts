import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Product } from "../model";
import { KEY } from "../queries";
import type { Draft, Kept, Naming, Outlook, Unit, Version } from "./model";

export type Refused = { row: number; field: string | null; zh: string; en: string }[];

/** All products with how many devices each has. */
export const useCounted = () =>
  useQuery({
    queryKey: [...KEY, "products", "counted"],
    queryFn: () => api.get<{ items: (Product & { devices: number })[] }>("/products", { count: true }).then(({ items }) => items),
  });

export const useProduct = (code: string, enabled: boolean) => useQuery({ queryKey: [...KEY, "product", code], queryFn: () => api.get<Product>(`/products/${code}`), enabled });

export const useVersions = (code: string) =>
  useQuery({ queryKey: [...KEY, "versions", code], queryFn: () => api.get<{ items: Version[] }>(`/products/${code}/versions`).then(({ items }) => items) });

export const useUnitCodes = () =>
  useQuery({ queryKey: [...KEY, "units-of-measure"], queryFn: () => api.get<{ items: Unit[] }>("/units-of-measure").then(({ items }) => items), staleTime: Infinity });

/** What the server says of a draft as it stands; the last answer stays until the next is there. */
export const useOutlook = (draft: Draft) =>
  useQuery({ queryKey: [...KEY, "outlook", draft], queryFn: () => api.post<Outlook>("/products/check", draft), placeholderData: (old) => old, gcTime: 10_000, retry: false });

/** Rules that look at devices of the product by these. */
export const useNaming = (product: string, { properties, occurrences }: { properties: string[]; occurrences: string[] }) =>
  useQuery({
    queryKey: [...KEY, "naming", product, properties, occurrences],
    queryFn: () => {
      const asked = new URLSearchParams([["product", product], ...properties.map((one) => ["property", one]), ...occurrences.map((one) => ["occurrence", one])]);
      return api.get<{ items: Naming[] }>(`/alarm-rules/naming?${asked.toString()}`).then(({ items }) => items);
    },
    enabled: properties.length + occurrences.length > 0,
  });

export function usePublish() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ base, draft }: Kept) => api.put<Product>(`/products/${draft.code}?base=${String(base)}`, draft),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: KEY }), client.invalidateQueries({ queryKey: ["products"] })]),
  });
}

/** Read a file as a draft; nothing is stored. */
export const useRead = () =>
  useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append("file", file);
      return api.upload<{ product: Partial<Draft>; refused: Refused }>("/products/read", form);
    },
  });
