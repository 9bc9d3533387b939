import { useQuery } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Bilingual, Matter, Named, Page } from "@/shared/api/types";

const MINUTES = 300_000;

const usePage = <T,>(path: string, query: Record<string, string | number> = {}) =>
  useQuery({ queryKey: ["reference", path, query], queryFn: () => api.get<Page<T>>(path, query).then((page) => page.items), staleTime: MINUTES });

export interface AreaRow extends Named {
  level: string;
  parent: string | null;
  grade: string | null;
}
export interface UnitRow extends Named {
  kind: string;
  kind_name?: Bilingual;
  parent: string | null;
  area: string | null;
  staff?: number;
}
export interface ResponsibilityRow {
  id: string;
  matter: string;
  area: string | null;
  lead_unit: string | null;
  assist_units: string[];
  legal_basis?: string | null;
  valid_from?: string | null;
  status?: string;
}
export interface GapRow {
  key?: string;
  matter?: string;
  name?: string;
  area?: string | null;
}
export interface FlowRow {
  id: string;
  version: number;
  title: Bilingual;
  stages: { id: string; title: Bilingual; roles: string[]; next: string | null; over: boolean }[];
  actions: { id: string; title: Bilingual; stages: string[]; automatic: boolean }[];
}
export interface CalendarRow {
  code: string;
  timezone: string;
  weekly: Record<string, [string, string][]>;
  holidays: Record<string, string> | string[];
  makeup: Record<string, unknown>;
}
export interface AccountRow {
  name: string;
  roles: string[];
  person: string | null;
  unit: string | null;
  area: string | null;
  disabled_at?: string | null;
  signed_in_at?: string | null;
}

export const useAreaRows = () => usePage<AreaRow>("/areas", { limit: 1000 });
export const useUnitRows = () => usePage<UnitRow>("/units", { limit: 1000 });
export const useMatterRows = () => usePage<Matter>("/matters", { limit: 1000 });
export const useResponsibilityRows = () => usePage<ResponsibilityRow>("/responsibilities", { limit: 1000 });
export const useGapRows = () =>
  useQuery({ queryKey: ["reference", "gaps"], queryFn: () => api.get<Page<GapRow>>("/responsibilities/gaps", { limit: 1000 }), staleTime: MINUTES });
export const useFlowRows = () => usePage<FlowRow>("/flows");
export const useCalendarRows = () => usePage<CalendarRow>("/calendars");
export const useAccountRows = () => usePage<AccountRow>("/accounts", { limit: 500 });

/** Look up names by code. */
export const namesOf = (rows: Named[] | undefined): ((code: string | null | undefined) => string) => {
  const names = new Map((rows ?? []).map(({ code, name }) => [code, name]));
  return (code) => (code ? (names.get(code) ?? code) : "—");
};
