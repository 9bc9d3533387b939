import { Map as GLMap, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useRef, useState } from "react";

import type { History } from "@/contributions/wall/model";
import { address } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { usePaced } from "@/shared/lib/pace";
import type { BaseMap } from "@/shared/map/base";
import { useBaseMap } from "@/shared/map/base";
import { useGround } from "@/shared/map/ground";
import { bounds, EMPTY, mapStyle } from "@/shared/map/style";
import { addFigures, caseLayers, casesBelow, fitted, retile } from "./layers";
import { daysOf } from "./model/months";
import type { Present } from "@/shared/live/presence";
import type { Recent } from "./queries";
import { texts } from "./texts";
import "maplibre-gl/dist/maplibre-gl.css";

setWorkerUrl(workerUrl);

interface Props {
  area: string | null;
  /** How deep the area lies: city 1, district 2, street 3 … */
  depth: number;
  of: string[];
  /** A month of history in place of the present, or `null`. */
  month: string | null;
  history: History;
  live: boolean;
  today: string;
  seq: number;
  recent: Recent[];
  /** Who is on duty, and where; nobody where the scene shows none. */
  forces: Present[];
  below: string[];
  padding: { left: number; right: number; top: number; bottom: number };
  drill: (area: string) => void;
  onCase: (number: string) => void;
}
const DAYS: Record<History, number | null> = { none: null, month: 31, year: 365, all: null };
const SETTLE = 4_000;
/** From the community down one looks at streets and houses: aslant, with buildings as high as they are. */
const STREETS = 4;
const TILT = 45;
const tiles = (layer: string, query: Record<string, string | number | null>): string[] => [
  location.origin + address(`/wall/tiles/${layer}/{z}/{x}/{y}`, query),
];

function useWallMap(box: React.RefObject<HTMLDivElement | null>, base: BaseMap | null | undefined, onFail: () => void): GLMap | null {
  const [map, setMap] = useState<GLMap | null>(null);
  const fail = useRef(onFail);
  useEffect(() => {
    if (!box.current || base === undefined) return;
    let made: GLMap;
    try {
      made = new GLMap({ container: box.current, style: mapStyle(base), center: [116.4, 39.9], zoom: 9, attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 0, maxCanvasSize: [8192, 8192] });
    } catch {
      fail.current();
      return;
    }
    made.once("load", () => {
      for (const [id, source] of casesBelow(tiles)) made.addSource(id, source);
      const { layers } = made.getStyle();
      for (const layer of layers) fitted(made, layer);
      const firstName = layers.find(({ type }) => type === "symbol")?.id;
      addFigures(made);
      for (const layer of caseLayers()) made.addLayer(layer, layer.id.startsWith("history") ? firstName : layer.id === "forces" ? "live" : undefined);
      setMap(made);
    });
    return () => {
      setMap(null);
      made.remove();
    };
  }, [box, base]);
  return map;
}

