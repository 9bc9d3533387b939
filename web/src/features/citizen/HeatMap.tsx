import { Minus, Plus } from "lucide-react";
import { useMemo, useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { AsOf } from "@/shared/offline/OfflineBar";
import { useKept } from "@/shared/offline/hooks";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Heat, Square } from "./api";
import { readHeat, readStreets } from "./api";
import { frame, level, outlines, steps } from "./heat";
import { texts } from "./texts";

const SIDE = 1000;
const MOST_ROWS = 12;

/** Where problems are many and how many are solved: squares, never cases, never few people. */
export function HeatMap() {
  const t = useTexts(texts);
  const heat = useKept("heat", readHeat);
  const streets = useKept("streets", readStreets);
  return (
    <section className="heat">
      <h1>{t("heat")}</h1>
      <AsOf at={heat.asOf} />
      <Loaded query={heat}>
        {(made) => (
          <>
            <p className="weak">{t("heatIntro", { from: made.from, to: made.to, n: made.at_least, m: made.cell_m })}</p>
            {made.cells.length === 0 ? <EmptyState title={t("heatEmpty")} /> : <Picture heat={made} streets={streets.data} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Picture({ heat, streets }: { heat: Heat; streets: GeoJSON.FeatureCollection | undefined }) {
  const t = useTexts(texts);
  const [zoom, setZoom] = useState(1);
  const view = useMemo(() => frame(heat.cells, SIDE), [heat.cells]);
  const lines = useMemo(() => (streets ? outlines(streets, view) : []), [streets, view]);
  const most = Math.max(...heat.cells.map((cell) => cell.cases));
  const ranked = [...heat.cells].sort((a, b) => b.cases - a.cases);
  return (
    <>
      <div className="heat-zoom">
        <button type="button" className="btn" disabled={zoom <= 1} onClick={() => { setZoom(zoom / 2); }}><Minus size={20} aria-hidden />{t("zoomOut")}</button>
        <button type="button" className="btn" disabled={zoom >= 8} onClick={() => { setZoom(zoom * 2); }}><Plus size={20} aria-hidden />{t("zoomIn")}</button>
      </div>
      <div className="heat-box" tabIndex={0} role="region" aria-label={t("heatMap")}>
        <svg viewBox={`0 0 ${String(SIDE)} ${String(Math.round(view.height))}`} style={{ width: `${String(zoom * 100)}%` }} role="img" aria-label={t("heatMap")}>
          {lines.map((d, index) => <path key={index} d={d} className="heat-line" />)}
          {heat.cells.map((cell) => <rect key={`${String(cell.west)},${String(cell.south)}`} {...view.box(cell)} data-level={level(cell.cases, most)} className="heat-cell" />)}
        </svg>
      </div>
      <p className="heat-legend" aria-hidden>
        {steps(most).map((from) => <span key={from}><i data-level={level(from, most)} />{t("levelFrom", { n: from })}</span>)}
      </p>
      <h2>{t("heatMost")}</h2>
      <ol className="heat-list">
        {ranked.slice(0, MOST_ROWS).map((cell: Square) => (
          <li key={`${String(cell.west)},${String(cell.south)}`}>
            <span>{cell.street || t("unnamed")}</span>
            <span>{t("about", { n: cell.cases })}</span>
            <span className="weak">{t("solved", { n: cell.closed_percent })}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
