import type { RefObject } from "react";
import { memo } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { span } from "../format";
import { texts } from "./texts";
import type { Layout, PlacedArc } from "./layout";
import { curve, END, START } from "./layout";

export type Measure = "frequency" | "time";
interface Props {
  layout: Layout;
  measure: Measure;
  zoom: number;
  chosen: string | null;
  /** Arcs on the way of the variant that is looked at; the others step back. */
  marked: ReadonlySet<string> | null;
  choose: (arc: PlacedArc) => void;
  tokens: RefObject<SVGGElement | null>;
}

/** The process map: what came after what. Width is frequency; words say how often or how long. */
export const ProcessMap = memo(function ProcessMap({ layout, measure, zoom, chosen, marked, choose, tokens }: Props) {
  const t = useTexts(texts);
  const language = useLanguage();
  const most = Math.max(1, ...layout.arcs.map(({ n }) => n));
  const busiest = Math.max(1, ...layout.nodes.map(({ n }) => n));
  const slowest = Math.max(1, ...layout.arcs.map(({ arc }) => arc?.median ?? 0));
  const strength = ({ arc, n }: PlacedArc): number => (measure === "frequency" ? Math.sqrt(n / most) : Math.sqrt((arc?.median ?? 0) / slowest));
  const words = ({ arc, n }: PlacedArc): string => (measure === "frequency" || !arc ? n.toLocaleString("en-US") : span(arc.median, language));
  const names = new Map(layout.nodes.map(({ id, label }) => [id, label]));
  return (
    <svg className="process-map" viewBox={`0 0 ${String(layout.width)} ${String(layout.height)}`} width={layout.width * zoom} height={layout.height * zoom} role="group" aria-label={t("map")}>
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0.5 L8,4 L0,7.5 z" className="process-head" /></marker>
      </defs>
      {layout.arcs.map((one) => (
        <path key={one.id} id={`arc-${one.id}`} d={curve(one.points)} className="process-arc" data-end={one.arc === null} data-faint={marked !== null && !marked.has(one.id)} data-chosen={chosen === one.id}
          style={{ strokeWidth: one.arc ? 1.2 + 5.5 * strength(one) : 1.5 }} markerEnd="url(#arrow)" />
      ))}
      {layout.nodes.map(({ id, label, n, x, y, width, height }) =>
        id === START || id === END ? (
          <g key={id} className="process-end" transform={`translate(${String(x)},${String(y)})`}>
            <title>{id === START ? t("begin") : t("finish")}</title>
            <circle r={12} />
            <path d={id === START ? "M-4,-6 L6,0 L-4,6 z" : "M-5,-5 h10 v10 h-10 z"} />
          </g>
        ) : (
          <g key={id} className="process-node" transform={`translate(${String(x - width / 2)},${String(y - height / 2)})`}>
            <rect width={width} height={height} rx={6} />
            <rect className="process-fill" y={height - 4} width={(width * n) / busiest} height={4} rx={2} />
            <text x={width / 2} y={19}>{label}</text>
            <text x={width / 2} y={35} className="process-count">{n.toLocaleString("en-US")}</text>
          </g>
        ))}
      {layout.arcs.map((one) => {
        const text = words(one);
        const width = 12 + text.length * 7;
        const inside = <><rect x={-width / 2} y={-9} width={width} height={18} rx={9} /><text y={4}>{text}</text></>;
        const place = `translate(${one.label.x.toFixed(1)},${one.label.y.toFixed(1)})`;
        if (!one.arc) return null;
        return (
          <g key={one.id} className="process-label" role="button" tabIndex={0} aria-pressed={chosen === one.id} transform={place} data-faint={marked !== null && !marked.has(one.id)}
            aria-label={t("arcIs", { from: names.get(one.from) ?? one.from, to: names.get(one.to) ?? one.to, n: one.n, median: span(one.arc.median, language) })}
            onClick={() => { choose(one); }} onKeyDown={(pressed) => { if (pressed.key === "Enter" || pressed.key === " ") { pressed.preventDefault(); choose(one); } }}>
            {inside}
          </g>
        );
      })}
      <g ref={tokens} className="process-tokens" aria-hidden />
    </svg>
  );
});
