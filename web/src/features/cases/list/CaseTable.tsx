import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useMemo, useRef } from "react";

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
import type { CellWords } from "./Cells";
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
  const channel = useChannels();
  const area = useAreaWords();
  const words = useMemo(() => ({ channel, area }), [channel, area]);
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
  const picking = picked !== null;
  const grid = useMemo(() => layout(columns, picking), [columns, picking]);
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
          return one && <Row key={one.number} one={one} index={item.index} first={first} height={item.size} start={item.start} grid={grid} columns={columns} filters={filters} words={words}
            current={item.index === chosen} picked={picked?.has(one.number) ?? null} pick={pick} choose={choose} open={open} />;
        })}
      </div>
      <p className="table-foot weak">{more ? t("more") : t("end")}</p>
    </div>
  );
}

interface RowProps {
  one: CaseSummary;
  index: number;
  first: number;
  height: number;
  start: number;
  grid: React.CSSProperties;
  columns: Column[];
  filters: Filters;
  words: CellWords;
  current: boolean;
  picked: boolean | null;
  pick: (numbers: string[], on: boolean) => void;
  choose: (index: number) => void;
  open: (number: string) => void;
}

/** In a window of its own, as people know it from links: the middle button, or Ctrl with a click. */
const beside = (number: string): void => { window.open(`/desk/cases/${number}`, "_blank", "noopener"); };

/** A row is drawn once while it stays in view: scrolling draws only those that come in. */
const Row = memo(function Row({ one, index, first, height, start, grid, columns, filters, words, current, picked, pick, choose, open }: RowProps) {
  const t = useTexts(texts);
  const stays = belongs(filters, one);
  return (
    <div role="row" className="table-row" aria-rowindex={first + index + 1} aria-selected={current} data-gone={!stays} title={stays ? undefined : t("leftList")}
      style={{ ...grid, height, transform: `translateY(${String(start)}px)` }} onMouseDown={() => { choose(index); }} onClick={(clicked) => { if (clicked.ctrlKey || clicked.metaKey) beside(one.number); else open(one.number); }}
      onAuxClick={(clicked) => { if (clicked.button === 1) beside(one.number); }}>
      {picked !== null && (
        <span role="gridcell" className="cell-pick" onClick={(clicked) => { clicked.stopPropagation(); }}>
          <input type="checkbox" tabIndex={-1} aria-label={t("pickOne", { title: one.title })} checked={picked} onChange={(changed) => { pick([one.number], changed.target.checked); }} />
        </span>
      )}
      {columns.map((column) => (
        <span key={column} role="gridcell" className={`cell cell-${column}`}>
          {cell(column, one, words)}
        </span>
      ))}
    </div>
  );
});
