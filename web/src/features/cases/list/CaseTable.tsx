import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";

import type { CaseSummary } from "@/shared/api/types";
import { useAreaWords } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useAppearance } from "@/shared/ui/Appearance";
import type { Column } from "../model/columns";
import { layout } from "../model/columns";
import type { Filters } from "../model/filters";
import { belongs } from "../model/filters";
import { useChannels } from "../queries";
import { texts } from "../texts";
import { cell } from "./Cells";

interface Props {
  cases: CaseSummary[];
  columns: Column[];
  filters: Filters;
  chosen: number;
  /** Numbers that are picked for doing something with all of them; null where nothing can be done so. */
  picked: ReadonlySet<string> | null;
  pick: (numbers: string[], on: boolean) => void;
  choose: (index: number) => void;
  open: (number: string) => void;
  more: (() => void) | null;
  label: string;
  /** How many rows of the whole list come before the first one here. */
  first?: number;
}

/** The next page is asked for this many rows before its first one comes into view. */
const AHEAD = 100;
const ROW = { normal: 44, large: 58 };

/** A list that draws only the rows in view; the next page is read before its end is reached. */
export function CaseTable({ cases, columns, filters, chosen, picked, pick, choose, open, more, label, first = 0 }: Props) {
  const t = useTexts(texts);
  const words = { channel: useChannels(), area: useAreaWords() };
  const { size } = useAppearance();
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: cases.length, getScrollElement: () => box.current, estimateSize: () => ROW[size], overscan: 12 });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= cases.length - AHEAD) more();
  }, [last, cases.length, more]);
  useEffect(() => {
    if (chosen >= 0) rows.scrollToIndex(chosen, { align: "auto" });
  }, [chosen, rows]);
  useEffect(() => {
    rows.measure();
  }, [size, rows]);
  const grid = layout(columns, picked !== null);
  return (
    <div ref={box} className="table" role="grid" aria-label={label} aria-rowcount={more ? -1 : first + cases.length} tabIndex={0}>
      <div className="table-head" role="row" style={grid}>
        {picked && (
          <span role="columnheader">
            <input type="checkbox" aria-label={t("pickAll", { n: cases.length })} checked={picked.size > 0 && picked.size === cases.length}
              onChange={(changed) => { pick(cases.map(({ number }) => number), changed.target.checked); }} />
          </span>
        )}
        {columns.map((column) => (
          <span key={column} role="columnheader">
            {t(column)}
          </span>
        ))}
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: "relative" }}>
        {items.map((item) => {
          const one = cases[item.index];
          if (!one) return null;
          return (
            <div key={one.number} role="row" className="table-row" aria-rowindex={first + item.index + 1} aria-selected={item.index === chosen}
              data-gone={!belongs(filters, one)} title={belongs(filters, one) ? undefined : t("leftList")}
              style={{ ...grid, height: item.size, transform: `translateY(${String(item.start)}px)` }}
              onMouseDown={() => { choose(item.index); }} onClick={() => { open(one.number); }}>
              {picked && (
                <span role="gridcell" className="cell-pick" onClick={(clicked) => { clicked.stopPropagation(); }}>
                  <input type="checkbox" tabIndex={-1} aria-label={t("pickOne", { title: one.title })} checked={picked.has(one.number)}
                    onChange={(changed) => { pick([one.number], changed.target.checked); }} />
                </span>
              )}
              {columns.map((column) => (
                <span key={column} role="gridcell" className={`cell cell-${column}`}>
                  {cell(column, one, words)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
      <p className="table-foot weak">{more ? t("more") : t("end")}</p>
    </div>
  );
}
