import { MapPin, Plus } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Link } from "react-router";

import { useCityProfile } from "@/shared/api/city";
import { idempotencyKey } from "@/shared/api/client";
import { useHere } from "@/shared/capture/here";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { load, save } from "@/shared/lib/storage";
import { MapView } from "@/shared/map/MapView";
import { AsOf } from "@/shared/offline/OfflineBar";
import { useKept, useOutbox } from "@/shared/offline/hooks";
import { outbox } from "@/shared/offline/outbox";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { NearProblem } from "./api";
import { readNear } from "./api";
import { Correct } from "./Correct";
import { followPath } from "./model";
import { texts } from "./texts";
import { Vote } from "./Vote";

const JOINED = "joined";
/** About 200 m: the list is kept for this square, and the server learns no exact place of the phone. */
const coarse = (degrees: number): number => Math.round(degrees * 500) / 500;

/** Known problems around the phone, so that the tenth person only has to say "me too". */
export function Near() {
  const t = useTexts(texts);
  const here = useHere(true);
  const city = useCityProfile().data;
  const [map, setMap] = useState(false);
  const middle = here.state === "failed" && city?.lon != null && city.lat != null ? { lon: city.lon, lat: city.lat } : null;
  const at = here.spot ?? middle;
  const [lon, lat] = at ? [coarse(at.lon), coarse(at.lat)] : [0, 0];
  const found = useKept(`near:${String(lon)},${String(lat)}`, () => readNear(lon, lat), { enabled: at !== null });
  const points = useMemo(() => (found.data?.items ?? []).map((one) => ({ id: one.number, lon: one.lon, lat: one.lat, tone: "var(--stage-work)", label: one.matter })), [found.data]);
  return (
    <section className="near">
      <h1>{t("near")}</h1>
      <p className="weak">{t("nearIntro")}</p>
      {here.state === "failed" && <p className="problem" role="alert">{t("nearNowhere")}</p>}
      <AsOf at={found.asOf} />
      <button type="button" className="btn" aria-expanded={map} disabled={!at} onClick={() => { setMap(!map); }}>
        <MapPin size={20} aria-hidden />
        {map ? t("hideMap") : t("showMap")}
      </button>
      {map && at && <MapView height="300px" label={t("nearMap")} points={points} focus={{ lon: at.lon, lat: at.lat, zoom: 14.5 }} />}
      <Loaded query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t("nearEmpty")}>
              <Link className="btn" data-primary to="/m/report">{t("report")}</Link>
            </EmptyState>
          ) : (
            <ul className="near-list">
              {items.map((one) => (
                <Problem key={one.number} one={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function Problem({ one }: { one: NearProblem }) {
  const t = useTexts(texts);
  const say = useSay();
  const [id, setId] = useState<string | null>(() => load<Record<string, string>>(JOINED, {})[one.number] ?? null);
  const entry = useOutbox().entries.find((known) => known.id === id);
  const refused = entry?.state === "refused";
  useEffect(() => {
    if (refused) save(JOINED, Object.fromEntries(Object.entries(load<Record<string, string>>(JOINED, {})).filter(([number]) => number !== one.number)));
  }, [refused, one.number]);
  const join = () => {
    const made = idempotencyKey();
    save(JOINED, { ...load<Record<string, string>>(JOINED, {}), [one.number]: made });
    setId(made);
    void outbox.add({ id: made, kind: "public", owner: null, title: t("meTooTitle", { matter: one.matter }), body: { text: t("meTooText", { matter: one.matter }), joins: one.number } });
  };
  const receipt = entry?.state === "sent" && entry.answer?.secret ? { id: entry.answer.id ?? "", number: entry.answer.number ?? one.number, secret: entry.answer.secret } : null;
  return (
    <li className="card">
      <h2>{one.matter}</h2>
      <p className="weak">{t("nearWhere", { street: one.street, n: one.distance_m })}</p>
      <p>{say(one.status)}</p>
      <p className="weak">{t("nearSince", { day: one.opened_on, n: one.reports })}</p>
      {refused && <p className="problem" role="alert">{say(entry.problem?.sentence)}</p>}
      {receipt ? (
        <Link className="btn" to={followPath(receipt, "/m")}>{t("joined")}</Link>
      ) : (
        <button type="button" className="btn" data-primary disabled={id !== null && !refused} onClick={join}>
          <Plus size={20} aria-hidden />
          {id !== null && !refused ? t("joining") : t("meToo")}
        </button>
      )}
      <Vote one={one} />
      <Correct one={one} />
    </li>
  );
}
