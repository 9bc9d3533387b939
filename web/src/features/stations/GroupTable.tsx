import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import type { Group, Level, Station } from "./model";
import { figure, levelOf, signed, tellingLimit } from "./model";
import { texts } from "./texts";

function LevelMark({ level }: { level: Level }) {
  const t = useTexts(texts);
  return <span className="station-level" data-level={level}><i aria-hidden /><span className="sr">{t(level)}</span></span>;
}

/** The stations of a group in the order of their urgency. */
export function GroupTable({ group }: { group: Group }) {
  const t = useTexts(texts);
  const say = useSay();
  const { stations, kind, windows } = group;
  if (stations.length === 0) return <p className="weak panel-body">{t("noStations")}</p>;
  return (
    <div className="stations-table" role="region" aria-label={say(group)} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th>{t("station")}</th>
            <th data-numeric>{t("value")}</th>
            {kind === "sum" && windows.map((hours) => <th key={hours} data-numeric>{t("fall", { n: hours })}</th>)}
            {kind === "level" && <th data-numeric>{t("trend", { n: group.trend_minutes })}</th>}
            {kind !== "state" && <><th>{t("limit")}</th><th data-numeric>{t("above")}</th></>}
            <th>{t("alarm")}</th>
          </tr>
        </thead>
        <tbody>{stations.map((one) => <Row key={one.code} one={one} group={group} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ one, group }: { one: Station; group: Group }) {
  const t = useTexts(texts);
  const say = useSay();
  const level = levelOf(one);
  const limit = tellingLimit(one);
  const precision = group.property?.precision;
  const [alarm] = one.alarms;
  return (
    <tr data-level={level}>
      <th scope="row">{level && <LevelMark level={level} />}<Link to={`/desk/devices/${encodeURIComponent(one.code)}`}>{one.name}</Link>{!one.online && <span className="tag">{t("offline")}</span>}</th>
      <td data-numeric title={one.address}><Value one={one} group={group} /></td>
      {group.kind === "sum" && one.falls.map((fall) => (
        <td key={fall.hours} data-numeric title={fall.covered < 1 ? t("gap", { n: Math.round(fall.covered * 100) }) : undefined}>{fall.covered === 0 ? "—" : figure(fall.amount, 1)}{fall.covered > 0 && fall.covered < 0.9 && "*"}</td>
      ))}
      {group.kind === "level" && <td data-numeric>{one.trend === null ? "—" : <>{one.trend > 0 ? <ArrowUpRight size={14} aria-hidden /> : one.trend < 0 ? <ArrowDownRight size={14} aria-hidden /> : null} {signed(one.trend, precision)}</>}</td>}
      {group.kind !== "state" && (
        <>
          <td>{limit ? `${say(limit)} ${figure(limit.value, precision)}` : "—"}</td>
          <td data-numeric>{limit?.above === null || limit === null ? "—" : signed(limit.above, precision)}</td>
        </>
      )}
      <td>{alarm && <><Link to={`/desk/alarms?id=${alarm.id}`}>{t("seeAlarm")}</Link>{alarm.case && <> · <Link className="mono" to={`/desk/cases/${alarm.case}`}>{alarm.case}</Link></>} <span className="weak"><When at={alarm.raised_at} /></span></>}</td>
    </tr>
  );
}

function Value({ one, group: { property } }: { one: Station; group: Group }) {
  const t = useTexts(texts);
  const say = useSay();
  if (one.value === null) return <span className="weak">{t("silent")}</span>;
  const member = property?.members.find(({ value }) => value === one.value);
  const words = member ? say({ zh: member.name, en: member.name_en || member.name }) : `${figure(one.value, property?.precision)} ${property && property.unit !== "1" ? property.unit : ""}`;
  return <><b>{words}</b>{one.stale && <span className="tag">{t("stale")}</span>}</>;
}
