import { Link } from "react-router";

import { useAreas, useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { span } from "@/shared/time/format";
import { Panel, When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { useRequests } from "../device/queries";
import { RequestList } from "../device/RequestList";
import { nameOf } from "../model";
import { CITY_STATES, MEANS, REASONS, SOURCES } from "../vocabulary";
import type { Covered, Feed, Figure } from "./queries";
import { useCoverage, useDoubts, useFeeds, useFigures } from "./queries";
import { texts } from "./texts";
import "../sensing.css";
import "./city.css";

const KEYS = ["area", "days", "reason"] as const;
const DAYS = [1, 7, 30];
const SHOWN = 100;
const percent = (share: number | null): string => (share === null ? "—" : `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1)}%`);

/** How well the city is sensed: what is covered by which means, what works, what is fresh, what is asked for. */
export default function SensingPage() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const areas = useAreas();
  const coverage = useCoverage(state.area);
  const days = DAYS.includes(Number(state.days)) ? Number(state.days) : 7;
  const figures = useFigures(days);
  const feeds = useFeeds();
  const waiting = useRequests("asked");
  return (
    <section className="page city-sensing" tabIndex={0} aria-label={t("title")}>
      <header className="device-title">
        <h1>{t("title")}</h1>
        <span className="grow" />
        <label className="city-area"><span className="weak">{t("area")}</span>
          <select className="input" value={state.area} onChange={(chosen) => { change({ area: chosen.target.value }); }}>
            <option value="">{t("anyArea")}</option>
            {(areas.data ?? []).filter(({ level }) => level === "district" || level === "street").map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
          </select>
        </label>
      </header>
      <Panel title={t("coverage")} flush><Loaded query={coverage} rows={7}>{(items) => <Matrix items={items} area={state.area} />}</Loaded></Panel>
      <Panel title={t("feeds")} flush><Loaded query={feeds} rows={5}>{(items) => <Feeds items={items} />}</Loaded></Panel>
      <Panel title={t("figures")} flush extra={<span className="device-range">{DAYS.map((n) => <button key={n} type="button" className="btn" aria-pressed={days === n} onClick={() => { change({ days: String(n) }); }}>{t("days", { n })}</button>)}</span>}>
        <Loaded query={figures} rows={5}>{(items) => <Owners items={items} />}</Loaded>
      </Panel>
      <div className="city-two">
        <Panel title={t("doubtful")} flush><Doubts reason={state.reason} change={(reason) => { change({ reason }); }} /></Panel>
        <Panel title={t("requests")}>
          <Loaded query={waiting} rows={3}>{(items) => (items.length === 0 ? <p className="weak">{t("noRequests")}</p> : <RequestList requests={items} />)}</Loaded>
        </Panel>
      </div>
    </section>
  );
}

/** States of the city by means of sensing: every cell opens its devices, an empty one is a gap and says so. */
function Matrix({ items, area }: { items: Covered[]; area: string }) {
  const t = useTexts(texts);
  const say = useSay();
  const most = Math.max(1, ...items.map(({ in_service: n }) => n));
  const sum = (state: string, means: string) => {
    const own = items.filter((one) => one.city_state === state && (means === "" || one.means === means));
    return { devices: own.reduce((n, one) => n + one.devices, 0), serving: own.reduce((n, one) => n + one.in_service, 0), online: own.reduce((n, one) => n + one.online, 0), sources: [...new Set(own.map(({ source }) => source))] };
  };
  const link = (state: string, means: string): string => `/desk/devices?${new URLSearchParams({ city_state: state, ...(means ? { means } : {}), ...(area ? { area } : {}) }).toString()}`;
  return (
    <div className="city-matrix" role="region" aria-label={t("coverage")} tabIndex={0}>
      <table>
        <thead><tr><th scope="col">{t("cityState")}</th>{Object.values(MEANS).map((means) => <th key={means.zh} scope="col">{say(means)}</th>)}<th scope="col">{t("together")}</th></tr></thead>
        <tbody>
          {Object.entries(CITY_STATES).map(([state, name]) => (
            <tr key={state}>
              <th scope="row">{say(name)}</th>
              {[...Object.keys(MEANS), ""].map((means) => {
                const found = sum(state, means);
                return (
                  <td key={means} data-gap={found.serving === 0} data-sum={means === ""} style={{ "--share": Math.sqrt(found.serving / most) } as React.CSSProperties}>
                    {found.devices === 0 ? <span className="city-gap">{t("gap")}</span> : (
                      <Link to={link(state, means)}>
                        <b>{found.serving}</b>
                        <span>{found.serving === 0 ? t("noneServing", { n: found.devices }) : t("onlineOf", { n: found.online, share: percent(found.online / found.serving) })}</span>
                        <span className="weak small">{found.sources.map((source) => say(SOURCES[source] ?? source)).join(" · ")}</span>
                      </Link>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="weak small panel-body">{t("matrixHint")}</p>
    </div>
  );
}

function Feeds({ items }: { items: Feed[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const worstFirst = [...items].sort((a, b) => Number(b.stale && b.devices > 0) - Number(a.stale && a.devices > 0) || b.devices - a.devices);
  if (items.length === 0) return <EmptyState title={t("noFeeds")} />;
  return (
    <div className="city-table" role="region" aria-label={t("feeds")} tabIndex={0}>
      <table>
        <thead><tr><th>{t("product")}</th><th>{t("source")}</th><th>{t("maker")}</th><th data-numeric>{t("every")}</th><th>{t("newest")}</th><th>{t("fresh")}</th><th data-numeric>{t("online")}</th></tr></thead>
        <tbody>
          {worstFirst.map((one) => (
            <tr key={one.product}>
              <th scope="row"><Link to={`/desk/devices?product=${encodeURIComponent(one.product)}`}>{say(nameOf(one))}</Link></th>
              <td>{say(SOURCES[one.source] ?? one.source)}</td>
              <td>{one.maker || "—"}</td>
              <td data-numeric>{one.every_s === null ? t("unsaid") : span(one.every_s * 1000, language)}</td>
              <td><When at={one.newest_at} /></td>
              <td><span className="device-quality" data-quality={one.devices === 0 ? "" : one.stale ? "stale" : "good"}>{one.devices === 0 ? t("notServing") : one.stale ? t("stale") : t("good")}</span></td>
              <td data-numeric>{one.online} / {one.devices}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Owners({ items }: { items: Figure[] }) {
  const t = useTexts(texts);
  const units = useUnits();
  const name = (code: string): string => units.data?.find((one) => one.code === code)?.name ?? (code || t("noOwner"));
  if (items.length === 0) return <EmptyState title={t("noFigures")} />;
  return (
    <div className="city-table" role="region" aria-label={t("figures")} tabIndex={0}>
      <table>
        <thead><tr><th>{t("owner")}</th><th data-numeric>{t("devices")}</th><th data-numeric>{t("serving")}</th><th>{t("onlineRate")}</th><th>{t("dataRate")}</th><th data-numeric>{t("readings")}</th><th data-numeric>{t("doubtfulRate")}</th><th data-numeric>{t("used")}</th></tr></thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.unit}>
              <th scope="row">{one.unit ? <Link to={`/desk/devices?unit=${encodeURIComponent(one.unit)}`}>{name(one.unit)}</Link> : name("")}</th>
              <td data-numeric>{one.devices}</td><td data-numeric>{one.in_service}</td>
              <td><Rate share={one.online_rate} /></td><td><Rate share={one.data_rate} /></td>
              <td data-numeric>{one.readings.toLocaleString("en")}</td><td data-numeric>{percent(one.doubtful_rate)}</td><td data-numeric>{one.used}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="weak small panel-body">{t("figuresHint")}</p>
    </div>
  );
}

const Rate = ({ share }: { share: number | null }) => (
  <span className="city-rate"><i aria-hidden><b style={{ width: percent(share === null ? 0 : Math.min(share, 1)) }} /></i>{percent(share)}</span>
);

/** What was kept apart, by reason; a reason opens the list. */
function Doubts({ reason, change }: { reason: string; change: (reason: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const found = useDoubts();
  return (
    <Loaded query={found} rows={4}>
      {(items) => {
        const counts = new Map<string, number>();
        for (const one of items) counts.set(one.reason, (counts.get(one.reason) ?? 0) + 1);
        const rows = items.filter((one) => one.reason === reason);
        if (items.length === 0) return <p className="weak panel-body">{t("noDoubts")}</p>;
        return (
          <>
            <p className="city-reasons">
              {[...counts].sort((a, b) => b[1] - a[1]).map(([name, n]) => (
                <button key={name} type="button" className="btn" aria-pressed={reason === name} onClick={() => { change(reason === name ? "" : name); }}>{say(REASONS[name] ?? name)} <b>{n}</b></button>
              ))}
              <span className="weak small">{t("newestOf", { n: items.length })}</span>
            </p>
            {rows.length > 0 && (
              <div className="city-table" role="region" aria-label={t("doubtful")} tabIndex={0}>
                <table>
                  <thead><tr><th>{t("device")}</th><th>{t("property")}</th><th data-numeric>{t("value")}</th><th>{t("time")}</th></tr></thead>
                  <tbody>{rows.slice(0, SHOWN).map((one) => <tr key={one.id}><th scope="row"><Link className="mono" to={`/desk/devices/${encodeURIComponent(one.device)}?tab=doubtful`}>{one.device}</Link></th><td>{one.property ?? "—"}</td><td data-numeric>{one.value ?? "—"}</td><td><When at={one.at} /></td></tr>)}</tbody>
                </table>
              </div>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
