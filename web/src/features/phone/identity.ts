import { createContext, useContext, useEffect } from "react";

import { SIGNED_IN } from "@/features/session/public";
import { api } from "@/shared/api/client";
import { asApiError } from "@/shared/api/errors";
import type { Me, Role } from "@/shared/api/types";
import type { KeptQuery } from "@/shared/offline/hooks";
import { forget, load } from "@/shared/lib/storage";
import { useKept } from "@/shared/offline/hooks";
import { outbox } from "@/shared/offline/outbox";

export interface PhoneMe extends Omit<Me, "person"> {
  account: string | null;
  person: { id: string; code: string; name: string } | null;
}
export interface Identity {
  me: PhoneMe | null;
  /** Nobody is signed in, as the server says. */
  nobody: boolean;
  query: KeptQuery<PhoneMe>;
}

export const accountOf = (me: PhoneMe): string => me.account ?? me.name;

/** Who has signed in on this phone; remembered, so that work goes on without a network. */
export function useIdentityQuery(staffOnly: boolean): Identity {
  const ask = staffOnly || load(SIGNED_IN, false);
  const query = useKept<PhoneMe>("me", () => api.get<PhoneMe>("/me", {}, { anonymous: true }), { enabled: ask });
  const refused = query.error !== null && asApiError(query.error).status === 401;
  const nobody = !ask || refused;
  useEffect(() => {
    if (refused) forget(SIGNED_IN);
  }, [refused]);
  const me = nobody ? null : (query.data ?? null);
  useEffect(() => {
    outbox.identify(me ? { account: accountOf(me), names: [me.name, accountOf(me), me.person?.code ?? me.name] } : null);
  }, [me]);
  return { me, nobody, query };
}

export const IdentityContext = createContext<Identity | null>(null);

export function useIdentity(): Identity {
  const found = useContext(IdentityContext);
  if (!found) throw new Error("used outside the phone");
  return found;
}

/** The signed-in person; only used below {@link Staff}. */
export function useStaff(): PhoneMe {
  const { me } = useIdentity();
  if (!me) throw new Error("used without a signed-in person");
  return me;
}

const FIELD: Role[] = ["handler", "verifier"];
const LEADING: Role[] = ["leader", "supervisor"];
const holds = (me: PhoneMe, roles: Role[]): boolean => me.roles.some((role) => roles.includes(role));

export const worksOutside = (me: PhoneMe): boolean => holds(me, FIELD);
export const leads = (me: PhoneMe): boolean => holds(me, LEADING);

/** Where a person's day begins. */
export function homeOf(me: PhoneMe | null): string {
  if (!me) return "/m/report";
  if (leads(me) && !worksOutside(me)) return "/m/lead";
  return worksOutside(me) ? "/m/tasks" : "/m/patrol";
}
