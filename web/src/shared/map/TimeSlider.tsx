import { Pause, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { useTexts } from "../i18n/catalogue";
import { fullTime } from "../time/format";
import type { Span } from "./span";
import { DAY, moveTo, next, WIDTHS } from "./span";
import { texts } from "./texts";
import "./map.css";

interface Props {
  /** The first and last instant that can be looked at, in milliseconds. */
  whole: Span;
  value: Span;
  onChange: (value: Span) => void;
  /** How far one step goes, in milliseconds; a day unless told. */
  step?: number;
  /** Milliseconds that a step stays on the screen while it plays. */
  pace?: number;
}

const said = (at: number): string => fullTime(new Date(at).toISOString()).slice(0, 16);

/** A window in time that can be moved, widened and played: for maps of the desk and of the wall. */
export function TimeSlider({ whole, value, onChange, step = DAY, pace = 700 }: Props) {
  const t = useTexts(texts);
  const [playing, setPlaying] = useState(false);
  const latest = useRef({ value, onChange });
  useEffect(() => {
    latest.current = { value, onChange };
  });
  const { from, to } = whole;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const following = next({ from, to }, latest.current.value, step);
      latest.current.onChange(following);
      if (following.to >= to) setPlaying(false);
    }, pace);
    return () => { clearInterval(timer); };
  }, [playing, from, to, step, pace]);
  const width = value.to - value.from;
  const toggle = () => {
    if (!playing && value.to >= to) onChange(moveTo(whole, from + width, width));
    setPlaying(!playing);
  };
  return (
    <div className="time-slider" role="group" aria-label={t("time")}>
      <button type="button" aria-label={playing ? t("pause") : t("play")} title={playing ? t("pause") : t("play")} onClick={toggle}>
        {playing ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
      </button>
      <input type="range" aria-label={t("until")} aria-valuetext={said(value.to)} min={from + Math.min(width, to - from)} max={to} step={step} value={value.to}
        onChange={(change) => { onChange(moveTo(whole, Number(change.target.value), width)); }} />
      <select aria-label={t("window")} value={WIDTHS.find((one) => Math.abs(one * DAY - width) < 1) ?? 0}
        onChange={(change) => { const days = Number(change.target.value); onChange(days === 0 ? whole : moveTo(whole, value.to, days * DAY)); }}>
        {WIDTHS.map((days) => <option key={days} value={days}>{t("days", { n: days })}</option>)}
        <option value={0}>{t("allTime")}</option>
      </select>
      <output>{said(value.from)} – {said(value.to)}</output>
    </div>
  );
}
