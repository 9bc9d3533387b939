import { keepPreviousData, useQuery } from "@tanstack/react-query";

import type { StudioPeriod } from "@/contributions/studio/model";
import { address, api } from "@/shared/api/client";
import type { Change, Limits, Trial } from "./model";

/** Asking changes nothing, so it is kept and asked again like any question. */
export const useTrial = (asked: StudioPeriod, changes: Change[]) =>
  useQuery({
    queryKey: ["insight", "replay", asked, changes],
    queryFn: ({ signal }) => api.post<Trial>(address("/insight/replay", { ...asked }).replace("/api/v1", ""), { changes }, { signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

export const useLimits = (asked: StudioPeriod) =>
  useQuery({
    queryKey: ["insight", "limits", asked],
    queryFn: ({ signal }) => api.get<Limits>("/insight/limits", { ...asked }, { signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
