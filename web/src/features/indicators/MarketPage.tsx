import { useMemo } from "react";
import { Link } from "react-router";

import { useAreas } from "@/features/organisation/public";
import { LightMark, shown } from "@/features/pulse/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { useUrlState } from "@/shared/lib/urlState";
import { useNow } from "@/shared/time/clock";
import { shortTime } from "@/shared/time/format";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Definition, Glance } from "./model";
import { GROUPS, pageOf } from "./model";
import { pieceOf, stepped } from "./periods";
import { PeriodPicker, Sparkline } from "./parts";
import { today, useCatalogue, useGlances } from "./queries";
import { texts } from "./texts";
import "./indicators.css";

const KEYS = ["q", "group", "period", "area"] as const;

/** 指标目录: every indicator with its value, light, trend, owner and how old it is. */
export function MarketPage() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const list = useCatalogue();
  const areas = useAreas();
  const period = state.period || pieceOf(today(), "month");
  const keys = useMemo(() => {
    const walk = (by: number) => () => {
      const links = [...document.querySelectorAll<HTMLElement>(".indicators a[data-row]")];
      const at = links.indexOf(document.activeElement as HTMLElement);
      links[Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
    };
    const step = (by: -1 | 1) => () => { change({ period: stepped(period, by) }); };
    return [
      { keys: "j", label: t("next"), run: walk(1) },
      { keys: "k", label: t("prev"), run: walk(-1) },
      { keys: "[", label: t("before"), run: step(-1) },
      { keys: "]", label: t("after"), run: step(1) },
    ];
  }, [t, change, period]);
  useKeys(t("keys"), keys);
  return (
    <section className="page indicators" aria-label={t("title")} tabIndex={0}>
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak">{t("about")}</span>
      </header>
      <div className="indicator-bar" role="search">
        <input className="input" type="search" maxLength={60} placeholder={t("search")} aria-label={t("search")} value={state.q} onChange={({ target }) => { change({ q: target.value }); }} />
        <div className="indicator-groups" role="group" aria-label={t("group")}>
          {["", ...GROUPS].map((one) => <button key={one} type="button" className="btn" aria-pressed={state.group === one} onClick={() => { change({ group: one }); }}>{one ? t(one as (typeof GROUPS)[number]) : t("all")}</button>)}
        </div>
        <select className="input" aria-label={t("area")} value={state.area} onChange={({ target }) => { change({ area: target.value }); }}>
          <option value="">{t("area")}</option>
          {(areas.data ?? []).filter(({ level }) => level === "district" || level === "street").map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
        </select>
        <PeriodPicker value={period} change={(to) => { change({ period: to }); }} />
      </div>
      <Loaded query={list} rows={12}>
        {(items) => {
          const found = items.filter((one) => (!state.group || one.group === state.group) && matches(one, state.q));
          if (found.length === 0) return <EmptyState title={t("none")}><p>{t("noneText")}</p></EmptyState>;
          return <Table items={found} asked={{ period, area: state.area }} />;
        }}
      </Loaded>
    </section>
  );
}

function matches(one: Definition, typed: string): boolean {
  const needle = typed.trim().toLowerCase();
  return !needle || [one.code, one.zh, one.en, one.caliber_zh, one.caliber_en, one.owner].some((text) => text.toLowerCase().includes(needle));
}

function Table({ items, asked }: { items: Definition[]; asked: { period: string; area: string } }) {
  const t = useTexts(texts);
  const glances = useGlances(items.map(({ code }) => code), asked);
  return (
    <div className="indicator-box" tabIndex={0} role="region" aria-label={t("n", { n: items.length })}>
      <table>
        <thead><tr><th>{t("name")}</th><th data-numeric>{t("value")}</th><th>{t("trend")}</th><th>{t("group")}</th><th>{t("owner")}</th><th>{t("asOf")}</th></tr></thead>
        <tbody>{items.map((one) => <Row key={one.code} one={one} found={glances.get(one.code)} asked={asked} />)}</tbody>
      </table>
      <p className="weak small">{t("n", { n: items.length })}</p>
    </div>
  );
}

function Row({ one, found, asked }: { one: Definition; found: Glance | undefined; asked: { period: string; area: string } }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const now = useNow();
  const name = one[language];
  return (
    <tr>
      <td><Link data-row to={pageOf(one.code, asked)}><strong>{name}</strong></Link><small className="weak one-line" title={one[`caliber_${language}`]}>{one[`caliber_${language}`]}</small></td>
      <td data-numeric>
        {found ? <><strong title={(found.reason ?? found.fresh)[language]}>{shown(found.value, one.unit, language)}</strong> <LightMark light={found.light} quiet={found.light === null} /></> : "…"}
      </td>
      <td>{found && <Sparkline points={found.trend.points.map(({ value }) => value)} label={t("chart", { name })} />}</td>
      <td>{t(one.group)}</td>
      <td>{one.owner || "—"}</td>
      <td className="weak">{found?.as_of ? shortTime(found.as_of, now, language) : "—"}</td>
    </tr>
  );
}
