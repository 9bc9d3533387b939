import { useCallback, useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useCityProfile } from "@/shared/api/city";
import { useTexts } from "@/shared/i18n/catalogue";
import { MapView } from "@/shared/map/MapView";
import { DAY } from "@/shared/map/span";
import type { Span } from "@/shared/map/span";
import { TimeSlider } from "@/shared/map/TimeSlider";
import type { BufferQuery } from "@/shared/map/types";
import { now } from "@/shared/time/clock";
import { stageTone } from "@/shared/ui/parts";
import { ErrorState } from "@/shared/ui/states";
import { People } from "./People";
import { usePresence } from "@/shared/live/presence";
import { useBuffer, useCitySpots } from "./queries";
import { texts } from "./texts";
import "./atlas.css";

const DAYS = 60;
const SHOWN = 12;

function Around({ query }: { query: BufferQuery | null }) {
  const t = useTexts(texts);
  const found = useBuffer(query);
  if (found.error) return <ErrorState error={found.error} />;
  if (!found.data) return <p className="weak">{t("looking")}</p>;
  const { items, total } = found.data;
  return (
    <>
      <p><b>{t("found", { n: total })}</b></p>
      <ul className="atlas-found">
        {items.slice(0, SHOWN).map((one) => (
          <li key={one.number}>
            <Link to={`/desk/cases/${one.number}`}>{one.title || one.number}</Link> <span className="weak">{t("away", { n: Math.round(one.distance_m) })}</span>
          </li>
        ))}
      </ul>
      {items.length > SHOWN && <p className="weak">{t("more", { n: items.length - SHOWN })}</p>}
    </>
  );
}

/** The city on one map: cases by time, layers, measuring, what is around a place. */
export default function AtlasPage() {
  const t = useTexts(texts);
  const go = useNavigate();
  const city = useCityProfile().data;
  const [live, setLive] = useState(false);
  const [whole] = useState<Span>(() => {
    const to = Math.ceil(now() / 3_600_000) * 3_600_000;
    return { from: to - DAYS * DAY, to };
  });
  const [span, setSpan] = useState<Span>({ from: whole.to - 7 * DAY, to: whole.to });
  const maySee = hasRole(useMe(), "dispatcher", "supervisor", "leader");
  const [withPeople, setWithPeople] = useState(maySee);
  const [chosen, setChosen] = useState<string | null>(null);
  const presence = usePresence(withPeople).data;
  const people = useMemo(
    () => (withPeople ? (presence?.items ?? []).flatMap(({ id, lon, lat, state }) => (lon !== null && lat !== null ? [{ id, lon, lat, lost: state === "lost" }] : [])) : undefined),
    [presence, withPeople],
  );
  const [query, setQuery] = useState<BufferQuery | null>(null);
  const centre = useMemo(() => (city && city.lon !== null && city.lat !== null ? { lon: city.lon, lat: city.lat } : null), [city]);
  const spots = useCitySpots(centre, new Date(whole.from).toISOString(), live);
  const points = useMemo(
    () => (spots.data?.items ?? [])
      .filter((one) => { const at = Date.parse(one.opened_at); return at > span.from && at <= span.to; })
      .map((one) => ({ id: one.number, lon: one.lon, lat: one.lat, tone: stageTone(one.stage) })),
    [spots.data, span],
  );
  const open = useCallback((number: string) => { void go(`/desk/cases/${number}`); }, [go]);
  return (
    <section className="queue atlas">
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak" role="status">{spots.isPending ? t("looking") : t("shown", { n: points.length })}</span>
        {spots.data && spots.data.total > spots.data.items.length && <span className="weak">{t("newest", { n: spots.data.items.length })}</span>}
        <label><input type="checkbox" checked={live} onChange={(change) => { setLive(change.target.checked); }} /> {t("live")}</label>
        {maySee && <label><input type="checkbox" checked={withPeople} onChange={(change) => { setWithPeople(change.target.checked); }} /> {t("people")}</label>}
      </header>
      {spots.error && <ErrorState error={spots.error} retry={() => { void spots.refetch(); }} />}
      {centre === null && city && <p className="weak">{t("noCentre")}</p>}
      {withPeople && presence && <People found={presence} chosen={presence.items.find((one) => one.id === chosen) ?? null} close={() => { setChosen(null); }} />}
      <MapView height="100%" label={t("label")} points={points} focus={centre} onPoint={open} {...(people ? { people, onPerson: setChosen } : {})} search tools onBuffer={setQuery} toolNote={<Around query={query} />} />
      <TimeSlider whole={whole} value={span} onChange={setSpan} />
    </section>
  );
}
