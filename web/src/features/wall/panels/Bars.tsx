import type { Pair } from "@/contributions/wall/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { texts } from "../texts";

export interface Bar {
  key: string;
  label: string;
  n: number;
  late?: number;
  href?: string;
  lateHref?: string;
  onLabel?: () => void;
  level?: "over" | "soon";
}

/** Figures as bars from zero, each with its number: the number opens its cases, the name goes down a level. */
export function Bars({ bars }: { bars: Bar[] }) {
  const t = useTexts(texts);
  if (bars.length === 0) return <p className="wall-none">{t("nothing")}</p>;
  const most = Math.max(1, ...bars.map(({ n }) => n));
  return (
    <ul className="wall-bars" data-late={bars.some(({ late }) => late !== undefined)}>
      {bars.map(({ key, label, n, late, href, lateHref, onLabel, level }) => (
        <li key={key} data-level={level}>
          {onLabel ? <button type="button" onClick={onLabel}>{label}</button> : <span className="label">{label}</span>}
          <i aria-hidden><b style={{ width: `${String((100 * n) / most)}%` }} /></i>
          <Figure n={n} href={href} label={label} />
          {late !== undefined && (late > 0 ? <Figure n={late} href={lateHref} label={`${label} ${t("late")}`} late /> : <span className="no-late" aria-hidden />)}
        </li>
      ))}
    </ul>
  );
}

/** A number that is a door: it opens the cases that it counts. */
export function Figure({ n, href, label, late }: { n: number; href?: string | undefined; label: string; late?: boolean }) {
  const t = useTexts(texts);
  const text = n.toLocaleString("en-US");
  const shown = late ? `${t("late")} ${text}` : text;
  if (!href) return <span className={late ? "figure late" : "figure"}>{shown}</span>;
  return (
    <a className={late ? "figure late" : "figure"} href={href} target="_blank" rel="noreferrer" aria-label={`${label} ${text}，${t("openDesk")}`}>
      {shown}
    </a>
  );
}

/** The greatest first. */
export const ranked = (counts: Record<string, Pair>, top: number): [string, Pair][] =>
  Object.entries(counts).sort(([a, x], [b, y]) => y[0] - x[0] || a.localeCompare(b)).slice(0, top);
