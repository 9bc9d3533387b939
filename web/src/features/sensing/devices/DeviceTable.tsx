import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { memo, useEffect, useMemo, useRef } from "react";
import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { fullTime, span } from "@/shared/time/format";
import { useAppearance } from "@/shared/ui/Appearance";
import { AlarmBadge } from "../AlarmBadge";
import type { Product, Row, Sort, Value } from "../model";
import { nameOf, spoken } from "../model";
import type { AlarmOf } from "../queries";
import { useValues } from "../queries";
import { StatusMark } from "../StatusMark";
import { texts } from "../texts";

interface Props {
  rows: Row[];
  at: string;
  /** The instant ages are counted from. */
  asOf: number;
  products: Map<string, Product>;
  alarmed: Map<string, AlarmOf>;
  unitName: (code: string | null) => string;
  sort: string;
  resort: (sort: string) => void;
  chosen: string;
  choose: (code: string) => void;
}
const ROW = { normal: 46, large: 60 };
const COLUMNS: [Sort | "values", string][] = [["status", "7.4rem"], ["name", "minmax(11rem, 1.7fr)"], ["values", "minmax(11rem, 2fr)"], ["newest", "5.2rem"], ["unit", "minmax(4.5rem, .7fr)"]];
const GRID = { gridTemplateColumns: COLUMNS.map(([, width]) => width).join(" ") };

/** Devices as a list that draws only the rows in view, and asks only for their values. */
export function DeviceTable({ rows, at, asOf, products, alarmed, unitName, sort, resort, chosen, choose }: Props) {
  const t = useTexts(texts);
  const { size } = useAppearance();
  const box = useRef<HTMLDivElement>(null);
  const view = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW[size], overscan: 10 });
  const items = view.getVirtualItems();
  const codes = useMemo(() => rows.map(({ code }) => code), [rows]);
  const { values, known } = useValues(codes, items[0]?.index ?? 0, items.at(-1)?.index ?? 0, at);
  const index = useMemo(() => codes.indexOf(chosen), [codes, chosen]);
  useEffect(() => {
    if (index >= 0) view.scrollToIndex(index, { align: "auto" });
  }, [index, view]);
  useEffect(() => { view.measure(); }, [size, view]);
  return (
    <div ref={box} className="device-table" role="grid" aria-label={t("list")} aria-rowcount={rows.length} tabIndex={0}>
      <div className="device-row device-head" role="row" style={GRID}>
        {COLUMNS.map(([column]) => <Head key={column} column={column} sort={sort} resort={resort} />)}
      </div>
      <div role="rowgroup" style={{ height: view.getTotalSize(), position: "relative" }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row && <Line key={row.code} row={row} index={item.index} height={item.size} start={item.start} current={row.code === chosen} choose={choose} asOf={asOf}
            product={products.get(row.product)} values={values.get(row.code)} asked={known.has(row.code)} alarm={alarmed.get(row.code)} unit={unitName(row.unit)} />;
        })}
      </div>
    </div>
  );
}

function Head({ column, sort, resort }: { column: Sort | "values"; sort: string; resort: (sort: string) => void }) {
  const t = useTexts(texts);
  const titles = { status: t("status"), name: t("device"), values: t("values"), newest: t("age"), unit: t("owner"), code: t("code"), product: t("product") };
  if (column === "values") return <span role="columnheader">{titles.values}</span>;
  const up = sort === column;
  const down = sort === `-${column}`;
  return (
    <span role="columnheader" aria-sort={up ? "ascending" : down ? "descending" : "none"}>
      <button type="button" onClick={() => { resort(up ? `-${column}` : down ? "" : column); }}>
        {titles[column]} {up && <ArrowUp size={13} aria-hidden />}{down && <ArrowDown size={13} aria-hidden />}
      </button>
    </span>
  );
}

interface LineProps {
  row: Row;
  index: number;
  height: number;
  start: number;
  current: boolean;
  choose: (code: string) => void;
  asOf: number;
  product: Product | undefined;
  values: Value[] | undefined;
  asked: boolean;
  alarm: AlarmOf | undefined;
  unit: string;
}

const Line = memo(function Line({ row, index, height, start, current, choose, asOf, product, values, asked, alarm, unit }: LineProps) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  return (
    <div role="row" className="device-row" data-status={row.status} aria-rowindex={index + 2} aria-selected={current} style={{ ...GRID, height, transform: `translateY(${String(start)}px)` }} onClick={() => { choose(row.code); }}>
      <span role="gridcell" className="device-two">
        <StatusMark status={row.status} />
        {alarm && <AlarmBadge level={alarm.level} />}
      </span>
      <span role="gridcell" className="device-two">
        <Link className="one-line" to={`/desk/devices/${encodeURIComponent(row.code)}`} onClick={(clicked) => { clicked.stopPropagation(); }}>{row.name}</Link>
        <span className="one-line weak small">{row.code} · {product ? say(nameOf(product)) : row.product}</span>
      </span>
      <span role="gridcell" className="device-values">
        {values?.length ? <Values values={values} product={product} /> : asked && <span className="weak">{row.readable ? t("noValues") : t("beyondReach")}</span>}
      </span>
      <span role="gridcell" className="weak" title={row.newest === null ? undefined : fullTime(new Date(row.newest).toISOString())}>{row.newest === null ? "—" : span(asOf - row.newest, language)}</span>
      <span role="gridcell" className="one-line weak">{unit}</span>
    </div>
  );
});

/** Latest values of a device; one that is older than it should be says so in words. */
export function Values({ values, product }: { values: Value[]; product: Product | undefined }) {
  const t = useTexts(texts);
  const say = useSay();
  const yes = (on: boolean): string => (on ? t("yes") : t("no"));
  const order = product?.model.properties.map(({ code }) => code) ?? [];
  return [...values].sort((a, b) => order.indexOf(a.property) - order.indexOf(b.property)).map((one) => {
    const property = product?.model.properties.find(({ code }) => code === one.property);
    return (
      <span key={one.property} className="device-value" data-stale={one.stale} title={fullTime(new Date(one.at).toISOString())}>
        <span className="weak">{property ? say(nameOf(property)) : one.property}</span> <b>{spoken(one.value, property, say, yes)}</b>
        {one.stale && <em>{t("stale")}</em>}
      </span>
    );
  });
}
