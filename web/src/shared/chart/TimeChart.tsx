import type { KeyboardEvent, PointerEvent } from "react";
import { useEffect, useId, useMemo, useRef, useState } from "react";

import { useLanguage } from "../i18n/language";
import { now } from "../time/clock";
import { shortTime, timeOfDay } from "../time/format";
import type { Point, Span } from "./scale";
import { extent, nearest, pieces, timeTicks, valueTicks } from "./scale";
import "./chart.css";

export interface Line {
  name: string;
  unit?: string;
  points: Point[];
}
export interface Bar extends Span {
  /** Gives the bar its colour: `red`, `orange`, `yellow`, `blue`, or none. */
  tone?: string;
  title: string;
}
export interface Row {
  name: string;
  bars: Bar[];
}
export interface Mark {
  value: number;
  title: string;
  tone?: string;
}
interface Props {
  /** What the chart shows, in a sentence: it is read out. */
  label: string;
  span: Span;
  lines: Line[];
  /** Stretches of time under the readings, a row each. */
  rows?: Row[];
  /** Levels drawn across. */
  marks?: Mark[];
  height?: number;
}

const LEFT = 56;
const RIGHT = 12;
const TOP = 10;
const AXIS = 22;
const ROW = 22;
const DASHES = ["none", "6 3", "2 3", "8 3 2 3"];

/** Readings over time, with levels across and stretches of time below; the arrows and the pointer read values off. */
export function TimeChart({ label, span, lines, rows = [], marks = [], height = 180 }: Props) {
  const language = useLanguage();
  const clip = useId();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => { if (entry) setWidth(Math.max(entry.contentRect.width, 240)); });
    watch.observe(box.current);
    return () => { watch.disconnect(); };
  }, []);
  const [low, high] = useMemo(() => extent([...lines.flatMap(({ points }) => points.map(([, value]) => value)), ...marks.map(({ value }) => value)]), [lines, marks]);
  const inner = width - LEFT - RIGHT;
  const bottom = TOP + height;
  const x = (time: number): number => LEFT + ((time - span.from) / Math.max(span.to - span.from, 1)) * inner;
  const y = (value: number): number => bottom - ((value - low) / (high - low)) * height;
  const clamp = (time: number): number => Math.min(Math.max(time, span.from), span.to);
  const whole = bottom + AXIS + rows.length * ROW;
  const days = span.to - span.from > 36 * 3_600_000;
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    setAt(clamp(span.from + ((event.clientX - left - LEFT) / inner) * (span.to - span.from)));
  };
  const key = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt((old) => clamp((old ?? (span.from + span.to) / 2) + step * ((span.to - span.from) / (event.shiftKey ? 12 : 96))));
  };
  const time = at === null ? "" : shortTime(new Date(at).toISOString(), now(), language);
  const read = at === null ? [] : lines.flatMap(({ name, unit, points }) => {
    const found = nearest(points, at);
    return found ? [`${name} ${String(Number(found[1].toPrecision(6)))}${unit ? ` ${unit}` : ""}`] : [];
  });
  const shown = at === null ? [] : rows.flatMap(({ name, bars }) => bars.filter((bar) => bar.from <= at && at <= bar.to).slice(0, 1).map((bar) => `${name} ${bar.title}`));
  return (
    <div className="chart" ref={box}>
      <div className="chart-read" role="status">{at === null ? lines.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)).join(" · ") : [time, ...read, ...shown].join(" · ")}</div>
      <svg width={width} height={whole} role="img" aria-label={label} tabIndex={0} onPointerMove={move} onPointerLeave={() => { setAt(null); }} onKeyDown={key} onBlur={() => { setAt(null); }}>
        <clipPath id={clip}><rect x={LEFT} y={TOP} width={inner} height={height} /></clipPath>
        {valueTicks(low, high, Math.max(2, Math.round(height / 40))).map((value) => (
          <g key={value}>
            <line className="chart-grid" x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">{value}</text>
          </g>
        ))}
        {timeTicks(span, Math.max(2, Math.floor(inner / 90))).map((tick) => (
          <g key={tick}>
            <line className="chart-grid" x1={x(tick)} x2={x(tick)} y1={TOP} y2={whole} />
            <text x={x(tick)} y={bottom + 15} textAnchor="middle">{days ? shortTime(new Date(tick).toISOString(), 0, language).slice(5) : timeOfDay(tick)}</text>
          </g>
        ))}
        <g clipPath={`url(#${clip})`}>
          {lines.map((line, n) => pieces(line.points).map((piece, m) => (
            <polyline key={`${line.name}-${String(m)}`} className="chart-line" data-series={n % DASHES.length} strokeDasharray={DASHES[n % DASHES.length]}
              points={piece.map(([moment, value]) => `${x(moment).toFixed(1)},${y(value).toFixed(1)}`).join(" ")} />
          )))}
          {marks.map((mark) => <line key={`${mark.title}-${String(mark.value)}`} className="chart-mark" data-tone={mark.tone} x1={LEFT} x2={width - RIGHT} y1={y(mark.value)} y2={y(mark.value)} />)}
        </g>
        {marks.map((mark) => <text key={`${mark.title}-${String(mark.value)}`} className="chart-mark-name" x={width - RIGHT - 4} y={y(mark.value) - 3} textAnchor="end">{mark.title}</text>)}
        {rows.map((row, n) => {
          const top = bottom + AXIS + n * ROW;
          return (
            <g key={row.name}>
              <text x={LEFT - 6} y={top + 15} textAnchor="end">{row.name}</text>
              <line className="chart-grid" x1={LEFT} x2={width - RIGHT} y1={top + ROW} y2={top + ROW} />
              {row.bars.map((bar) => (
                <rect key={`${String(bar.from)}-${bar.title}`} className="chart-bar" data-tone={bar.tone} x={x(clamp(bar.from))} y={top + 4} height={ROW - 8} width={Math.max(x(clamp(bar.to)) - x(clamp(bar.from)), 3)}>
                  <title>{bar.title}</title>
                </rect>
              ))}
            </g>
          );
        })}
        {at !== null && <line className="chart-at" x1={x(at)} x2={x(at)} y1={TOP} y2={whole} />}
      </svg>
    </div>
  );
}
