import { LocateFixed, MapPin } from "lucide-react";
import { useState } from "react";

import { useCityProfile } from "@/shared/api/city";
import { useTexts } from "@/shared/i18n/catalogue";
import { MapView } from "@/shared/map/MapView";
import type { PublicDraft } from "./api";
import { texts } from "./texts";

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Address, position of the device, or a pin: any of them is enough. The map loads when it is asked for. */
export function Where({ draft, change }: { draft: PublicDraft; change: (changes: Partial<PublicDraft>) => void }) {
  const t = useTexts(texts);
  const city = useCityProfile();
  const [map, setMap] = useState(false);
  const [state, setState] = useState<"idle" | "asking" | "failed">("idle");
  const pin = draft.lon !== null && draft.lat !== null ? { lon: draft.lon, lat: draft.lat } : null;
  const centre = city.data?.lon != null && city.data.lat != null ? { lon: city.data.lon, lat: city.data.lat, zoom: 12 } : null;
  const [focus] = useState(() => (pin ? { ...pin, zoom: 15 } : null));
  const ask = () => {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("idle");
        setMap(true);
        change({ lon: round(coords.longitude), lat: round(coords.latitude) });
      },
      () => { setState("failed"); },
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  return (
    <div className="where">
      <label htmlFor="report-address">{t("where")}</label>
      <input id="report-address" className="input" maxLength={300} placeholder={t("whereHint")} value={draft.address} onChange={(typed) => { change({ address: typed.target.value }); }} />
      <div className="two">
        <button type="button" className="btn" disabled={state === "asking"} onClick={ask}>
          <LocateFixed size={18} aria-hidden />
          {state === "asking" ? t("positioning") : t("usePosition")}
        </button>
        <button type="button" className="btn" aria-expanded={map} onClick={() => { setMap(!map); }}>
          <MapPin size={18} aria-hidden />
          {t("openMap")}
        </button>
      </div>
      {state === "failed" && <p className="problem" role="alert">{t("positionFailed")}</p>}
      {pin && <p className="known" role="status">{t("positionKnown")}</p>}
      {map && <MapView height="260px" label={t("map")} pin={pin} focus={focus ?? centre} onPin={(lon, lat) => { change({ lon: round(lon), lat: round(lat) }); }} />}
    </div>
  );
}
