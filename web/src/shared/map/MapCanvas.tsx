import { Map as GLMap, Marker, NavigationControl, setWorkerUrl } from "maplibre-gl";
import type { GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useRef, useState } from "react";

import { useTexts } from "../i18n/catalogue";
import { useAppearance } from "../ui/Appearance";
import type { FoundPlace } from "../api/gazetteer";
import type { BaseMap } from "./base";
import { useBaseMap } from "./base";
import { useGround } from "./ground";
import { MapTools } from "./MapTools";
import { useMarks } from "./marks";
import { usePeople } from "./people";
import { PlaceSearch } from "./PlaceSearch";
import { bounds, EMPTY, mapStyle, paintColour } from "./style";
import { texts } from "./texts";
import type { MapPoint, MapProps } from "./types";
import "maplibre-gl/dist/maplibre-gl.css";

setWorkerUrl(workerUrl);

const PIN =
  '<svg class="map-pin" viewBox="0 0 26 36" aria-hidden="true"><path fill="currentColor" stroke="#fff" stroke-width="1.5" d="M13 1C6.4 1 1 6.3 1 12.9 1 21.8 13 35 13 35s12-13.2 12-22.1C25 6.3 19.6 1 13 1z"/><circle cx="13" cy="13" r="4.5" fill="#fff"/></svg>';

const features = (points: MapPoint[]): GeoJSON.FeatureCollection => ({
  type: "FeatureCollection",
  features: points.map(({ id, lon, lat, tone }) => ({
    type: "Feature",
    properties: { id, tone: paintColour(tone) },
    geometry: { type: "Point", coordinates: [lon, lat] },
  })),
});

function useMap(box: React.RefObject<HTMLDivElement | null>, base: BaseMap | null | undefined, onFail: () => void): GLMap | null {
  const t = useTexts(texts);
  const [map, setMap] = useState<GLMap | null>(null);
  const { theme } = useAppearance();
  const fail = useRef(onFail);
  useEffect(() => {
    if (!box.current || base === undefined) return;
    let made: GLMap;
    try {
      made = new GLMap({ container: box.current, style: mapStyle(base), center: [116.4, 39.9], zoom: 9, attributionControl: false, locale: { "NavigationControl.ZoomIn": t("zoomIn"), "NavigationControl.ZoomOut": t("zoomOut"), "Map.Title": t("map") }, dragRotate: false, pitchWithRotate: false, fadeDuration: 0 });
    } catch {
      fail.current();
      return;
    }
    made.addControl(new NavigationControl({ showCompass: false }), "top-right");
    made.touchZoomRotate.disableRotation();
    const ready = () => { setMap(made); };
    made.once("load", ready);
    return () => {
      setMap(null);
      made.remove();
    };
  }, [box, base, theme, t]);
  return map;
}

function usePin(map: GLMap | null, pin: MapProps["pin"], onPin: MapProps["onPin"]): void {
  const put = useRef(onPin);
  useEffect(() => {
    put.current = onPin;
  });
  const placing = onPin !== undefined;
  useEffect(() => {
    if (!map || !placing) return;
    const click = (at: { lngLat: { lng: number; lat: number } }) => put.current?.(at.lngLat.lng, at.lngLat.lat);
    map.getCanvas().style.cursor = "crosshair";
    map.on("click", click);
    return () => {
      map.off("click", click);
    };
  }, [map, placing]);
  useEffect(() => {
    if (!map || !pin) return;
    const element = document.createElement("div");
    element.innerHTML = PIN;
    const marker = new Marker({ element, anchor: "bottom", draggable: placing }).setLngLat([pin.lon, pin.lat]).addTo(map);
    marker.on("dragend", () => {
      const { lng, lat } = marker.getLngLat();
      put.current?.(lng, lat);
    });
    if (!map.getBounds().contains([pin.lon, pin.lat])) map.easeTo({ center: [pin.lon, pin.lat] });
    return () => {
      marker.remove();
    };
  }, [map, pin, placing]);
}

