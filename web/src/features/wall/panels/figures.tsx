import type { Dimension, PanelProps } from "@/contributions/wall/model";
import { STAGES } from "@/shared/i18n/vocabulary";
import { useTexts } from "@/shared/i18n/catalogue";
import { listOf, liveListOf, rungList, shifted, startOf } from "../model/links";
import { texts } from "../texts";
import type { Bar } from "./Bars";
import { Bars, ranked } from "./Bars";
import { optionNumber, useNames } from "./names";

const ORDER = Object.keys(STAGES);
const AREAS = 9;

/** Live cases by one of their properties. */
export function Counts({ state, options, drill }: PanelProps) {
  const name = useNames(state);
  const by = (options.by as Dimension | undefined) ?? "stage";
  const rows = ranked(state.live[by], optionNumber(options, "top", AREAS));
  if (by === "stage") rows.sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  const bars = rows.map(([key, [n, late]]): Bar => ({
    key,
    label: name(by, key),
    n,
    late,
    href: liveListOf(by, key, state),
    lateHref: liveListOf(by, key, state, { overdue: "true" }),
    ...(by === "area" && key !== "-" ? { onLabel: () => { drill(key); } } : {}),
  }));
  return <Bars bars={bars} />;
}

const RUNGS = ["over72", "over24", "over0", "due4", "due24", "dueLater", "noDue"] as const;

/** How far live cases are from their deadline, the longest overdue first. */
export function Ladder({ state }: PanelProps) {
  const t = useTexts(texts);
  const { rungs, bounds } = state.live;
  const bars = RUNGS.map((rung, at): Bar => ({
    key: rung,
    label: t(rung),
    n: rungs[at] ?? 0,
    href: rungList(at, bounds, state.at, state),
    ...(at < 3 ? { level: "over" as const } : at === 3 ? { level: "soon" as const } : {}),
  }));
  return <Bars bars={bars} />;
}

/** Units with the most overdue cases: those that need help. */
export function Units({ state, options }: PanelProps) {
  const name = useNames(state);
  const rows = Object.entries(state.live.unit).sort(([a, x], [b, y]) => y[1] - x[1] || y[0] - x[0] || a.localeCompare(b));
  const bars = rows.slice(0, optionNumber(options, "top", 5)).map(([key, [n, late]]): Bar => ({
    key,
    label: name("unit", key),
    n,
    late,
    href: liveListOf("unit", key, state),
    lateHref: liveListOf("unit", key, state, { overdue: "true" }),
  }));
  return <Bars bars={bars} />;
}

const LEAST = 3;

/** Matters of which more or fewer are reported than the week before. */
export function Moved({ state, options }: PanelProps) {
  const t = useTexts(texts);
  const name = useNames(state);
  if (state.area !== null) return <p className="wall-none">{t("cityOnly")}</p>;
  const rows = Object.entries(state.moved)
    .filter(([, [now, before]]) => Math.max(now, before) >= LEAST && now !== before)
    .sort(([, [a, b]], [, [c, d]]) => Math.abs(c - d) - Math.abs(a - b))
    .slice(0, optionNumber(options, "top", 6));
  if (rows.length === 0) return <p className="wall-none">{t("nothing")}</p>;
  const from = startOf(shifted(state.date, -6));
  return (
    <ul className="wall-rows">
      {rows.map(([key, [now, before]]) => (
        <li key={key}>
          <span className="label">{name("matter", key)}</span>
          <a className="figure" href={listOf({ matter: key, from }, { area: null })} target="_blank" rel="noreferrer" aria-label={`${name("matter", key)} ${String(now)}，${t("openDesk")}`}>{now}</a>
          <span className="change">{now > before ? "↑" : "↓"} {Math.abs(now - before)}</span>
        </li>
      ))}
    </ul>
  );
}

const CLOSED = 2;
const ON_TIME = 3;
const LATE = 4;
const RATED = 5;
const STARS = 6;

const share = (part: number, whole: number): string => (whole === 0 ? "—" : `${String(Math.round((100 * part) / whole))}%`);

/** Areas or units beside each other: closed, on time, satisfaction. */
export function Compare({ state, options, drill }: PanelProps) {
  const t = useTexts(texts);
  const name = useNames(state);
  const by = options.of === "unit" ? "unit" : "area";
  if (by === "unit" && state.area !== null) return <p className="wall-none">{t("cityOnly")}</p>;
  if (by === "area" && state.path.length > 2) return <p className="wall-none">{t("tooDeep")}</p>;
  const mark = by === "unit" ? "u:" : "a:";
  const rows = Object.entries(state.parts)
    .filter(([key, figures]) => key.startsWith(mark) && (figures[CLOSED] ?? 0) > 0)
    .map(([key, figures]) => ({ code: key.slice(2), figures }))
    .sort((a, b) => rate(b.figures) - rate(a.figures) || (b.figures[CLOSED] ?? 0) - (a.figures[CLOSED] ?? 0))
    .slice(0, optionNumber(options, "top", 8));
  if (rows.length === 0) return <p className="wall-none">{t("nothing")}</p>;
  return (
    <table className="wall-table">
      <thead>
        <tr><th scope="col">{t("name")}</th><th scope="col">{t("counted")}</th><th scope="col">{t("onTime")}</th><th scope="col">{t("stars")}</th></tr>
      </thead>
      <tbody>
        {rows.map(({ code, figures }) => (
          <tr key={code}>
            <th scope="row">
              {by === "area" ? <button type="button" onClick={() => { drill(code); }}>{name("area", code)}</button> : name("unit", code)}
            </th>
            <td><a href={closedList(by, code, state)} target="_blank" rel="noreferrer" aria-label={`${name(by, code)} ${(figures[CLOSED] ?? 0).toLocaleString("en-US")}，${t("openDesk")}`}>{(figures[CLOSED] ?? 0).toLocaleString("en-US")}</a></td>
            <td><Door text={share(figures[ON_TIME] ?? 0, (figures[ON_TIME] ?? 0) + (figures[LATE] ?? 0))} name={`${name(by, code)} ${t("late")}`} href={closedList(by, code, state, { on_time: "false" })} /></td>
            <td><Door text={(figures[RATED] ?? 0) === 0 ? "—" : ((figures[STARS] ?? 0) / (figures[RATED] ?? 1)).toFixed(1)} name={`${name(by, code)} ${t("stars")}`} href={closedList(by, code, state, { satisfaction: "rated" })} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const rate = (figures: number[]): number => (figures[ON_TIME] ?? 0) / Math.max(1, (figures[ON_TIME] ?? 0) + (figures[LATE] ?? 0));

/** A share or a mean opens the cases that it is made of; where there are none, there is nothing to open. */
function Door({ text, name, href }: { text: string; name: string; href: string }) {
  const t = useTexts(texts);
  if (text === "—") return text;
  return <a href={href} target="_blank" rel="noreferrer" aria-label={`${name} ${text}，${t("openDesk")}`}>{text}</a>;
}

function closedList(by: "area" | "unit", code: string, state: PanelProps["state"], more: Record<string, string> = {}): string {
  const from = startOf(shifted(state.date, 1 - state.compared_days));
  return listOf({ [by]: code, closed_from: from, sort: "-closed_at", ...more }, { area: null });
}
