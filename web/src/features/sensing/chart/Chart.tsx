import { useId, useMemo, useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { cityZone, fullTime, timeOfDay } from "@/shared/time/format";
import { AlarmBadge, LEVEL_SHAPES, LEVEL_TONES } from "../AlarmBadge";
import type { AlarmOf } from "../queries";
import { rankOf } from "../queries";
import { texts } from "../texts";
import { REASONS } from "../vocabulary";
import type { Bin } from "./scale";
import { pieces, range, ticks, timeTicks } from "./scale";

export interface Doubt {
  id: number;
  at: number;
  value: number | null;
  reason: string;
}
export interface Limit {
  value: number;
  level: AlarmOf["level"];
  name: string;
}
interface Props {
  title: string;
  bins: Bin[];
  from: number;
  to: number;
  /** Seconds of one interval. */
  step: number;
  every: number | null;
  doubts: Doubt[];
  alarms: AlarmOf[];
  limits: Limit[];
  /** Writes a value with its unit. */
  words: (value: number) => string;
  /** Members of an enumeration or yes and no: the scale names them. */
  names?: Map<number, string>;
}
const WIDE = 920;
const HIGH = 250;
const LEFT = 62;
const RIGHT = 104;
const TOP = 26;
const LOW = 34;
const DOUBT = 14;

const offsetOf = (at: number): number => {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: cityZone(), year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute")) - Math.floor(at / 60_000) * 60_000;
};

/** A series in time: a band from smallest to largest, the mean as a line, gaps as gaps, doubts and alarms apart. */
export function Chart({ title, bins, from, to, step, every, doubts, alarms, limits, words, names }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const clip = useId();
  const [at, setAt] = useState<number | null>(null);
  const shown = useMemo(() => {
    const [low, high] = range([...bins.flatMap(({ min, max }) => [min, max]), ...limits.map(({ value }) => value)]);
    return names ? ([Math.min(...names.keys()) - 0.3, Math.max(...names.keys()) + 0.3] as const) : ([low, high] as const);
  }, [bins, limits, names]);
  const parts = useMemo(() => pieces(bins, step, every), [bins, step, every]);
  const [low, high] = shown;
  const x = (instant: number): number => LEFT + ((instant - from) / (to - from)) * (WIDE - LEFT - RIGHT);
  const y = (value: number): number => TOP + (1 - (value - low) / (high - low)) * (HIGH - TOP - LOW - DOUBT);
  const foot = HIGH - LOW;
  const middle = (bin: Bin): number => x(Math.min(Math.max(bin.at + step * 500, from), to));
  const dots = (part: Bin[]): string => part.map((bin) => `${middle(bin).toFixed(1)},${y(bin.mean).toFixed(1)}`).join(" ");
  const band = (part: Bin[]): string => [...part.map((bin) => `${middle(bin).toFixed(1)},${y(bin.max).toFixed(1)}`), ...[...part].reverse().map((bin) => `${middle(bin).toFixed(1)},${y(bin.min).toFixed(1)}`)].join(" ");
  const near = at === null ? undefined : bins.reduce<Bin | undefined>((best, bin) => (best && Math.abs(best.at + step * 500 - at) <= Math.abs(bin.at + step * 500 - at) ? best : bin), undefined);
  const day = to - from > 36 * 3_600_000;
  const label = (instant: number): string => (day ? fullTime(new Date(instant).toISOString()).slice(5, 16) : timeOfDay(instant));
  const move = (moved: React.PointerEvent<SVGSVGElement>) => {
    const box = moved.currentTarget.getBoundingClientRect();
    const inside = ((moved.clientX - box.left) / box.width) * WIDE;
    setAt(inside < LEFT || inside > WIDE - RIGHT ? null : from + ((inside - LEFT) / (WIDE - LEFT - RIGHT)) * (to - from));
  };
  const stepBy = (pressed: React.KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[pressed.key];
    if (!by || bins.length === 0) return;
    pressed.preventDefault();
    const index = near ? bins.indexOf(near) + by : by > 0 ? 0 : bins.length - 1;
    const next = bins[Math.min(Math.max(index, 0), bins.length - 1)];
    if (next) setAt(next.at + step * 500);
  };
  return (
    <figure className="chart">
      <figcaption>
        <b>{title}</b>
        <output aria-live="polite">{near ? `${fullTime(new Date(near.at).toISOString()).slice(0, 16)} · ${t("chartPoint", { mean: words(near.mean), min: words(near.min), max: words(near.max), n: near.count })}` : t("chartHint")}</output>
      </figcaption>
      <svg viewBox={`0 0 ${String(WIDE)} ${String(HIGH)}`} role="img" aria-label={t("chartLabel", { name: title, n: bins.length, gaps: Math.max(parts.length - 1, 0), doubts: doubts.length, alarms: alarms.length })} tabIndex={0} onPointerMove={move} onPointerLeave={() => { setAt(null); }} onKeyDown={stepBy}>
        <clipPath id={clip}><rect x={LEFT} y={0} width={WIDE - LEFT - RIGHT} height={HIGH} /></clipPath>
        {(names ? [...names.keys()] : ticks(low, high)).map((value) => (
          <g key={value} className="chart-grid">
            <line x1={LEFT} x2={WIDE - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 8} y={y(value)} textAnchor="end" dominantBaseline="central">{names?.get(value) ?? String(value)}</text>
          </g>
        ))}
        {timeTicks(from, to, offsetOf(from), day ? 7 : 8).map((instant) => (
          <g key={instant} className="chart-grid" data-time>
            <line x1={x(instant)} x2={x(instant)} y1={TOP} y2={foot} />
            <text x={x(instant)} y={HIGH - 12} textAnchor="middle">{label(instant)}</text>
          </g>
        ))}
        {limits.map((limit) => (
          <g key={`${limit.name}-${String(limit.value)}-${limit.level}`} className="chart-limit">
            <line x1={LEFT} x2={WIDE - RIGHT} y1={y(limit.value)} y2={y(limit.value)} style={{ stroke: LEVEL_TONES[limit.level] }} />
            <path d={LEVEL_SHAPES[limit.level]} transform={`translate(${String(WIDE - RIGHT + 6)} ${String(y(limit.value) - 6)}) scale(.75)`} fill={LEVEL_TONES[limit.level]} stroke="var(--text-strong)" strokeWidth="0.75" />
            <text x={WIDE - RIGHT + 22} y={y(limit.value)} dominantBaseline="central">{words(limit.value)}</text>
            <title>{limit.name}</title>
          </g>
        ))}
        <g clipPath={`url(#${clip})`}>
          {parts.map((part) => (
            <g key={part[0]?.at} className="chart-series">
              <polygon points={band(part)} />
              {part.length > 1 ? <polyline points={dots(part)} /> : part[0] && <circle cx={middle(part[0])} cy={y(part[0].mean)} r="2.5" />}
            </g>
          ))}
          {parts.slice(1).map((part, index) => {
            const before = parts[index]?.at(-1);
            const after = part[0];
            return before && after && <rect key={after.at} className="chart-gap" x={x(before.at + step * 1000)} width={Math.max(x(after.at) - x(before.at + step * 1000), 1)} y={TOP} height={foot - TOP - DOUBT}><title>{t("gap")}</title></rect>;
          })}
          {[...alarms].sort((a, b) => rankOf(a) - rankOf(b)).map((one) => {
            const start = x(Math.max(Date.parse(one.raised_at), from));
            const end = x(Math.min(Date.parse(one.cleared_at ?? one.closed_at ?? new Date(to).toISOString()), to));
            return (
              <g key={one.id} className="chart-alarm">
                <rect x={start} width={Math.max(end - start, 2)} y={TOP - 10} height={5} fill={LEVEL_TONES[one.peak]} />
                <line x1={start} x2={start} y1={TOP - 10} y2={foot} stroke={LEVEL_TONES[one.peak]} />
                <path d={LEVEL_SHAPES[one.peak]} transform={`translate(${String(Math.max(start - 7, LEFT))} 1)`} fill={LEVEL_TONES[one.peak]} stroke="var(--text-strong)" strokeWidth="0.75" />
                <title>{`${one.rule} ${fullTime(one.raised_at)}`}</title>
              </g>
            );
          })}
          {doubts.map((one) => (
            <path key={one.id} className="chart-doubt" d="M-4 -4L4 4M4 -4L-4 4" transform={`translate(${String(x(one.at))} ${String(foot - DOUBT / 2)})`}><title>{`${say(REASONS[one.reason] ?? one.reason)} ${one.value === null ? "" : words(one.value)} ${fullTime(new Date(one.at).toISOString())}`}</title></path>
          ))}
          {near && <line className="chart-cursor" x1={middle(near)} x2={middle(near)} y1={TOP} y2={foot} />}
          {near && <circle className="chart-dot" cx={middle(near)} cy={y(near.mean)} r="4" />}
        </g>
        {bins.length === 0 && <text className="chart-none" x={(WIDE - RIGHT + LEFT) / 2} y={(TOP + foot) / 2} textAnchor="middle">{t("chartEmpty")}</text>}
        {bins.at(-1) && !names && limits.length === 0 && <text className="chart-last" x={WIDE - RIGHT + 8} y={y(bins.at(-1)?.last ?? bins.at(-1)?.mean ?? 0)} dominantBaseline="central">{words(bins.at(-1)?.last ?? 0)}</text>}
      </svg>
      <p className="chart-legend small">
        <span><i data-kind="mean" /> {t("legendMean")}</span>
        <span><i data-kind="band" /> {t("legendBand")}</span>
        {parts.length > 1 && <span><i data-kind="gap" /> {t("gap")} {parts.length - 1}</span>}
        {doubts.length > 0 && <span><b aria-hidden>×</b> {t("legendDoubt", { n: doubts.length })}</span>}
        {alarms.length > 0 && <span><AlarmBadge level={alarms[0]?.peak ?? "blue"} /> {t("legendAlarm", { n: alarms.length })}</span>}
        {limits.length > 0 && <span className="weak">{t("legendLimit", { n: limits.length })}</span>}
      </p>
    </figure>
  );
}
