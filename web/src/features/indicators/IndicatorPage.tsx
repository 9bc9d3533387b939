import { X } from "lucide-react";
import { useMemo } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { LightMark, shown } from "@/features/pulse/public";
import { TimeChart } from "@/shared/chart/TimeChart";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { useUrlState } from "@/shared/lib/urlState";
import { useNow } from "@/shared/time/clock";
import { fullTime, shortTime } from "@/shared/time/format";
import { Panel } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Side } from "./Comparison";
import { Drill } from "./Drill";
import { WhatElse, Why } from "./Explain";
import type { Answer, Asked, Comparison, Definition, Dimension, Trend } from "./model";
import { casesOf, query } from "./model";
import { pieceOf, stepped } from "./periods";
import { PeriodPicker, useNames } from "./parts";
import { today, useCatalogue, useComparison, useTrend } from "./queries";
import { texts } from "./texts";
import "./indicators.css";

const KEYS = ["period", "area", "unit", "matter", "channel", "version", "by"] as const;
const CUTS = ["area", "unit", "matter", "channel"] as const;

/** One indicator: what it is, of what it is made, how it moves, and down to the cases behind it. */
export function IndicatorPage() {
  const { code = "" } = useParams();
  const list = useCatalogue();
  const t = useTexts(texts);
  return (
    <Loaded query={list} rows={12}>
      {(items) => {
        const definition = items.find((one) => one.code === code);
        return definition ? <One key={code} definition={definition} /> : <EmptyState heading title={t("none")}><Link to="/desk/indicators">{t("back")}</Link></EmptyState>;
      }}
    </Loaded>
  );
}

function One({ definition }: { definition: Definition }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const [{ by, ...state }, change] = useUrlState(KEYS);
  const asked: Asked = { ...state, period: state.period || pieceOf(today(), "month") };
  const compared = useComparison(definition.code, asked);
  const trend = useTrend(definition.code, asked);
  const dimension = definition.drill.find((one) => one === by) ?? definition.drill[0] ?? "time";
  useIndicatorKeys(asked, definition, change);
  return (
    <section className="page indicators" aria-label={definition[language]} tabIndex={0}>
      <header className="list-head">
        <h1>{definition[language]}</h1>
        <span className="weak mono">{definition.code}</span>
        <span className="grow" />
        <PeriodPicker value={asked.period} change={(period) => { change({ period }); }} />
      </header>
      <Cuts asked={asked} drop={(one) => { change({ [one]: "" }); }} />
      <Loaded query={compared} rows={6}>
        {(found) => (
          <div className="indicator-top">
            <Headline definition={definition} found={found.value} asked={asked} />
            <Sides definition={definition} found={found} />
          </div>
        )}
      </Loaded>
      <Panel title={t("trend")}><Loaded query={trend} rows={5}>{(found) => <Line definition={definition} trend={found} />}</Loaded></Panel>
      <Drill definition={definition} asked={asked} by={dimension} choose={(one) => { change({ by: one }); }} down={(ask) => { change(ask); }} />
      <Why definition={definition} asked={asked} by={dimension} />
      <WhatElse key={asked.period + asked.area} definition={definition} asked={asked} />
      <About definition={definition} asked={asked} choose={(version) => { change({ version }); }} />
    </section>
  );
}

function useIndicatorKeys(asked: Asked, definition: Definition, change: (changes: Partial<Asked & { by: string }>) => void) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const keys = useMemo(() => [
    { keys: "[", label: t("before"), run: () => { change({ period: stepped(asked.period, -1) }); } },
    { keys: "]", label: t("after"), run: () => { change({ period: stepped(asked.period, 1) }); } },
    ...definition.drill.map((one, at) => ({ keys: String(at + 1), label: `${t("by")} ${t(one)}`, run: () => { change({ by: one }); } })),
    { keys: "u", label: t("up"), run: () => { const last = CUTS.findLast((one) => asked[one]); if (last) change({ [last]: "" }); else void navigate("/desk/indicators"); } },
  ], [t, navigate, change, asked, definition]);
  useKeys(t("keys"), keys);
}

/** Which part of the city is counted; each condition can be taken away. */
function Cuts({ asked, drop }: { asked: Asked; drop: (one: Dimension) => void }) {
  const t = useTexts(texts);
  const name = useNames();
  return (
    <nav className="indicator-cuts" aria-label={t("back")}>
      <Link to="/desk/indicators">{t("back")}</Link>
      {CUTS.filter((one) => asked[one]).map((one) => (
        <span key={one} className="tag">{t(one)} {name(one, asked[one])}<button type="button" title={t("remove", { what: t(one) })} onClick={() => { drop(one); }}><X size={14} aria-hidden /><span className="sr">{t("remove", { what: t(one) })}</span></button></span>
      ))}
    </nav>
  );
}

