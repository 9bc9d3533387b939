import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";

import { useChannels } from "@/features/cases/public";
import { useMatters } from "@/features/matters/public";
import { useAreas, useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import type { Dimension } from "./model";
import type { Grain } from "./periods";
import { sparkOf } from "./model";
import { grainOf, pieceOf, stepped } from "./periods";
import { today } from "./queries";
import { texts } from "./texts";

const GRAINS: Grain[] = ["day", "week", "month", "quarter", "year"];

const [WIDE, HIGH] = [120, 26];

export function Sparkline({ points, label }: { points: (number | null)[]; label: string }) {
  return (
    <svg className="spark" viewBox={`-2 -2 ${String(WIDE + 4)} ${String(HIGH + 4)}`} width={WIDE} height={HIGH} role="img" aria-label={label}>
      {sparkOf(points, WIDE, HIGH).map((piece) => (piece.includes(" ") ? <polyline key={piece} points={piece} /> : <circle key={piece} cx={piece.split(",")[0]} cy={piece.split(",")[1]} r={1.6} />))}
    </svg>
  );
}

/** Which piece of time: one before, one after, of another length, or written out. */
export function PeriodPicker({ value, change }: { value: string; change: (period: string) => void }) {
  const t = useTexts(texts);
  const [typed, write] = useState<string | null>(null);
  const grain = grainOf(value);
  const set = () => {
    if (typed !== null && typed.trim()) change(typed.trim());
    write(null);
  };
  return (
    <div className="period" role="group" aria-label={t("period")}>
      <button type="button" className="btn" data-quiet title={`${t("before")} [`} disabled={!grain} onClick={() => { change(stepped(value, -1)); }}><ChevronLeft size={16} aria-hidden /><span className="sr">{t("before")}</span></button>
      <input className="input" aria-label={t("period")} title={t("periodHint")} maxLength={24} value={typed ?? value} onChange={({ target }) => { write(target.value); }} onBlur={set} onKeyDown={({ key }) => { if (key === "Enter") set(); }} />
      <button type="button" className="btn" data-quiet title={`${t("after")} ]`} disabled={!grain} onClick={() => { change(stepped(value, 1)); }}><ChevronRight size={16} aria-hidden /><span className="sr">{t("after")}</span></button>
      <select className="input" aria-label={t("grain")} value={grain ?? ""} onChange={({ target }) => { change(pieceOf(today(), target.value as Grain)); }}>
        {!grain && <option value="">…</option>}
        {GRAINS.map((one) => <option key={one} value={one}>{t(one)}</option>)}
      </select>
    </div>
  );
}

/** What keys of dimensions are called. */
export function useNames(): (dimension: Dimension, key: string) => string {
  const channel = useChannels();
  const units = useUnits();
  const areas = useAreas();
  const matters = useMatters();
  return (dimension, key) => {
    if (dimension === "unit") return units.data?.find(({ code }) => code === key)?.name ?? key;
    if (dimension === "area") return areas.data?.find(({ code }) => code === key)?.name ?? key;
    if (dimension === "matter") return matters.data?.find((one) => one.key === key)?.name ?? key;
    return dimension === "channel" ? channel(key) : key;
  };
}
