import { Pause, Play, X } from "lucide-react";
import { useEffect, useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { now } from "@/shared/time/clock";
import { monthAt, PACE, PLAY } from "./model/months";
import type { Month } from "./queries";
import { texts } from "./texts";

/** The month on show; while history plays, it wakes up when the next one comes. */
export function useShownMonth(chosen: string | null, since: number, months: Month[]): Month | null {
  const [at, setAt] = useState(now);
  useEffect(() => {
    if (chosen !== PLAY) return;
    const timer = setTimeout(() => { setAt(now()); }, PACE - ((((now() - since) % PACE) + PACE) % PACE) + 10);
    return () => { clearTimeout(timer); };
  }, [chosen, since, at]);
  return monthAt(chosen, since, Math.max(at, since), months);
}

interface Props {
  months: Month[];
  shown: Month | null;
  playing: boolean;
  look: (month: string | null) => void;
}

/** History by months: play, pause, any month; each as a bar of what was opened in it. */
export function MonthBar({ months, shown, playing, look }: Props) {
  const t = useTexts(texts);
  const most = Math.max(1, ...months.map(({ opened }) => opened));
  const at = months.findIndex(({ month }) => month === shown?.month);
  const words = shown ? t("monthOf", { month: shown.month, n: shown.opened.toLocaleString("en-US") }) : t("monthNow");
  return (
    <section className="wall-months" aria-label={t("history")}>
      <button type="button" aria-label={playing ? t("pause") : t("play")} onClick={() => { look(playing ? (shown?.month ?? null) : PLAY); }}>
        {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
      </button>
      <div>
        <svg viewBox={`0 0 ${String(months.length)} 1`} preserveAspectRatio="none" aria-hidden>
          {months.map(({ month, opened }, index) => (
            <rect key={month} data-shown={index === at} x={index + 0.1} width={0.8} y={1 - opened / most} height={opened / most} />
          ))}
        </svg>
        <input type="range" aria-label={t("history")} aria-valuetext={words} min={0} max={months.length - 1} value={at < 0 ? months.length - 1 : at}
          onChange={(change) => { look(months[Number(change.target.value)]?.month ?? null); }} />
      </div>
      <output>{words}</output>
      {shown && <button type="button" aria-label={t("toNow")} onClick={() => { look(null); }}><X aria-hidden /></button>}
    </section>
  );
}