function Headline({ definition, found, asked }: { definition: Definition; found: Answer; asked: Asked }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const now = useNow();
  const stale = found.fresh[language];
  const door = (side: "numerator" | "denominator" | "missing", n: number | null) => <Link to={casesOf(definition.code, query(asked), side)} title={t("openCases", { what: t(side) })}>{n === null ? t("cases") : n.toLocaleString("en-US")}</Link>;
  return (
    <div className="indicator-head" data-light={found.light ?? "plain"}>
      <LightMark light={found.light} />
      <strong className="indicator-value">{shown(found.value, definition.unit, language)}</strong>
      {found.reason && <p>{found.reason[language]}</p>}
      {stale && !found.reason && <p className="soon-text">{stale}</p>}
      {found.denominator === null ? found.value !== null && <p>{door("numerator", null)}</p> : (
        <p className="indicator-quotient"><span>{t("numerator")} {door("numerator", found.numerator)}</span> ÷ <span>{t("denominator")} {door("denominator", found.denominator)}</span></p>
      )}
      {found.missing > 0 && <p className="weak">{t("missingN", { n: found.missing })} {door("missing", null)}</p>}
      <p className="weak small" title={fullTime(found.as_of)}>{found.first} – {found.last} · {t("asOf")} {found.as_of ? shortTime(found.as_of, now, language) : "—"} · {t("version", { n: found.version })}</p>
    </div>
  );
}

function Sides({ definition, found }: { definition: Definition; found: Comparison }) {
  const t = useTexts(texts);
  if (!found.measured || !found.previous || !found.year_ago) return <p className="weak">{t("tooEarly")}</p>;
  return (
    <>
      <Side title={t("previous")} side={found.previous} now={found.measured} definition={definition} />
      <Side title={t("yearAgo")} side={found.year_ago} now={found.measured} definition={definition} />
    </>
  );
}

function Line({ definition, trend }: { definition: Definition; trend: Trend }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const [times, unit] = definition.unit === "ratio" ? [100, "%"] : [1, shown(0, definition.unit, language).slice(2)];
  const points = trend.points.flatMap(({ first, value }): [number, number][] => (value === null ? [] : [[Date.parse(first), value * times]]));
  const span = { from: points[0]?.[0] ?? 0, to: Date.parse(trend.points.at(-1)?.first ?? "") };
  if (points.length === 0) return <p className="weak">{t("nothing")}</p>;
  const limits = definition.threshold;
  const marks = limits ? [{ value: limits.warn * times, title: t("warnAt"), tone: "yellow" }, { value: limits.bad * times, title: t("badAt"), tone: "red" }] : [];
  return (
    <>
      <TimeChart label={t("chart", { name: definition[language] })} span={span} lines={[{ name: definition[language], unit, points }]} marks={marks} height={170} />
      {trend.points.at(-1)?.running && <p className="weak small">{t("running")}</p>}
    </>
  );
}

/** 口径: how it is counted, in words and as it is computed, and how it was counted before. */
function About({ definition, asked, choose }: { definition: Definition; asked: Asked; choose: (version: string) => void }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const now = useNow();
  const formula = definition.kind === "ratio" ? `${definition.numerator} / ${definition.denominator}` : definition.formula;
  return (
    <Panel title={t("caliber")}>
      <p className="indicator-caliber">{definition[`caliber_${language}`]}</p>
      <dl className="indicator-facts">
        <dt>{t("group")}</dt><dd>{t(definition.group)}</dd>
        {definition.owner && <><dt>{t("owner")}</dt><dd>{definition.owner}</dd></>}
        <dt>{t("source")}</dt><dd className="mono">{definition.source}</dd>
        {formula && <><dt>{t("formula")}</dt><dd className="mono">{formula}</dd></>}
        <dt>{t("measures")}</dt>
        <dd><ul>{definition.measures.map((one) => <li key={one.code}><strong>{one[language]}</strong> <span className="mono weak">{[one.code, one[`on_${language}`], one.where, one.value].filter(Boolean).join(" · ")}</span></li>)}</ul></dd>
      </dl>
      <ol className="indicator-versions">
        {definition.versions.map((one) => {
          const used = asked.version ? asked.version === String(one.version) : one.version === definition.version;
          return (
            <li key={one.version} aria-current={used ? "true" : undefined}>
              <strong>{t("version", { n: one.version })}</strong> {one.since && t("since", { at: shortTime(one.since, now, language) })} <span className="weak">{one.version === definition.version ? t("current") : t("old")}</span>
              {!used && <button type="button" className="btn" data-quiet onClick={() => { choose(one.version === definition.version ? "" : String(one.version)); }}>{t("useThis")}</button>}
              {one.version !== definition.version && <p className="weak">{one[`caliber_${language}`]}</p>}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

