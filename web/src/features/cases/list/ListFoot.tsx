import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import type { Filters } from "../model/filters";
import type { Begin } from "../queries";
import { useGroups } from "../queries";
import { texts } from "./texts";
import { Figures } from "./Figures";
import { Jump } from "./Jump";

interface Props {
  filters: Filters;
  /** How many there are as far as the list itself counted; null: more than it counts. */
  total: number | null;
  jump: (begin: Partial<Begin>) => void;
  begin: Begin;
}

/** Below a list: sums of the whole of it, and the way to a far row. */
export function ListFoot({ filters, total, jump, begin }: Props) {
  const l = useTexts(texts);
  const [asked, setAsked] = useState(false);
  // Adding up more than is counted for the list itself reads very many rows: only when somebody wants it.
  const sums = useGroups(filters, null, total !== null || asked);
  return (
    <footer className="list-foot">
      {sums.data ? (
        <Figures sums={sums.data.sums} />
      ) : total === null && !asked ? (
        <button type="button" className="btn" data-quiet onClick={() => { setAsked(true); }}>{l("sumUp")}</button>
      ) : (
        <span className="weak">{l("summing")}</span>
      )}
      <span className="grow" />
      <Jump total={sums.data?.sums.count ?? total} sort={filters.sort} jump={jump} begin={begin} want={() => { setAsked(true); }} />
    </footer>
  );
}
