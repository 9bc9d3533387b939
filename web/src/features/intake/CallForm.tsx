import { AutoComplete, DatePicker } from "antd";
import dayjs from "dayjs";
import { MapPin } from "lucide-react";
import { useState } from "react";

import { ReadingPanel, useReading } from "@/features/language/public";
import type { FoundPlace } from "@/shared/api/gazetteer";
import type { Matter } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { MapView } from "@/shared/map/MapView";
import type { Draft } from "./queries";
import type { KnownPlace } from "./queries";
import { useKnownPlaces, useLocated } from "./queries";
import { texts } from "./texts";

/** Near enough to see the grid around a known address. */
const NEAR = 12.8;
/** Fewer characters say nothing. */
const SHORTEST = 4;

interface Props {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  matterName: string | null;
  suggestions: Matter[];
  pick: (index: number) => void;
  clearMatter: () => void;
  told: FoundPlace[];
  take: (index: number) => void;
}

export function CallForm({ draft, change, matterName, suggestions, pick, clearMatter, told, take }: Props) {
  const t = useTexts(texts);
  const [known, setKnown] = useState<KnownPlace | null>(null);
  return (
    <div className="call-form">
      <label htmlFor="call-text">{t("what")}</label>
      <div>
        <textarea id="call-text" className="input" rows={4} autoFocus maxLength={4000} placeholder={t("whatHint")} value={draft.text} onChange={(typed) => { change({ text: typed.target.value }); }} />
        {matterName ? (
          <p className="chosen">
            {t("matterChosen", { name: matterName })}
            <button type="button" className="btn" data-quiet onClick={clearMatter}>{t("clearMatter")}</button>
          </p>
        ) : (
          <Suggestions matters={suggestions} pick={pick} />
        )}
        <Said text={draft.text} />
      </div>
      <label htmlFor="call-address">{t("where")}</label>
      <div>
        <Address draft={draft} change={change} chosen={setKnown} />
        <Told places={told} take={take} />
        <Where draft={draft} change={change} known={draft.lon === null ? null : known} />
      </div>
      <label htmlFor="call-when">{t("when")}</label>
      <div className="call-row">
        <DatePicker id="call-when" showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" placeholder={t("whenNow")} value={draft.reported_at ? dayjs(draft.reported_at) : null} maxDate={dayjs()}
          style={{ width: 240 }} onChange={(picked) => { change({ reported_at: picked ? picked.toISOString() : null }); }} />
      </div>
      <label htmlFor="call-name">{t("who")}</label>
      <div>
        <div className="call-row">
          <input id="call-name" className="input" autoComplete="off" maxLength={80} placeholder={t("name")} aria-label={t("name")} value={draft.name} onChange={(typed) => { change({ name: typed.target.value }); }} />
          <input id="call-phone" className="input" type="tel" autoComplete="off" maxLength={40} placeholder={t("phone")} aria-label={t("phone")} value={draft.phone} onChange={(typed) => { change({ phone: typed.target.value }); }} />
        </div>
        <small className="weak">{t("masked")}</small>
      </div>
    </div>
  );
}

/** What is typed is offered again as addresses that are known with their place: arrows and Enter put the pin. */
function Address({ draft, change, chosen }: Pick<Props, "draft" | "change"> & { chosen: (place: KnownPlace) => void }) {
  const t = useTexts(texts);
  const known = useKnownPlaces(draft.address);
  const places = draft.address.trim().length >= 2 ? (known.data ?? []) : [];
  // Never begins like what is typed: the list would take such a candidate as chosen, and ↓ would go past it.
  const value = ({ address, path }: KnownPlace): string => `» ${address} ${path ?? ""}`;
  return (
    <AutoComplete defaultActiveFirstOption={false} id="call-address" className="call-address" value={draft.address} placeholder={t("whereHint")} maxLength={300} aria-label={t("where")}
      options={places.map((place) => ({ value: value(place), label: <span className="candidate"><MapPin size={14} aria-hidden /> {place.address} <span className="weak">{place.path ?? t("before")}</span> <Sure place={place} /></span> }))}
      onChange={(address: string) => { if (!places.some((place) => value(place) === address)) change({ address }); }}
      onSelect={(picked: string) => {
        const place = places.find((one) => value(one) === picked);
        if (!place) return;
        change({ address: place.address, lon: place.lon, lat: place.lat });
        chosen(place);
      }} />
  );
}

/** How surely a place is meant, and why. */
function Sure({ place: { confidence, reason } }: { place: Pick<KnownPlace, "confidence" | "reason"> }) {
  const t = useTexts(texts);
  const say = useSay();
  return confidence === undefined ? null : <span className="weak small">{t("sure", { n: Math.round(confidence * 100) })} · {say(reason ?? "")}</span>;
}

/** What the caller's words already say about the place: one key takes it. */
function Told({ places, take }: { places: FoundPlace[]; take: (index: number) => void }) {
  const t = useTexts(texts);
  return (
    <ul className="told-places" aria-label={t("told")} aria-live="polite">
      {places.map((place, index) => (
        <li key={`${place.address}${String(place.lon)}`}>
          <button type="button" className="btn" tabIndex={-1} onClick={() => { take(index); }}>
            <kbd>Alt+{index + 4}</kbd> {place.address} <Sure place={place} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What the words say while they are typed: tags, elements found and still to ask, subjects. */
function Said({ text }: { text: string }) {
  const say = useSay();
  const reading = useReading(text).data;
  if (!reading || text.trim().length < SHORTEST) return null;
  const missing = reading.elements.filter(({ words }) => words.length === 0).map(({ name }) => say(name));
  return <ReadingPanel reading={reading} missing={missing} />;
}

function Suggestions({ matters, pick }: { matters: Matter[]; pick: (index: number) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <ul className="suggestions" aria-label={t("matters")} aria-live="polite">
      {matters.slice(0, 3).map((matter, index) => (
        <li key={matter.key}>
          <button type="button" className="btn" tabIndex={-1} onClick={() => { pick(index); }}>
            <kbd>Alt+{index + 1}</kbd> {matter.name} <span className="weak">{say(matter.why) || matter.class_name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Where({ draft, change, known }: Pick<Props, "draft" | "change"> & { known: KnownPlace | null }) {
  const t = useTexts(texts);
  const located = useLocated(draft.lon, draft.lat);
  const pin = draft.lon !== null && draft.lat !== null ? { lon: draft.lon, lat: draft.lat } : null;
  const area = located.data;
  const words = !pin ? t("pin") : area ? t("grid", { name: area.path.slice(1).map(({ name }) => name).join(" / ") }) : located.isSuccess ? t("outside") : t("pin");
  const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
  return (
    <>
      <MapView height="230px" label={t("map")} pin={pin} focus={known && { lon: known.lon, lat: known.lat, zoom: NEAR }} highlight={area?.code ?? null} onPin={(lon, lat) => { change({ lon: round(lon), lat: round(lat) }); }} />
      <small className="weak" role="status">{words}</small>
    </>
  );
}
