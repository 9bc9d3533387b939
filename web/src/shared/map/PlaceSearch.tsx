import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useEffect, useId, useState } from "react";

import type { FoundPlace } from "../api/gazetteer";
import { findPlaces } from "../api/gazetteer";
import { useTexts } from "../i18n/catalogue";
import { texts } from "./texts";

const PAUSE = 200;

/** Look a place up by its name and go there: areas, roads and what the base map names. */
export function PlaceSearch({ near, go }: { near: () => { lon: number; lat: number } | null; go: (place: FoundPlace) => void }) {
  const t = useTexts(texts);
  const id = useId();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => { setAsked(typed.trim()); }, PAUSE);
    return () => { clearTimeout(timer); };
  }, [typed]);
  const found = useQuery({
    queryKey: ["places", asked],
    queryFn: ({ signal }) => findPlaces(asked, near(), signal),
    enabled: asked.length > 0,
    placeholderData: (old) => old,
    staleTime: 60_000,
    retry: false,
  });
  const places = open && typed.trim() ? (found.data ?? []) : [];
  const choose = (place: FoundPlace | undefined) => {
    if (!place) return;
    setTyped(place.address);
    setOpen(false);
    go(place);
  };
  const press = (pressed: React.KeyboardEvent) => {
    if (pressed.key === "ArrowDown") setAt((n) => Math.min(n + 1, places.length - 1));
    else if (pressed.key === "ArrowUp") setAt((n) => Math.max(n - 1, 0));
    else if (pressed.key === "Enter") choose(places[at]);
    else if (pressed.key === "Escape" && open) setOpen(false);
    else return;
    pressed.preventDefault();
    pressed.stopPropagation();
  };
  const none = open && asked !== "" && found.isSuccess && !found.isPlaceholderData && found.data.length === 0;
  return (
    <div className="place-search">
      <Search size={15} aria-hidden />
      <input type="search" role="combobox" aria-expanded={places.length > 0} aria-controls={id} aria-activedescendant={places[at] ? `${id}-${String(at)}` : undefined} aria-autocomplete="list"
        aria-label={t("findPlace")} placeholder={t("findPlace")} autoComplete="off" maxLength={200} value={typed}
        onChange={(change) => { setTyped(change.target.value); setOpen(true); setAt(0); }} onKeyDown={press} onBlur={() => { setOpen(false); }} />
      <ul id={id} role="listbox" aria-label={t("foundPlaces")} hidden={places.length === 0}>
        {places.map((place, index) => (
          <li key={`${place.kind}${place.name}${place.area ?? ""}`} id={`${id}-${String(index)}`} role="option" aria-selected={index === at} onPointerDown={(pressed) => { pressed.preventDefault(); choose(place); }}>
            {place.name} <span className="weak">{place.path}</span>
          </li>
        ))}
      </ul>
      {none && <p className="weak" role="status">{t("noPlaces")}</p>}
    </div>
  );
}
