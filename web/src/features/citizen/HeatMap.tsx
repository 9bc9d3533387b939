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
const PERIODS = [0, 1, 2, 3];
const days = (made: Heat): number => Math.round((Date.parse(made.to) - Date.parse(made.from)) / 86_400_000) + 1;

/** Where problems are many and how many are solved: squares, never cases, never few people. */
export function HeatMap() {
  const t = useTexts(texts);
  const [kind, setKind] = useState("");
  const [back, setBack] = useState(0);
  const heat = useKept(`heat:${kind}:${String(back)}`, () => readHeat(kind, back));
  // The list of kinds stays while another map is being fetched.
  const kinds = useKept("heat::0", () => readHeat("", 0)).data;
  const streets = useKept("streets", readStreets);
  return (
    <section className="heat">
      <h1>{t("heat")}</h1>
      <AsOf at={heat.asOf} />
      {kinds && (
        <div className="heat-choose">
          <label>
            {t("heatKind")}
            <select className="input" value={kind} onChange={(change) => { setKind(change.target.value); }}>
              <option value="">{t("allKinds")}</option>
              {kinds.kinds.map((one) => <option key={one.code} value={one.code}>{one.name}</option>)}
            </select>
          </label>
          <label>
            {t("heatPeriod")}
            <select className="input" value={back} onChange={(change) => { setBack(Number(change.target.value)); }}>
              {PERIODS.map((k) => <option key={k} value={k}>{t(k === 0 ? "heatNow" : "heatBack", { n: days(kinds), k })}</option>)}
            </select>
          </label>
        </div>
      )}
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
