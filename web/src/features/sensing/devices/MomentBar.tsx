import { History, Pause, Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { now } from "@/shared/time/clock";
import { fullTime } from "@/shared/time/format";
import { texts } from "../texts";
import type { SpanName } from "./filters";
import { SPANS } from "./filters";

interface Props {
  /** The moment looked at as ISO time; empty: now. */
  at: string;
  span: SpanName;
  change: (changes: { at?: string; span?: SpanName }) => void;
  /** The picture of this moment has not come yet: playing waits for it. */
  busy: boolean;
}
const PACE = 900;
const SLACK = 1000;
const said = (at: number): string => fullTime(new Date(at).toISOString()).slice(0, 16);

/** Go back in time, and play on from there to now. */
export function MomentBar({ at, span, change, busy }: Props) {
  const t = useTexts(texts);
  const [length, step] = SPANS[span];
  const [playing, setPlaying] = useState(false);
  const end = Math.floor(now() / step) * step;
  const first = end - length;
  const value = at ? Math.min(Math.max(Date.parse(at), first), end) : end;
  const latest = useRef({ value, change });
  useEffect(() => { latest.current = { value, change }; });
  useEffect(() => {
    if (!playing || busy) return;
    const timer = setTimeout(() => {
      const next = latest.current.value + step;
      if (next >= end) setPlaying(false);
      latest.current.change({ at: next >= end ? "" : new Date(next).toISOString() });
    }, PACE);
    return () => { clearTimeout(timer); };
  }, [playing, busy, at, step, end]);
  const go = (moment: number) => { change({ at: moment >= end - SLACK ? "" : new Date(moment).toISOString() }); };
  const toggle = () => {
    if (!playing && !at) go(first);
    setPlaying(!playing);
  };
  return (
    <div className="time-slider device-moment" role="group" aria-label={t("moment")}>
      <button type="button" className="btn" aria-label={playing ? t("pause") : t("play")} title={playing ? t("pause") : t("play")} onClick={toggle}>
        {playing ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
      </button>
      <input type="range" aria-label={t("moment")} aria-valuetext={at ? said(value) : t("now")} min={first} max={end} step={step} value={value} onChange={(moved) => { setPlaying(false); go(Number(moved.target.value)); }} />
      <select className="input" aria-label={t("howFar")} value={span} onChange={(chosen) => { change({ span: chosen.target.value as SpanName, at: "" }); }}>
        {(Object.keys(SPANS) as SpanName[]).map((name) => <option key={name} value={name}>{t(name)}</option>)}
      </select>
      <output data-past={at !== ""}>{at && <History size={15} aria-hidden />} {at ? t("asOf", { at: said(value) }) : t("live")}</output>
      <button type="button" className="btn" disabled={!at} onClick={() => { setPlaying(false); change({ at: "" }); }}>{t("backToNow")}</button>
    </div>
  );
}
