import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";

import type { CaseSummary } from "@/shared/api/types";
import { usePaced } from "@/shared/lib/pace";
import { useLive } from "@/shared/live/LiveProvider";
import type { Pages } from "./model/live";
import { applyChange, changeOf, isNew, replaceRow, shows, summaryOf } from "./model/live";
import { caseKey, fetchCase, LIST } from "./queries";

const SETTLE = 400;
const COUNTS_AFTER = 3_000;
/** Every desk of a city counts: on a busy day not more often than this. */
const COUNTS_APART = 12_000;

const isPages = (data: unknown): data is Pages => typeof data === "object" && data !== null && "pages" in data;

/**
 * Keep every list and case page in step with the live stream: the row changes at once by what the message
 * says, and shortly after by the fresh case. Mounted once, by the frame of the desk.
 */
export function useLiveCases(): void {
  const client = useQueryClient();
  const waiting = useRef(new Set<string>());

  const edit = (change: (data: Pages) => Pages): void => {
    client.setQueriesData<unknown>({ queryKey: [LIST] }, (data: unknown) => (isPages(data) ? change(data) : data));
  };
  const refresh = async (numbers: string[]): Promise<void> => {
    for (const number of numbers) {
      const fresh = await fetchCase(number).catch(() => null);
      if (!fresh) continue;
      edit((data) => replaceRow(data, summaryOf(fresh as CaseSummary)));
    }
  };
  const flush = (): void => {
    const numbers = [...waiting.current];
    waiting.current.clear();
    const shown = client.getQueriesData<unknown>({ queryKey: [LIST] });
    void refresh(numbers.filter((number) => shown.some(([, data]) => isPages(data) && shows(data, number))));
  };
  const fetchSoon = usePaced(flush, SETTLE);
  const countSoon = usePaced(() => void client.invalidateQueries({ queryKey: [LIST, "count"] }), COUNTS_AFTER, COUNTS_APART);
  useLive(({ kind, data }) => {
    const change = changeOf(kind, data);
    if (!change) return;
    edit((pages) => applyChange(pages, change));
    void client.invalidateQueries({ queryKey: caseKey(change.number) });
    if (!isNew(change)) waiting.current.add(change.number);
    fetchSoon();
    countSoon();
  });
}
