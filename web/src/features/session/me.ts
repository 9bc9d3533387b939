import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";

import { api, sessionOpened } from "@/shared/api/client";
import type { Me, Named, Role } from "@/shared/api/types";
import { forget, save } from "@/shared/lib/storage";

export type Credentials = { link: string } | { name: string; password: string };

/** Somebody has signed in on this machine: pages that also serve the public ask who only then. */
export const SIGNED_IN = "signed-in";
export const ME = ["me"] as const;

export const useMeQuery = () =>
  useQuery({ queryKey: ME, queryFn: () => api.get<Me>("/me", {}, { anonymous: true }), staleTime: 300_000, retry: false });

/** Open a session; the secret stays in a cookie that no script can read. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) => api.post("/session", credentials, { anonymous: true }),
    onSuccess: async () => {
      save(SIGNED_IN, true);
      const before = client.getQueryData<Me>(ME)?.name;
      await client.invalidateQueries({ queryKey: ME, refetchType: "all" });
      sessionOpened();
      if (before === undefined) return;
      const others = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== ME[0] };
      // What one person has read is nothing for the next one at the same machine.
      if (client.getQueryData<Me>(ME)?.name === before) void client.invalidateQueries(others);
      else void client.resetQueries(others);
    },
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => api.remove("/session"),
    onSettled: () => {
      forget(SIGNED_IN);
      location.assign("/desk");
    },
  });
}

export const MeContext = createContext<Me | null>(null);

/** The signed-in person. Only used below the session gate. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error("used outside the session gate");
  return me;
}

export const hasRole = (me: Me, ...roles: Role[]): boolean => me.roles.some((role) => roles.includes(role));

export const unitCode = (me: Me): string | null => (typeof me.unit === "string" ? me.unit : (me.unit?.code ?? null));

export const placeName = (value: Named | string | null): string => (typeof value === "string" ? value : (value?.name ?? ""));
