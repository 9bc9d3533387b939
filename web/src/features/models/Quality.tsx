import { useMemo } from "react";
import { Link } from "react-router";

import type { Translate } from "@/shared/i18n/catalogue";
import { useTexts } from "@/shared/i18n/catalogue";
import { useUrlState } from "@/shared/lib/urlState";
import { useNow } from "@/shared/time/clock";
import { startOfDay } from "@/shared/time/day";
import { Panel, When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import type { Group, Keyed, Quality as Found, Rates } from "./model";
import { behind, share } from "./model";
import { useQuality } from "./queries";
import { texts } from "./texts";

const DAY = 86_400_000;
const PERIODS = { "7": "days7", "30": "days30", "90": "days90" } as const;
const GROUPS: Group[] = ["by", "mode", "district", "area", "matter", "unit"];
const KEYS = ["days"] as const;

/** How well cases are dispatched: the first unit right, how much by itself, the model's error against its limit. */
export function Quality() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const days = Number(state.days || "30");
  const today = startOfDay(useNow());
  const asked = useMemo(() => ({ from: new Date(Date.parse(today) - (days - 1) * DAY).toISOString() }), [today, days]);
  const query = useQuality(asked);
  return (
    <>
      <label className="quality-period">{t("period")}
        <select className="input" value={String(days)} onChange={(picked) => { change({ days: picked.target.value === "30" ? "" : picked.target.value }); }}>
          {Object.entries(PERIODS).map(([one, name]) => <option key={one} value={one}>{t(name)}</option>)}
        </select>
      </label>
      <Loaded query={query} rows={8}>{(found) => <Whole found={found} />}</Loaded>
    </>
  );
}

function Whole({ found }: { found: Found }) {
  const t = useTexts(texts);
  if (found.whole.n === 0) return <p className="weak">{t("nothing")}</p>;
  return (
    <>
      <Figures found={found} />
      <div className="quality-grid">
        {GROUPS.map((group) => <Table key={group} group={group} found={found} />)}
        <Panel title={t("basis")}>
          {found.returns.length === 0 ? <p className="weak">{t("noWrong")}</p> : (
            <ul className="quality-list">
              {found.returns.map((one) => (
                <li key={`${one.reason}${one.unit?.code ?? ""}${one.final?.code ?? ""}${one.liable ?? ""}`}>
                  <strong>{one.reason}</strong> <span className="weak">{liability(t, one.liable)} · {t("times", { n: one.n })}</span>
                  <p>{t("fromTo", { from: one.unit?.name ?? "—", to: one.final?.name ?? "—" })}</p>
                  <p>{one.numbers.map((number) => <Link key={number} className="mono" to={`/desk/cases/${number}`}>{number} </Link>)}</p>
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel title={t("wrongOnes")}>
          {found.wrong.length === 0 ? <p className="weak">{t("noWrong")}</p> : (
            <ul className="quality-list">
              {found.wrong.map((one) => (
                <li key={one.number}>
                  <Link className="mono" to={`/desk/cases/${one.number}`}>{one.number}</Link> <When at={one.at} /> <span className="weak">{one.matter?.name}</span>
                  <p>{t("fromTo", { from: one.unit?.name ?? "—", to: one.final?.name ?? "—" })} <span className="weak">{word(t, one.by)}</span></p>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
    </>
  );
}

type T = Translate<(typeof texts)["zh"]>;

function liability(t: T, who: string | null): string {
  if (who === "dispatcher") return t("dispatcher");
  return who === "unit" ? t("theUnit") : t("nobody");
}

function word(t: T, key: string | null): string {
  switch (key) {
    case "rule": case "model": case "person": case "manual": case "smart": case "assisted": return t(key);
    case "auto": return t("auto_mode");
    default: return key ?? t("unknown");
  }
}

const span = (t: T, interval: [number, number] | null) => (interval ? t("between", { low: share(interval[0]), high: share(interval[1]) }) : "");

function Figures({ found }: { found: Found }) {
  const t = useTexts(texts);
  const { whole, model } = found;
  const minutes = whole.waited_s === null ? null : whole.waited_s / 60;
  const over = model?.error !== null && model?.error !== undefined && model.error > model.limit;
  return (
    <ul className="figures quality-figures">
      <li><Link className="figure" to={`/desk/cases?${new URLSearchParams({ from: found.from, to: found.to }).toString()}`}><span>{t("dispatched")}</span><strong>{whole.n.toLocaleString("en-US")}</strong></Link></li>
      <li><div className="figure"><span>{t("firstRight")}</span><strong>{share(whole.right)}</strong><small>{span(t, whole.right_interval)}</small></div></li>
      <li><div className="figure"><span>{t("auto")}</span><strong>{share(whole.automatic)}</strong><small>{t("model")} {whole.by_model}</small></div></li>
      <li>
        <div className="figure" data-tone={over ? "over" : ""}>
          <span>{t("realised")}</span>
          <strong>{model ? share(model.error, 2) : "—"}</strong>
          <small>{model ? `${t("of", { n: model.wrong, of: model.sent })} · ${t("limitIs", { limit: share(model.limit) })} · ${t("settled", { n: model.settled_days })}` : t("noModel")}</small>
          {model?.only_suggests && <small>{t("onlySuggests")}</small>}
        </div>
      </li>
      <li><div className="figure"><span>{t("liable")}</span><strong>{whole.liable}</strong></div></li>
      <li><div className="figure"><span>{t("waited")}</span><strong>{minutes === null ? "—" : minutes >= 90 ? t("hours", { n: (minutes / 60).toFixed(1) }) : t("minutes", { n: Math.round(minutes) })}</strong></div></li>
    </ul>
  );
}

function Table({ group, found }: { group: Group; found: Found }) {
  const t = useTexts(texts);
  return (
    <Panel title={t(group)}>
      <table className="model-table">
        <thead><tr><td /><th>{t("dispatched")}</th><th>{t("firstRight")}</th><th>{t("auto")}</th></tr></thead>
        <tbody>{found.groups[group].slice(0, 12).map((row) => <Line key={typeof row.key === "string" ? row.key : row.key?.key ?? row.key?.code ?? "-"} group={group} row={row} found={found} />)}</tbody>
      </table>
    </Panel>
  );
}

function Line({ group, row, found }: { group: Group; row: Rates & { key: Keyed | string | null }; found: Found }) {
  const t = useTexts(texts);
  const name = row.key === null ? t("unknown") : typeof row.key === "string" ? word(t, row.key) : row.key.name;
  const open = behind(group, row.key, found.from, found.to);
  return (
    <tr title={span(t, row.right_interval)}>
      <th>{open ? <Link to={open}>{name}</Link> : name}</th>
      <td>{row.n}</td>
      <td>{share(row.right)}</td>
      <td>{share(row.automatic)}</td>
    </tr>
  );
}