/** The ground of the wall: areas, what was reported where, what is open where, what has just changed. */
export default function Ground({ area, depth, of, month, history, live, today, seq, recent, forces, below, padding, drill, onCase }: Props) {
  const t = useTexts(texts);
  const box = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const base = useBaseMap();
  const map = useWallMap(box, base, () => { setFailed(true); });
  const areas = useGround(map);
  const latest = useRef({ drill, onCase, below });
  useEffect(() => {
    latest.current = { drill, onCase, below };
  });
  useEffect(() => {
    if (!map || !areas.data) return;
    (map.getSource("areas") as GeoJSONSource | undefined)?.setData(areas.data);
  }, [map, areas.data]);
  const { left, right, top, bottom } = padding;
  const ready = areas.data !== undefined;
  const ground = useRef(areas.data);
  useEffect(() => {
    ground.current = areas.data;
  });
  useEffect(() => {
    if (!map || !ground.current) return;
    const chosen = ground.current.features.filter((one) => area === null || one.properties?.code === area);
    const seen = bounds({ type: "FeatureCollection", features: chosen });
    const close = depth >= STREETS && map.getLayer("base-building-3d") !== undefined;
    if (close) map.setLayoutProperty("base-building-3d", "visibility", "visible");
    if (seen) map.fitBounds(seen, { padding: { left, right, top, bottom }, animate: false, maxZoom: 16, pitch: close ? TILT : 0 });
    if (!close && map.getLayer("base-building-3d")) map.setLayoutProperty("base-building-3d", "visibility", "none");
    map.setFilter("area-chosen", ["==", ["get", "code"], area ?? ""]);
  }, [map, ready, area, depth, left, right, top, bottom]);
  const matters = of.join() || null;
  useEffect(() => {
    if (!map) return;
    const days = DAYS[history];
    const recently = { from: days === null ? null : new Date(Date.parse(`${today}T00:00:00Z`) - (days - 1) * 86_400_000).toISOString().slice(0, 10) };
    const shown = history === "none" ? "none" : "visible";
    const cancel = history === "none" ? undefined : retile(map, "history", tiles("history", { ...(month ? daysOf(month) : recently), area, matters }));
    for (const id of ["history-squares", "history-dots"]) map.setLayoutProperty(id, "visibility", shown);
    return cancel;
  }, [map, history, month, area, matters, today]);
  const asked = useRef<{ scope: string; map: GLMap | null; cancel?: () => void }>({ scope: "", map: null });
  const ask = () => {
    if (!map) return;
    asked.current.cancel?.();
    asked.current = { scope: `${area ?? ""} ${matters ?? ""}`, map, cancel: retile(map, "live", tiles("live", { area, matters, v: seq })) };
  };
  const askLater = usePaced(ask, SETTLE);
  const turn = useRef(ask);
  useEffect(() => {
    turn.current = ask;
  });
  useEffect(() => {
    if (!map) return;
    // Hundreds of changes a minute must not fetch the tiles hundreds of times; the ring shows each at once.
    if (asked.current.map === map && asked.current.scope === `${area ?? ""} ${matters ?? ""}`) askLater();
    else turn.current();
  }, [map, seq, area, matters, askLater]);
  useEffect(() => () => { asked.current.cancel?.(); }, [map]);
  useEffect(() => {
    if (!map) return;
    for (const id of ["live", "live-count", "live-late"]) map.setLayoutProperty(id, "visibility", live ? "visible" : "none");
  }, [map, live]);
  useEffect(() => {
    const features = recent.map(({ number, point }): GeoJSON.Feature => ({ type: "Feature", properties: { number }, geometry: { type: "Point", coordinates: point } }));
    (map?.getSource("recent") as GeoJSONSource | undefined)?.setData(features.length > 0 ? { type: "FeatureCollection", features } : EMPTY);
  }, [map, recent]);
  useEffect(() => {
    const features = forces.flatMap(({ state, lon, lat }): GeoJSON.Feature[] => (lon === null || lat === null ? [] : [{ type: "Feature", properties: { state }, geometry: { type: "Point", coordinates: [lon, lat] } }]));
    (map?.getSource("forces") as GeoJSONSource | undefined)?.setData(features.length > 0 ? { type: "FeatureCollection", features } : EMPTY);
  }, [map, forces]);
  useEffect(() => {
    if (!map) return;
    const click = ({ point }: { point: { x: number; y: number } }) => {
      const number = map.queryRenderedFeatures([point.x, point.y], { layers: ["live", "recent"] })[0]?.properties.number as string | undefined;
      if (number) {
        latest.current.onCase(number);
        return;
      }
      const codes = map.queryRenderedFeatures([point.x, point.y], { layers: ["area-fill"] }).map((one) => String(one.properties.code));
      const child = codes.find((code) => latest.current.below.includes(code));
      if (child) latest.current.drill(child);
    };
    map.on("click", click);
    return () => {
      map.off("click", click);
    };
  }, [map]);
  if (failed) return <p className="wall-none wall-no-map">{t("noMap")}</p>;
  return (
    <>
      <div ref={box} className="wall-ground" role="region" aria-label={t("map")} data-ready={map !== null} data-base={base != null} />
      {base?.attribution && <p className="wall-credit" style={{ right: right }}>{base.attribution}</p>}
    </>
  );
}
