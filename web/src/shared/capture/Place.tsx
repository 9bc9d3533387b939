import { LocateFixed, MapPin } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { useCityProfile } from "../api/city";
import { useTexts } from "../i18n/catalogue";
import { MapView } from "../map/MapView";
import type { Spot } from "./here";
import { round, useHere } from "./here";
import { texts } from "./texts";
import "./capture.css";

interface Props {
  spot: Spot | null;
  address: string;
  change: (changes: { spot?: Spot | null; address?: string }) => void;
  /** Ask the device as soon as the form opens. */
  atOnce?: boolean;
}

/** Address, position of the device, or a pin: any of them is enough. The map loads when it is asked for. */
export function Place({ spot, address, change, atOnce = false }: Props) {
  const t = useTexts(texts);
  const city = useCityProfile();
  const [map, setMap] = useState(false);
  const here = useHere(atOnce);
  const tell = useRef(change);
  useEffect(() => {
    tell.current = change;
  });
  useEffect(() => {
    if (here.spot) tell.current({ spot: here.spot });
  }, [here.spot]);
  const centre = city.data?.lon != null && city.data.lat != null ? { lon: city.data.lon, lat: city.data.lat, zoom: 12 } : null;
  const [opened, setOpened] = useState<{ lon: number; lat: number; zoom: number } | null>(null);
  const toggle = () => {
    setOpened(spot ? { lon: spot.lon, lat: spot.lat, zoom: 15 } : centre);
    setMap(!map);
  };
  return (
    <div className="place">
      <label htmlFor="report-address">{t("where")}</label>
      <input id="report-address" className="input" maxLength={300} placeholder={t("whereHint")} value={address} onChange={(typed) => { change({ address: typed.target.value }); }} />
      <div className="two">
        <button type="button" className="btn" disabled={here.state === "asking"} onClick={here.ask}>
          <LocateFixed size={18} aria-hidden />
          {here.state === "asking" ? t("positioning") : t("usePosition")}
        </button>
        <button type="button" className="btn" aria-expanded={map} onClick={toggle}>
          <MapPin size={18} aria-hidden />
          {t("openMap")}
        </button>
      </div>
      {here.state === "failed" && !spot && <p className="problem" role="alert">{t("positionFailed")}</p>}
      {spot && <p className="known" role="status">{spot.accuracy === null ? t("pinSet") : t("positionKnown", { n: spot.accuracy })}</p>}
      {map && (
        <MapView height="280px" label={t("map")} pin={spot} focus={opened} onPin={(lon, lat) => { change({ spot: { lon: round(lon), lat: round(lat), accuracy: null } }); }} />
      )}
    </div>
  );
}
