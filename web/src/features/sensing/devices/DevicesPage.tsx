import { Download, FileUp, TriangleAlert } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";

import { useUnits } from "@/features/organisation/public";
import { hasRole, useMe } from "@/features/session/public";
import { useCityProfile } from "@/shared/api/city";
import { address } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { useUrlState } from "@/shared/lib/urlState";
import { MapView } from "@/shared/map/MapView";
import { useNow } from "@/shared/time/clock";
import { timeOfDay } from "@/shared/time/format";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { LEVEL_SHAPES, LEVEL_TONES } from "../AlarmBadge";
import type { Picture, Row } from "../model";
import { ordered, rowsOf, STATUSES } from "../model";
import { rankOf, useAlarmed, usePicture, useProducts } from "../queries";
import { SHAPES, StatusGlyph, TONES } from "../StatusMark";
import { texts } from "../texts";
import { STATUSES as WORDS } from "../vocabulary";
import { Card } from "./Card";
import { DeviceTable } from "./DeviceTable";
import { Filters } from "./Filters";
import type { State } from "./filters";
import { KEYS, queryOf, spanOf, statusesOf, toggled } from "./filters";
import { ImportSheet } from "./ImportSheet";
import { MomentBar } from "./MomentBar";
import "../sensing.css";

const RANK = { out: 0, online: 1, stale: 2, offline: 3 } as const;
const ABOVE = 10;

/** All devices on one page: a list and a map that show the same, now or at a moment that is past. */
export default function DevicesPage() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const box = useRef<HTMLInputElement>(null);
  const query = useMemo(() => queryOf(state), [state]);
  const picture = usePicture(query, state.at);
  const [importing, setImporting] = useState(false);
  const me = useMe();
  const stale = picture.isError && picture.data !== undefined;
  return (
    <section className="queue device-page">
      <div>
        <header className="list-head">
          <h1>{t("title")}</h1>
          {picture.data && <Counts picture={picture.data} state={state} change={change} />}
          {stale && <span className="refusal" role="status">{t("notRenewed", { at: timeOfDay(picture.dataUpdatedAt) })}</span>}
          <span className="grow" />
          <a className="btn" href={address("/devices/export", { ...query, online: state.status === "online" ? "true" : state.status === "offline" ? "false" : "", values: "true", at: state.at })} download><Download size={16} aria-hidden /> {t("export")}</a>
          {hasRole(me, "admin", "dispatcher") && <button type="button" className="btn" onClick={() => { setImporting(true); }}><FileUp size={16} aria-hidden /> {t("import")}</button>}
        </header>
        <Filters state={state} change={change} boxRef={box} />
      </div>
      <Loaded query={picture} rows={12}>{(found) => <Board picture={found} state={state} change={change} box={box} />}</Loaded>
      <MomentBar at={state.at} span={spanOf(state.span)} busy={picture.isPlaceholderData || picture.isPending} change={change} />
      {importing && <ImportSheet close={() => { setImporting(false); }} />}
    </section>
  );
}

interface Part {
  picture: Picture;
  state: State;
  change: (changes: Partial<State>) => void;
}

/** How many are in which status; each number narrows to them. */
function Counts({ picture, state, change }: Part) {
  const t = useTexts(texts);
  const say = useSay();
  const alarmed = useAlarmed(state.at).data;
  const shown = useMemo(() => picture.code.filter((code) => alarmed?.has(code)).length, [picture, alarmed]);
  const chosen = state.status.split(",");
  return (
    <div className="device-counts" role="group" aria-label={t("counts")}>
      <span className="weak" role="status">{picture.capped ? t("capped", { n: picture.code.length, total: picture.total }) : t("total", { n: picture.total })}</span>
      {STATUSES.map((status) => (
        <button key={status} type="button" className="btn" aria-pressed={chosen.includes(status)} onClick={() => { change({ status: toggled(state, status) }); }}>
          <StatusGlyph status={status} /> {say(WORDS[status])} <b>{picture.counts[status]}</b>
        </button>
      ))}
      <button type="button" className="btn" aria-pressed={state.alarmed !== ""} onClick={() => { change({ alarmed: state.alarmed ? "" : "true" }); }}>
        <TriangleAlert size={15} aria-hidden /> {t("alarmed")} <b>{shown}</b>
      </button>
    </div>
  );
}

