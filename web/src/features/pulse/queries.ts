import { useQuery } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { Bilingual } from "@/shared/api/types";
import { now } from "@/shared/time/clock";
import { boxOf } from "@/shared/time/day";
import type { KeyFigure, Light } from "./model";

export interface StageCriterion {
  stage: number;
  value: number | null;
  holds: boolean | null;
  words: Bilingual;
}
interface Named {
  stage: number;
  name: Bilingual;
  advice: Bilingual | null;
}
export interface CityStage extends Named {
  seq: number;
  since: string | null;
  by: string | null;
  reason: string | null;
  scale: number;
  proposed: Named | null;
  as_of: string | null;
  criteria: StageCriterion[];
}

/** The stage of the city, as everybody who is signed in may read it. */
export const useStage = () => useQuery({ queryKey: ["city-stage"], queryFn: () => api.get<CityStage>("/city-stage"), staleTime: 30_000, refetchInterval: 60_000 });

interface Definition { code: string; zh: string; en: string; unit: string }
interface Glance { code: string; value: number | null; light: Light; as_of: string | null; reason?: Bilingual; fresh: Partial<Bilingual> }

/** Key figures of this month, from the one outlet of indicators. */
export async function readKeyFigures(codes: string[], area: string | null): Promise<KeyFigure[]> {
  const period = boxOf(now()).slice(0, 7);
  const [{ items: definitions }, { items }] = await Promise.all([
    api.get<{ items: Definition[] }>("/indicators"),
    api.get<{ items: Glance[] }>("/indicators/glance", { codes: codes.join(","), period, area }),
  ]);
  return items.flatMap(({ code, value, light, as_of, reason, fresh }) => {
    const one = definitions.find((each) => each.code === code);
    return one ? [{ code, name: { zh: one.zh, en: one.en }, unit: one.unit, value, light, as_of, why: (reason ?? fresh).zh ?? null }] : [];
  });
}
