import { keepPreviousData, useQuery } from "@tanstack/react-query";

import type { StudioPeriod } from "@/contributions/studio/model";
import { address, api } from "@/shared/api/client";
import type { Splitting } from "./splitting/model";
import type { Cases, Causes, Conformance, Disputes, Efficiency, Irregular, Outcome, Process, Tokens, View } from "./model";

const useInsight = <T,>(path: string, asked: StudioPeriod, more: Record<string, string> = {}, enabled = true) =>
  useQuery({
    queryKey: ["insight", path, asked, more],
    queryFn: ({ signal }) => api.get<T>(`/insight/${path}`, { ...asked, ...more }, { signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    enabled,
  });

export const useProcess = (asked: StudioPeriod, view: View) => useInsight<Process>("process", asked, { view });
export const useTokens = (asked: StudioPeriod, view: View, wanted: boolean) => useInsight<Tokens>("process/tokens", asked, { view }, wanted);
export const useEfficiency = (asked: StudioPeriod) => useInsight<Efficiency>("efficiency", asked);
/** `against`: a flow and version as `standard@3`; empty: the version that each case ran on. */
export const useConformance = (asked: StudioPeriod, against: string) => {
  const [flow, version] = against.split("@");
  return useInsight<Conformance>("conformance", asked, flow && version ? { flow, version } : {});
};
export const useDisputes = (asked: StudioPeriod) => useInsight<Disputes>("disputes", asked);
/** The kinds of cases that the matter `asked` for holds. */
export const useSplitting = (asked: StudioPeriod) => useInsight<Splitting>("split", asked);
export const useIrregular = (asked: StudioPeriod) => useInsight<Irregular>("irregular", asked);
export const useCauses = (asked: StudioPeriod, outcome: Outcome) => useInsight<Causes>("causes", asked, { outcome });

/** The cases of an arc or of a variant, asked for when somebody looks at it. */
export const useBehind = (asked: StudioPeriod, view: View, chosen: { arc?: [string, string]; path?: string[] } | null) =>
  useInsight<Cases>(
    "process/cases",
    asked,
    { view, ...(chosen?.arc ? { step: chosen.arc[0], next: chosen.arc[1] } : {}), ...(chosen?.path ? { path: chosen.path.join(",") } : {}) },
    chosen !== null,
  );

export const xesAddress = (asked: StudioPeriod, view: View): string => address("/insight/log.xes", { ...asked, view });
export const bulletinAddress = (asked: StudioPeriod, format: "html" | "docx" | "xlsx", language: "zh" | "en"): string => address("/insight/bulletin", { ...asked, format, language });
