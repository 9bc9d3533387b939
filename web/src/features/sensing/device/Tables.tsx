import { Download } from "lucide-react";
import { Link } from "react-router";

import { address } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { fullTime } from "@/shared/time/format";
import { When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { AlarmBadge } from "../AlarmBadge";
import type { Product } from "../model";
import { nameOf, spoken } from "../model";
import type { AlarmOf } from "../queries";
import { REASONS } from "../vocabulary";
import type { Device, RuleRow } from "./queries";
import { useDoubtful, useHappenings, useReadings } from "./queries";
import { texts } from "./texts";

const TABS = ["alarms", "readings", "doubtful", "happenings", "rules"] as const;
type Tab = (typeof TABS)[number];

interface Props {
  one: Device;
  product: Product | undefined;
  span: { from: number; to: number };
  alarms: AlarmOf[];
  rules: RuleRow[];
  tab: string;
  property: string;
  change: (changes: { tab?: string; property?: string }) => void;
  /** What the device says may be seen. */
  mayRead: boolean;
}

/** What came of the device, and what exactly it said. */
export function Tables({ tab, change, mayRead, ...rest }: Props) {
  const t = useTexts(texts);
  const shown = TABS.filter((name) => mayRead || name === "alarms" || name === "rules");
  const chosen = shown.includes(tab as Tab) ? (tab as Tab) : "alarms";
  const counts: Partial<Record<Tab, number>> = { alarms: rest.alarms.length, rules: rest.rules.length };
  const step = (pressed: React.KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[pressed.key];
    const next = by && shown[(shown.indexOf(chosen) + by + shown.length) % shown.length];
    if (!next) return;
    change({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section className="panel">
      <div className="device-tabs" role="tablist" aria-label={t("tables")} onKeyDown={step}>
        {shown.map((name) => (
          <button key={name} id={`tab-${name}`} type="button" role="tab" aria-selected={name === chosen} aria-controls="device-tab" tabIndex={name === chosen ? 0 : -1} onClick={() => { change({ tab: name }); }}>
            {t(name)} {counts[name] !== undefined && <small>{counts[name]}</small>}
          </button>
        ))}
      </div>
      <div id="device-tab" role="tabpanel" aria-labelledby={`tab-${chosen}`} className="device-tab" tabIndex={0}>
        {chosen === "alarms" && <Alarms {...rest} />}
        {chosen === "readings" && <Readings {...rest} change={change} />}
        {chosen === "doubtful" && <Doubtful {...rest} />}
        {chosen === "happenings" && <Happenings {...rest} />}
        {chosen === "rules" && <Rules {...rest} />}
      </div>
    </section>
  );
}
type Part = Omit<Props, "tab" | "change" | "mayRead">;

function Alarms({ alarms, rules }: Part) {
  const t = useTexts(texts);
  const say = useSay();
  const stages = { raised: t("raised"), confirmed: t("confirmed"), in_case: t("inCase"), handled: t("handled"), cleared: t("cleared"), closed: t("closed") };
  if (alarms.length === 0) return <EmptyState title={t("noAlarms")} />;
  return (
    <table>
      <thead><tr><th>{t("level")}</th><th>{t("rule")}</th><th>{t("raisedAt")}</th><th>{t("clearedAt")}</th><th data-numeric>{t("value")}</th><th>{t("stage")}</th><th>{t("case")}</th></tr></thead>
      <tbody>
        {alarms.map((one) => (
          <tr key={one.id}>
            <td><AlarmBadge level={one.peak} /></td>
            <td>{say(rules.find(({ code }) => code === one.rule)?.body ?? one.rule)}</td>
            <td><When at={one.raised_at} /></td>
            <td><When at={one.cleared_at} /></td>
            <td data-numeric>{one.value ?? "—"}</td>
            <td>{one.closed_at === null ? <Link to={`/desk/alarms?rule=${encodeURIComponent(one.rule)}`}>{stages[one.stage]}</Link> : stages[one.stage]}</td>
            <td>{one.case ? <Link className="mono" to={`/desk/cases/${one.case}`}>{one.case}</Link> : "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Readings({ one, product, span, property, change }: Part & { change: Props["change"] }) {
  const t = useTexts(texts);
  const say = useSay();
  const asked = { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() };
  const readings = useReadings(one.code, asked, property, true);
  const rows = readings.data?.pages.flatMap((page) => page.rows) ?? [];
  const yes = (on: boolean): string => (on ? t("yes") : t("no"));
  const table = (format: string): string => address("/observations/export", { device: one.code, ...asked, property, format });
  const properties = product?.model.properties ?? [];
  return (
    <>
      <div className="call-row device-readings">
        <select className="input" aria-label={t("property")} value={property} onChange={(chosen) => { change({ property: chosen.target.value }); }}>
          <option value="">{t("anyProperty")}</option>
          {properties.map((each) => <option key={each.code} value={each.code}>{say(nameOf(each))}</option>)}
        </select>
        <span className="weak" role="status">{t("inRange", { n: rows.length, more: readings.hasNextPage ? "+" : "" })}</span>
        <span className="grow" />
        <a className="btn" href={table("xlsx")} download><Download size={15} aria-hidden /> Excel</a>
        <a className="btn" href={table("csv")} download><Download size={15} aria-hidden /> CSV</a>
      </div>
      <Loaded query={readings} rows={6}>
        {() => (rows.length === 0 ? <EmptyState title={t("noReadings")} /> : (
          <>
            <table>
              <thead><tr><th>{t("time")}</th><th>{t("property")}</th><th data-numeric>{t("value")}</th></tr></thead>
              <tbody>
                {rows.map((row) => {
                  const spec = properties.find(({ code }) => code === row.property);
                  return <tr key={`${String(row.at)}-${row.property}`}><td>{exact(row.at)}</td><td>{spec ? say(nameOf(spec)) : row.property}</td><td data-numeric>{spoken(row.value, spec, say, yes)}</td></tr>;
                })}
              </tbody>
            </table>
            {readings.hasNextPage && <button type="button" className="btn device-more" disabled={readings.isFetchingNextPage} onClick={() => void readings.fetchNextPage()}>{t("more")}</button>}
          </>
        ))}
      </Loaded>
    </>
  );
}

/** A reading's own instant, with its seconds. */
const exact = (at: number): string => `${fullTime(new Date(at).toISOString()).slice(0, 16)}:${String(new Date(at).getUTCSeconds()).padStart(2, "0")}`;

function Doubtful({ one, product }: Part) {
  const t = useTexts(texts);
  const say = useSay();
  const found = useDoubtful(one.code, true);
  const yes = (on: boolean): string => (on ? t("yes") : t("no"));
  return (
    <Loaded query={found} rows={6}>
      {(rows) => (rows.length === 0 ? <EmptyState title={t("noDoubtful")} /> : (
        <table>
          <thead><tr><th>{t("time")}</th><th>{t("property")}</th><th data-numeric>{t("value")}</th><th>{t("why")}</th><th>{t("received")}</th></tr></thead>
          <tbody>
            {rows.map((row) => {
              const spec = product?.model.properties.find(({ code }) => code === row.property);
              return (
                <tr key={row.id}>
                  <td><When at={row.at} /></td><td>{spec ? say(nameOf(spec)) : (row.property ?? "—")}</td>
                  <td data-numeric>{row.value === null ? "—" : spoken(row.value, spec, say, yes)}</td>
                  <td><b>{say(REASONS[row.reason] ?? row.reason)}</b> <span className="weak">{say(row)}</span></td><td><When at={row.received_at} /></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ))}
    </Loaded>
  );
}

function Happenings({ one, product, span }: Part) {
  const t = useTexts(texts);
  const say = useSay();
  const found = useHappenings(one.code, { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() }, true);
  return (
    <Loaded query={found} rows={4}>
      {(rows) => (rows.length === 0 ? <EmptyState title={t("noHappenings")} /> : (
        <table>
          <thead><tr><th>{t("time")}</th><th>{t("happened")}</th><th>{t("data")}</th></tr></thead>
          <tbody>
            {rows.map((row) => {
              const spec = product?.model.events.find(({ code }) => code === row.name);
              return <tr key={`${row.at}-${row.name}`}><td><When at={row.at} /></td><td>{spec ? say(nameOf(spec)) : row.name}</td><td>{Object.entries(row.data).map(([name, value]) => `${spec?.data[name] ?? name} ${String(value)}`).join(" · ")}</td></tr>;
            })}
          </tbody>
        </table>
      ))}
    </Loaded>
  );
}

function Rules({ rules }: Part) {
  const t = useTexts(texts);
  const say = useSay();
  if (rules.length === 0) return <EmptyState title={t("noRules")} />;
  return (
    <table>
      <thead><tr><th>{t("rule")}</th><th>{t("level")}</th></tr></thead>
      <tbody>
        {rules.map((one) => (
          <tr key={one.code}>
            <td>{say(one.body)} <span className="weak mono">{one.code}</span></td>
            <td className="device-marks">{one.body.levels.map(({ level }) => <AlarmBadge key={level} level={level} />)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
