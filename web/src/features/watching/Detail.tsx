import { App } from "antd";
import { useMemo, useState } from "react";
import { Link } from "react-router";

import { LevelMark } from "@/features/alarms/public";
import { useAreas, useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { MapView } from "@/shared/map/MapView";
import type { MapMark } from "@/shared/map/types";
import { now } from "@/shared/time/clock";
import { boxOf, instantOf } from "@/shared/time/day";
import { Panel, When } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState, Loaded } from "@/shared/ui/states";
import type { Detailed, Hit, Line, Receiver } from "./model";
import { around, faultOf, newestOf } from "./model";
import { useAct, useOrder, usePlaces, useProducts } from "./queries";
import { StageMark } from "./StageMark";
import { texts } from "./texts";

const TONES = { red: "var(--warning-1)", orange: "var(--warning-2)", yellow: "var(--warning-3)", blue: "var(--warning-4)" } as const;
const HIT = "M8 1L15.5 15H0.5z";
const WATCHED = "M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12z";
const MOST_PLACES = 300;
const ZOOM = 12.5;

/** One order: what it says, what it met, where; prolonged or ended by who may. */
export function Detail({ id, may }: { id: string; may: boolean }) {
  const found = useOrder(id);
  return <Loaded query={found} rows={10}>{(one) => <Facts one={one} may={may} />}</Loaded>;
}

