import type { DayFigures, PanelProps } from "@/contributions/wall/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { listOf, openList, shifted, startOf } from "../model/links";
import { texts } from "../texts";
import { Figure } from "./Bars";

const EMPTY = { opened: 0, reports: 0, closed: 0, on_time: 0, late: 0, rated: 0, stars: 0 };
const dayOf = (days: DayFigures[], day: string): DayFigures => days.find((one) => one.day === day) ?? { day, ...EMPTY };

/** Today in figures, each beside the same day of last week. */
export function Today({ state }: PanelProps) {
  const t = useTexts(texts);
  const today = dayOf(state.days, state.date);
  const before = dayOf(state.days, shifted(state.date, -7));
  const from = startOf(state.date);
  const [then, after] = [startOf(shifted(state.date, -7)), startOf(shifted(state.date, -6))];
  const stars = today.rated > 0 ? (today.stars / today.rated).toFixed(1) : "—";
  const rated = today.rated > 0 ? listOf({ closed_from: from, satisfaction: "rated", sort: "-closed_at" }, state) : undefined;
  return (
    <dl className="wall-today">
      <div data-lead>
        <dt>{t("live")}</dt>
        <dd><Figure n={state.live.n} href={openList(state)} label={t("live")} /></dd>
        <dd className="change">
          <Figure n={state.live.late} href={openList(state, { overdue: "true" })} label={t("late")} late />
        </dd>
      </div>
      <Item name={t("opened")} n={today.opened} before={before.opened} href={listOf({ from }, state)} beforeHref={listOf({ from: then, to: after }, state)} />
      <Item name={t("closed")} n={today.closed} before={before.closed} href={listOf({ closed_from: from, sort: "-closed_at" }, state)}
        beforeHref={listOf({ closed_from: then, closed_to: after, sort: "-closed_at" }, state)} />
      <div>
        <dt>{t("satisfaction")}</dt>
        <dd><Door text={stars} href={rated} label={t("satisfaction")} /></dd>
        <dd className="change">n = <Door text={String(today.rated)} href={rated} label={t("rated")} /></dd>
      </div>
    </dl>
  );
}

/** A mean is a door to what it is made of. */
function Door({ text, href, label }: { text: string; href: string | undefined; label: string }) {
  const t = useTexts(texts);
  if (!href) return <span className="figure">{text}</span>;
  return <a className="figure" href={href} target="_blank" rel="noreferrer" aria-label={`${label} ${text}，${t("openDesk")}`}>{text}</a>;
}

interface ItemProps {
  name: string;
  n: number;
  before: number;
  href: string;
  beforeHref: string;
}

/** Beside the whole of that day last week: a share of a day that is not over would say "less" until midnight. */
function Item({ name, n, before, href, beforeHref }: ItemProps) {
  const t = useTexts(texts);
  const weekAgo = t("weekAgo", { n: before.toLocaleString("en-US") });
  return (
    <div>
      <dt>{name}</dt>
      <dd><Figure n={n} href={href} label={name} /></dd>
      <dd className="change"><a href={beforeHref} target="_blank" rel="noreferrer" aria-label={`${name} ${weekAgo}，${t("openDesk")}`}>{weekAgo}</a></dd>
    </div>
  );
}

const HEIGHT = 100;

/** Two weeks of opened (bars) and closed (ticks), zero at the bottom. */
export function Trend({ state }: PanelProps) {
  const t = useTexts(texts);
  const days = Array.from({ length: 14 }, (_, back) => dayOf(state.days, shifted(state.date, back - 13)));
  const most = Math.max(1, ...days.map(({ opened, closed }) => Math.max(opened, closed)));
  const y = (n: number): number => HEIGHT - (HEIGHT * n) / most;
  return (
    <div className="wall-trend">
      <svg viewBox={`0 0 140 ${String(HEIGHT)}`} preserveAspectRatio="none" role="img" aria-label={t("week")}>
        {days.map(({ day, opened, closed }, at) => (
          <g key={day}>
            <title>{t("openedOn", { day, opened, closed })}</title>
            <rect className="opened" x={at * 10 + 1} width={8} y={y(opened)} height={HEIGHT - y(opened)} />
            <rect className="closed" x={at * 10} width={10} y={Math.max(0, y(closed) - 1)} height={2.5} />
          </g>
        ))}
      </svg>
      <p>
        <span>{shifted(state.date, -13).slice(5)}</span>
        <span><i className="opened" aria-hidden /> {t("opened")} <i className="closed" aria-hidden /> {t("closed")} · {t("most", { n: most.toLocaleString("en-US") })}</span>
        <span>{state.date.slice(5)}</span>
      </p>
    </div>
  );
}
