import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import { KEY } from "../queries";

const REFRESH = 10_000;

/** An edge node as the server tells of it. */
export interface EdgeNode {
  code: string;
  name: string;
  unit: string | null;
  area: string | null;
  stage: "waiting" | "enrolled" | "revoked";
  stage_zh: string;
  stage_en: string;
  enrol_until: string | null;
  seen_at: string | null;
  away: boolean;
  judges: boolean;
  waiting: number;
  waits_s: number | null;
  missed: number;
  alarms: number;
  bundle: string | null;
  newest: string | null;
  current: boolean;
  program: string | null;
  reason: string;
  devices: { code: string; name: string }[];
  rules: { code: string; version: number; zh: string; en: string; devices: number }[];
}

export interface NodeDraft {
  code: string;
  name: string;
  unit?: string;
  area?: string;
  devices: string[];
}

export const useEdgeNodes = () =>
  useQuery({
    queryKey: [...KEY, "edge-nodes"],
    queryFn: () => api.get<{ items: EdgeNode[] }>("/edge-nodes").then(({ items }) => items),
    refetchInterval: REFRESH,
  });

const at = (code: string) => `/edge-nodes/${encodeURIComponent(code)}`;

/** What an administrator does with nodes; a key is in the answer this once. */
export function useEdgeActs() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: [...KEY, "edge-nodes"] });
  return {
    register: useMutation({ mutationFn: (draft: NodeDraft) => api.post<{ key: string }>("/edge-nodes", draft), onSuccess }),
    devices: useMutation({ mutationFn: ({ code, devices }: { code: string; devices: string[] }) => api.put<{ devices: number }>(`${at(code)}/devices`, { devices }), onSuccess }),
    key: useMutation({ mutationFn: (code: string) => api.post<{ key: string }>(`${at(code)}/key`), onSuccess }),
    revoke: useMutation({ mutationFn: ({ code, reason }: { code: string; reason: string }) => api.post<undefined>(`${at(code)}/revoke`, { reason }), onSuccess }),
  };
}
