import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import { useLive } from "@/shared/live/LiveProvider";
import type { Command, Desired, Value } from "./model";

const KEY = ["device-commands"] as const;
const SHOWN = 20;
const REFRESH = 30_000;

interface Listed {
  items: Command[];
  next: string | null;
  desired: Desired[];
}

/** The newest commands of a device and what its properties were set to; read again when one takes a step. */
export function useCommands(device: string) {
  const client = useQueryClient();
  useLive(({ kind, data }) => {
    if (kind === "actuation.changed" && data.device === device) void client.invalidateQueries({ queryKey: [...KEY, device] });
  });
  return useQuery({ queryKey: [...KEY, device], queryFn: () => api.get<Listed>("/device-commands", { device, limit: SHOWN }), refetchInterval: REFRESH });
}

interface Call {
  /** Of this very wish: sent again, it is the same command. */
  id: string;
  function: string;
  values: Record<string, Value>;
  reason: string;
}

export function useCall(device: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (call: Call) => api.post<Command>("/device-commands", { device, ...call }),
    onSettled: () => client.invalidateQueries({ queryKey: [...KEY, device] }),
  });
}

export function useDecide(device: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, act, reason }: { id: string; act: string; reason: string }) => api.post<Command>(`/device-commands/${id}/${act}`, { reason }),
    onSettled: () => client.invalidateQueries({ queryKey: [...KEY, device] }),
  });
}
