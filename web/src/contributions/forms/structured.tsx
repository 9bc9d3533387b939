import { Input } from "antd";
import { Paperclip, Plus, Trash2 } from "lucide-react";
import { useState } from "react";

import { api } from "@/shared/api/client";
import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { MapView } from "@/shared/map/MapView";
import { texts } from "./texts";
import type { FormWidget, WidgetProps } from "./widgets";

export interface PlaceValue {
  lon: number;
  lat: number;
}

/** A pin on the map, for a pair of `lon` and `lat` fields. */
function Place({ value, change, context }: WidgetProps) {
  const t = useTexts(texts);
  const place = (value as PlaceValue | undefined) ?? null;
  const start = context.lon != null && context.lat != null ? { lon: context.lon, lat: context.lat } : null;
  return (
    <>
      <MapView height="260px" label={t("pinMap")} pin={place ?? start} focus={start} search
        onPin={(lon, lat) => { change({ lon: round(lon), lat: round(lat) }); }} />
      <small className="weak">{place ? t("point", { lon: place.lon, lat: place.lat }) : t("pinHint")}</small>
    </>
  );
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

interface Uploaded {
  id: string;
  name: string;
}

/** Files go to the server one by one as they are chosen; the action names them by id. */
function Files({ id, value, change }: WidgetProps) {
  const t = useTexts(texts);
  const say = useSay();
  const [names, setNames] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const ids = (value as string[] | undefined) ?? [];
  const add = async (files: FileList | null) => {
    const known = [...ids];
    setError(null);
    for (const file of Array.from(files ?? [])) {
      setBusy(file.name);
      const form = new FormData();
      form.append("file", file);
      try {
        const stored = await api.upload<Uploaded>("/media", form);
        known.push(stored.id);
        setNames((all) => ({ ...all, [stored.id]: file.name }));
        change([...known]);
      } catch (problem) {
        setError(say(asApiError(problem).sentence));
      }
    }
    setBusy(null);
  };
  return (
    <div className="files">
      <label className="btn file-pick">
        <Paperclip size={15} aria-hidden />
        {t("upload")}
        <input id={id} className="sr" type="file" multiple accept="image/*,video/*,application/pdf" onChange={(chosen) => void add(chosen.target.files)} />
      </label>
      {busy && <span role="status">{t("uploading", { name: busy })}</span>}
      {error && <span role="alert" className="problem">{error}</span>}
      <ul>
        {ids.map((one) => (
          <li key={one}>
            {names[one] ?? one}
            <button type="button" className="btn" data-quiet onClick={() => { change(ids.filter((other) => other !== one)); }}>
              <Trash2 size={14} aria-hidden />
              <span className="sr">{t("remove", { name: names[one] ?? one })}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A number of another case, with the likely ones to pick from. */
function CaseNumber({ id, value, change, context }: WidgetProps) {
  return (
    <>
      <Input id={id} className="mono" value={typeof value === "string" ? value : ""} onChange={(typed) => { change(typed.target.value.trim()); }} />
      {context.related && context.related.length > 0 && (
        <div className="picks">
          {context.related.map((number) => (
            <button key={number} type="button" className="btn mono" onClick={() => { change(number); }}>
              {number}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

/** Several parts in words; each becomes a case of its own. */
function Parts({ id, value, change }: WidgetProps) {
  const t = useTexts(texts);
  const parts = (value as { text: string }[] | undefined) ?? [{ text: "" }];
  const put = (index: number, text: string) => { change(parts.map((one, at) => (at === index ? { ...one, text } : one))); };
  return (
    <div className="parts">
      {parts.map((part, index) => (
        <div key={index} className="part">
          <Input.TextArea id={index === 0 ? id : `${id}-${String(index)}`} aria-label={`${String(index + 1)}`} autoSize={{ minRows: 2 }} value={part.text} onChange={(typed) => { put(index, typed.target.value); }} />
          <button type="button" className="btn" data-quiet disabled={parts.length === 1} onClick={() => { change(parts.filter((_, at) => at !== index)); }}>
            <Trash2 size={14} aria-hidden />
            <span className="sr">{t("removeLine")}</span>
          </button>
        </div>
      ))}
      <button type="button" className="btn" onClick={() => { change([...parts, { text: "" }]); }}>
        <Plus size={14} aria-hidden />
        {t("addLine")}
      </button>
    </div>
  );
}

export const structuredWidgets: FormWidget[] = [
  { name: "place", claims: (field) => field.name === "place", Component: Place },
  { name: "files", claims: (field) => field.name === "media", Component: Files },
  { name: "case-number", claims: (field) => field.name === "into", Component: CaseNumber },
  { name: "parts", claims: (field) => field.name === "parts", Component: Parts },
];