function Board({ picture, state, change, box }: Part & { box: React.RefObject<HTMLInputElement | null> }) {
  const t = useTexts(texts);
  const go = useNavigate();
  const language = useLanguage();
  const current = useNow();
  const city = useCityProfile().data;
  const units = useUnits();
  const products = useProducts();
  const alarmed = useAlarmed(state.at).data;
  const alarms = useMemo(() => alarmed ?? new Map<string, never>(), [alarmed]);
  const byCode = useMemo(() => new Map((products.data ?? []).map((one) => [one.code, one])), [products.data]);
  const wanted = useMemo(() => new Set(statusesOf(state)), [state]);
  const all = useMemo(() => rowsOf(picture), [picture]);
  const rows = useMemo(
    () => ordered(all.filter((row) => wanted.has(row.status) && (!state.alarmed || alarms.has(row.code))), state.sort, language),
    [all, wanted, state.alarmed, state.sort, alarms, language],
  );
  const marks = useMemo(
    () => rows.flatMap(({ code, lon, lat, status }) => {
      if (lon === null || lat === null) return [];
      const alarm = alarms.get(code);
      return [{ id: code, lon, lat, ...(alarm ? { shape: LEVEL_SHAPES[alarm.level], tone: LEVEL_TONES[alarm.level], rank: ABOVE + rankOf(alarm) } : { shape: SHAPES[status], tone: TONES[status], rank: RANK[status] }) }];
    }),
    [rows, alarms],
  );
  const names = useMemo(() => new Map((units.data ?? []).map(({ code, name }) => [code, name])), [units.data]);
  const unitName = useCallback((code: string | null) => (code === null ? "—" : (names.get(code) ?? code)), [names]);
  const choose = useCallback((device: string) => { change({ device }); }, [change]);
  const step = (by: number) => {
    const at = rows.findIndex(({ code }) => code === state.device);
    const next: Row | undefined = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next) choose(next.code);
  };
  const open = () => { if (state.device) void go(`/desk/devices/${encodeURIComponent(state.device)}`); };
  useKeys(t("title"), [
    { keys: "j", label: t("keyNext"), run: () => { step(1); } },
    { keys: "k", label: t("keyPrevious"), run: () => { step(-1); } },
    { keys: "Enter", label: t("keyOpen"), run: open },
    { keys: "/", label: t("keySearch"), run: () => { box.current?.focus(); } },
    { keys: "m", label: t("keyLook"), run: () => { change({ look: state.look === "list" ? "map" : state.look === "map" ? "" : "list" }); } },
  ]);
  const centre = useMemo(() => (city && city.lon !== null && city.lat !== null ? { lon: city.lon, lat: city.lat, zoom: 11.6 } : null), [city]);
  const chosen = all.find(({ code }) => code === state.device);
  const unplaced = rows.length - marks.length;
  return (
    <div className="device-board" data-look={state.look || "both"}>
      {state.look !== "map" && (rows.length === 0
        ? <EmptyState title={picture.total === 0 ? t("none") : t("noneLeft")}><p>{picture.total === 0 ? t("noneText") : t("noneLeftText")}</p></EmptyState>
        : <DeviceTable rows={rows} at={state.at} asOf={state.at ? Date.parse(picture.at) : Math.max(current, Date.parse(picture.at))} products={byCode} alarmed={alarms} unitName={unitName} sort={state.sort} resort={(sort) => { change({ sort }); }} chosen={state.device} choose={choose} />)}
      {state.look !== "list" && (
        <div className="device-map">
          <MapView height="100%" label={t("mapLabel")} focus={centre} marks={marks} chosen={state.device} onMark={choose} search tools />
          {unplaced > 0 && <p className="device-note">{t("unplaced", { n: unplaced })}</p>}
          {chosen && <Card row={chosen} product={byCode.get(chosen.product)} alarm={alarms.get(chosen.code)} unit={unitName(chosen.unit)} at={state.at} close={() => { choose(""); }} />}
        </div>
      )}
    </div>
  );
}