function Facts({ one, may }: { one: Detailed; may: boolean }) {
  const t = useTexts(texts);
  const [act, setAct] = useState<"" | "extend" | "end">("");
  const over = one.stage === "ended";
  const rows: [string, React.ReactNode][] = [
    [t("reason"), one.reason],
    [t("authority"), one.authority],
    [t("period"), <span key="period"><When at={one.starts_at} /> – <When at={one.ended_at ?? one.ends_at} /></span>],
    [t("target"), <Whom key="target" one={one} />],
    [t("level"), <LevelMark key="level" level={one.level} />],
    [t("receivers"), <Told key="told" receivers={one.receivers} />],
    [t("rule"), <Link key="rule" className="mono" to={`/desk/alarm-rules/${one.rule}`}>{one.rule}</Link>],
  ];
  if (one.end_reason) rows.push([t("ended"), one.end_reason]);
  return (
    <>
      <header className="watching-head">
        <h2>{one.title}</h2><StageMark stage={one.stage} /><span className="mono">{one.number}</span><span className="grow" />
        {may && !over && <button type="button" className="btn" onClick={() => { setAct("extend"); }}>{t("extend")}</button>}
        {may && !over && <button type="button" className="btn" onClick={() => { setAct("end"); }}>{t("endNow")}</button>}
      </header>
      <dl className="facts">{rows.map(([name, value]) => <div key={name} style={{ display: "contents" }}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <Where one={one} />
      <Panel title={t("hitsTitle", { n: one.hits.length })} flush extra={one.hits.length > 0 && !over ? <Link to={`/desk/alarms?rule=${one.rule}`}>{t("toAlarms")}</Link> : undefined}><Hits items={one.hits} /></Panel>
      <Panel title={t("journal")}><ol className="watching-journal">{one.journal.map((line) => <Did key={`${line.at}-${line.action}`} line={line} />)}</ol></Panel>
      {act && <ActSheet one={one} act={act} close={() => { setAct(""); }} />}
    </>
  );
}

function Whom({ one }: { one: Detailed }) {
  const t = useTexts(texts);
  const areas = useAreas();
  const products = useProducts();
  const { devices, area, product, tags } = one.target;
  return (
    <>
      {product && <span className="tag">{products.data?.find(({ code }) => code === product)?.name ?? product}</span>}{" "}
      {area && <span className="tag">{areas.data?.find(({ code }) => code === area)?.name ?? area}</span>}{" "}
      {tags.length > 0 && <span>{t("tags")} {tags.join(" ")} </span>}
      {devices.map((code) => <Link key={code} className="mono watching-code" to={`/desk/devices/${encodeURIComponent(code)}`}>{code}</Link>)}
    </>
  );
}

function Told({ receivers }: { receivers: Receiver[] }) {
  const t = useTexts(texts);
  const units = useUnits();
  const areas = useAreas();
  const name = ({ kind, code }: Receiver): string => {
    if (kind === "unit") return units.data?.find((row) => row.code === code)?.name ?? code;
    if (kind === "area") return t("peopleOf", { area: areas.data?.find((row) => row.code === code)?.name ?? code });
    return kind === "post" ? t("post", { code }) : code;
  };
  return <>{receivers.map(name).join("、")}</>;
}

/** Who is watched and who was met, on the map. */
function Where({ one }: { one: Detailed }) {
  const t = useTexts(texts);
  const met = useMemo(() => newestOf(one.hits), [one.hits]);
  const codes = useMemo(() => [...new Set([...met.keys(), ...one.target.devices])].slice(0, MOST_PLACES), [met, one.target.devices]);
  const places = usePlaces(codes).data;
  const [chosen, setChosen] = useState("");
  const marks = useMemo((): MapMark[] => (places?.code ?? []).flatMap((code, row) => {
    const [lon, lat, hit] = [places?.lon[row], places?.lat[row], met.get(code)];
    if (lon == null || lat == null) return [];
    return [hit ? { id: code, lon, lat, shape: HIT, tone: TONES[hit.level], rank: 1 } : { id: code, lon, lat, shape: WATCHED, tone: "var(--text-weak)", rank: 0 }];
  }), [places, met]);
  if (marks.length === 0 && !one.target.area) return null;
  const first = marks.find(({ rank }) => rank === 1) ?? marks[0];
  const hit = met.get(chosen);
  return (
    <Panel title={t("map")} flush>
      <MapView height="260px" label={t("map")} highlight={one.target.area ?? null} marks={marks} chosen={chosen} onMark={setChosen} focus={first ? { lon: first.lon, lat: first.lat, zoom: ZOOM } : null} />
      {chosen && <p className="panel-body"><Link className="mono" to={hit ? around(hit) : `/desk/devices/${encodeURIComponent(chosen)}`}>{chosen}</Link> {hit ? <>{t("lastHit")} <When at={hit.at} /></> : t("noHitsYet")}</p>}
    </Panel>
  );
}

function Hits({ items }: { items: Hit[] }) {
  const t = useTexts(texts);
  if (items.length === 0) return <p className="weak panel-body">{t("noHits")}</p>;
  return (
    <div className="watching-hits" role="region" aria-label={t("hitsTitle", { n: items.length })} tabIndex={0}>
      <table>
        <thead><tr><th>{t("time")}</th><th>{t("subject")}</th><th>{t("level")}</th><th>{t("told")}</th></tr></thead>
        <tbody>{items.map((hit) => <tr key={hit.id}><td><When at={hit.at} /></td><td><Link className="mono" to={around(hit)}>{hit.subject}</Link></td><td><LevelMark level={hit.level} /></td><td>{hit.hushed ? <span className="weak">{t("hushed")}</span> : t("wasTold")}</td></tr>)}</tbody>
      </table>
    </div>
  );
}

function Did({ line }: { line: Line }) {
  const t = useTexts(texts);
  const words: Record<string, string> = { order: t("didOrder"), begin: t("didBegin"), extend: t("didExtend"), end: t("didEnd") };
  return (
    <li>
      <When at={line.at} /> <strong>{words[line.action] ?? line.action}</strong> <span className="weak">{line.actor}</span>
      {line.data.ends_at && <> {t("until")} <When at={line.data.ends_at} /></>}{line.data.reason && <> · {line.data.reason}</>}
    </li>
  );
}

/** Prolong or shorten an order, or end it now: what follows is said first, a reason is asked for. */
function ActSheet({ one, act, close }: { one: Detailed; act: "extend" | "end"; close: () => void }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const send = useAct(one.id);
  const [reason, setReason] = useState("");
  const [ends, setEnds] = useState(boxOf(Date.parse(one.ends_at)));
  const extending = act === "extend";
  const fault = extending && ends ? faultOf(Date.parse(one.starts_at), Date.parse(instantOf(ends)), now()) : null;
  const submit = async () => {
    await send.mutateAsync({ ends_at: extending ? instantOf(ends) : null, reason: reason.trim() });
    void message.success(extending ? t("extended") : t("endedNow"));
    close();
  };
  return (
    <Sheet title={`${extending ? t("extend") : t("endNow")} · ${one.number}`} onClose={close}>
      <form className="watching-form" onSubmit={(sent) => { sent.preventDefault(); void submit().catch(() => undefined); }}>
        <p className="effect">{extending ? t("extendEffect") : t("endEffect")}</p>
        {extending && <label>{t("endsAt")}<input className="input" type="datetime-local" required value={ends} onChange={(typed) => { setEnds(typed.target.value); }} /></label>}
        {fault && <p className="problem" role="alert">{t(fault)}</p>}
        <label>{t("reason")}<textarea className="input" rows={2} required maxLength={300} value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
        {send.error && <ErrorState error={send.error} />}
        <div className="form-foot">
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={send.isPending || reason.trim() === "" || fault !== null}>{extending ? t("extend") : t("endNow")}</button>
        </div>
      </form>
    </Sheet>
  );
}