function useClicks(map: GLMap | null, { onPoint, onArea }: Pick<MapProps, "onPoint" | "onArea">): void {
  useEffect(() => {
    if (!map || (!onPoint && !onArea)) return;
    const click = (at: { point: [number, number] | { x: number; y: number } }) => {
      if (map.getCanvas().dataset.tool) return;
      const where = at.point as { x: number; y: number };
      if (map.getLayer("people") && map.queryRenderedFeatures([where.x, where.y], { layers: ["people"] }).length > 0) return;
      const point = map.queryRenderedFeatures([where.x, where.y], { layers: ["points"] })[0];
      if (point && onPoint) {
        onPoint(String(point.properties.id));
        return;
      }
      const areas = map.queryRenderedFeatures([where.x, where.y], { layers: ["area-fill"] });
      const deepest = areas.sort((a, b) => String(b.properties.code).length - String(a.properties.code).length)[0];
      if (deepest && onArea) onArea(String(deepest.properties.code), String(deepest.properties.name));
    };
    map.on("click", click);
    return () => {
      map.off("click", click);
    };
  }, [map, onPoint, onArea]);
}

/** Zooms at which an area, and anything smaller, is seen with what is around it. */
const AREA_ZOOM = 12.5;
const PLACE_ZOOM = 15.5;

/** Go to a place that was looked up and put the pin there, or a mark that stays for some seconds. */
function show(map: GLMap, { kind, lon, lat }: FoundPlace, onPin: MapProps["onPin"]): void {
  map.jumpTo({ center: [lon, lat], zoom: kind === "area" ? AREA_ZOOM : PLACE_ZOOM });
  if (onPin) {
    onPin(lon, lat);
    return;
  }
  const element = document.createElement("div");
  element.innerHTML = PIN;
  const marker = new Marker({ element, anchor: "bottom" }).setLngLat([lon, lat]).addTo(map);
  setTimeout(() => { marker.remove(); }, MARK_FOR);
}
const MARK_FOR = 8000;

export default function MapCanvas({ points, people, onPerson, marks, chosen, onMark, pin, onPin, onPoint, onArea, highlight, focus, label, search, tools, onBuffer, toolNote }: MapProps) {
  const t = useTexts(texts);
  const box = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const placed = useRef(false);
  const base = useBaseMap();
  const map = useMap(box, base, () => { setFailed(true); });
  const areas = useGround(map);
  const lon = focus?.lon;
  const lat = focus?.lat;
  const zoom = focus?.zoom;
  useEffect(() => {
    if (!map || !areas.data) return;
    (map.getSource("areas") as GeoJSONSource | undefined)?.setData(areas.data);
    const box = bounds(areas.data);
    if (box && !placed.current) {
      map.fitBounds(box, { padding: 20, animate: false });
      placed.current = true;
    }
  }, [map, areas.data]);
  useEffect(() => {
    if (!map || lon === undefined || lat === undefined) return;
    map.jumpTo({ center: [lon, lat], zoom: zoom ?? 12.8 });
    placed.current = true;
  }, [map, lon, lat, zoom]);
  useEffect(() => {
    (map?.getSource("points") as GeoJSONSource | undefined)?.setData(points ? features(points) : EMPTY);
  }, [map, points]);
  useEffect(() => {
    map?.setFilter("area-chosen", ["==", ["get", "code"], highlight ?? ""]);
  }, [map, highlight]);
  usePin(map, pin, onPin);
  useClicks(map, { onPoint, onArea });
  usePeople(map, people, onPerson);
  useMarks(map, marks, chosen, onMark);
  if (failed) return <p className="map-note">{t("noWebgl")}</p>;
  return (
    <>
      <div ref={box} className="map-canvas" role="region" aria-label={label} />
      {search && map && <PlaceSearch near={() => ({ lon: map.getCenter().lng, lat: map.getCenter().lat })} go={(place) => { show(map, place, onPin); }} />}
      {tools && map && <MapTools map={map} base={base ?? null} onBuffer={onBuffer} note={toolNote} />}
      {base?.attribution && <p className="map-credit">{base.attribution}</p>}
      {areas.failed && <p className="map-note">{t("noAreas")}</p>}
    </>
  );
}
