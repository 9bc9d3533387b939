import { useQueries, useQuery } from "@tanstack/react-query";

import type { PanelProps } from "@/contributions/wall/model";
import { api } from "@/shared/api/client";
import type { CaseSummary, Page } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { Left, StageTag } from "@/shared/ui/parts";
import { openList } from "../model/links";
import { texts } from "../texts";
import { optionNumber } from "./names";

/** The newest important cases; a card rises when its case changes. */
export function Important({ state, options }: PanelProps) {
  const numbers = state.important.slice(0, optionNumber(options, "top", 3));
  const found = useQueries({
    queries: numbers.map((number) => ({
      // The number of the last change stands in for the case's version: a card is read anew when it rises.
      queryKey: ["wall-card", number, state.latest.find((one) => one.number === number)?.at ?? ""],
      queryFn: () => api.get<CaseSummary>(`/cases/${encodeURIComponent(number)}`),
      staleTime: 60_000,
      placeholderData: (old: CaseSummary | undefined) => old,
    })),
  });
  return <Cards cases={found.flatMap(({ data }) => (data ? [data] : []))} />;
}

/** Live cases whose deadline is nearest or longest past. */
export function Pressing({ state, options }: PanelProps) {
  const limit = optionNumber(options, "top", 5);
  const filter = Object.fromEntries(new URLSearchParams(openList(state, { sort: "due_at" }).split("?")[1]));
  const { data } = useQuery({
    queryKey: ["wall-pressing", state.area, state.of.join(), limit, state.seq - (state.seq % 5)],
    queryFn: () => api.get<Page<CaseSummary>>("/cases", { ...filter, limit }),
    placeholderData: (old) => old,
  });
  return <Cards cases={data?.items ?? []} />;
}

function Cards({ cases }: { cases: CaseSummary[] }) {
  const t = useTexts(texts);
  if (cases.length === 0) return <p className="wall-none">{t("nothing")}</p>;
  return (
    <ul className="wall-cards">
      {cases.map((one) => (
        <li key={one.number}>
          <a href={`/desk/cases/${one.number}`} target="_blank" rel="noreferrer" title={t("openCase", { number: one.number })}>
            <strong>{one.matter?.name ?? one.title}</strong>
            <StageTag stage={one.stage} side={one.side} />
            <span className="where">{one.area?.name ?? one.address ?? ""}</span>
            <Left clock={one.clock} started={one.opened_at} />
          </a>
        </li>
      ))}
    </ul>
  );
}
