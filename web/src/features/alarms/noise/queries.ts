import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";

const KEY = ["alarm-noise"] as const;

export const OPS = ["=", "!=", "=~", "!~"] as const;
export interface Matcher {
  label: string;
  op?: (typeof OPS)[number];
  value?: string;
}
export interface Silence {
  id: string;
  matchers: Matcher[];
  starts_at: string;
  ends_at: string;
  until_resolved: boolean;
  reason: string;
  author: string;
}
export interface Inhibition {
  code: string;
  source: Matcher[];
  target: Matcher[];
  equal?: string[];
  zh?: string;
  en?: string;
}
export interface MuteTime {
  code: string;
  matchers: Matcher[];
  times: Record<string, unknown>;
  zh?: string;
  en?: string;
}
export type Kind = "inhibitions" | "mutes";

export const useSilences = () =>
  useQuery({ queryKey: [...KEY, "silences"], queryFn: () => api.get<{ items: Silence[] }>("/alarm-silences", { days: 7 }).then(({ items }) => items), refetchInterval: 30_000 });
const useSettings = <T>(kind: Kind) => useQuery({ queryKey: [...KEY, kind], queryFn: () => api.get<{ items: T[] }>(`/alarm-${kind}`).then(({ items }) => items) });
export const useInhibitions = () => useSettings<Inhibition>("inhibitions");
export const useMutes = () => useSettings<MuteTime>("mutes");

export function useNoise() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: KEY });
  return {
    begin: useMutation({ mutationFn: (body: { matchers: Matcher[]; ends_at: string; reason: string; until_resolved: boolean }) => api.post("/alarm-silences", body), onSettled }),
    end: useMutation({ mutationFn: ({ id, reason }: { id: string; reason: string }) => api.remove(`/alarm-silences/${id}?${new URLSearchParams({ reason }).toString()}`), onSettled }),
    put: useMutation({ mutationFn: ({ kind, body }: { kind: Kind; body: Inhibition | MuteTime }) => api.put(`/alarm-${kind}/${body.code}`, body), onSettled }),
    drop: useMutation({ mutationFn: ({ kind, code }: { kind: Kind; code: string }) => api.remove(`/alarm-${kind}/${code}`), onSettled }),
  };
}
