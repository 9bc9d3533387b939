import { Box, Layers, Locate, Ruler, Spline, Trash2, Waypoints } from "lucide-react";
import type { GeoJSONSource, Map as GLMap } from "maplibre-gl";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";

import { useTexts } from "../i18n/catalogue";
import type { BaseMap, Group } from "./base";
import { GROUPS, LAYERS_OF } from "./base";
import type { Spot } from "./measure";
import { area, length, pixelsPerMetre, sayArea, sayLength } from "./measure";
import { EMPTY } from "./style";
import { texts } from "./texts";
import type { BufferQuery } from "./types";

type Mode = "distance" | "area" | "buffer";
const REACHES = [100, 200, 500, 1000, 2000, 5000];
const TILT = 55;
const NAMES = { roads: "layer_roads", buildings: "layer_buildings", water: "layer_water", green: "layer_green", poi: "layer_poi", areas: "layer_areas" } as const;
const HOW = { distance: "how_distance", area: "how_area", buffer: "how_buffer" } as const;

function shape(mode: Mode, spots: Spot[]): GeoJSON.Geometry | null {
  const [first] = spots;
  if (!first) return null;
  if (spots.length === 1) return { type: "LineString", coordinates: [first, first] };
  if (mode === "area" && spots.length > 2) return { type: "Polygon", coordinates: [[...spots, first]] };
  return { type: "LineString", coordinates: spots };
}

/** Show what is being drawn; for a buffer, a band as wide on the ground as was asked for. */
function useSketch(map: GLMap, mode: Mode | null, spots: Spot[], metres: number): void {
  useEffect(() => {
    const drawn = mode ? shape(mode, spots) : null;
    const points: GeoJSON.Feature[] = spots.map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates } }));
    const features = drawn ? [{ type: "Feature" as const, properties: {}, geometry: drawn }, ...points] : [];
    (map.getSource("sketch") as GeoJSONSource | undefined)?.setData(features.length > 0 ? { type: "FeatureCollection", features } : EMPTY);
    const reach = mode === "buffer" ? 2 * metres * pixelsPerMetre(spots[0]?.[1] ?? 0) : 0;
    if (map.getLayer("sketch-band")) map.setPaintProperty("sketch-band", "line-width", ["interpolate", ["exponential", 2], ["zoom"], 0, reach, 22, reach * 2 ** 22]);
  }, [map, mode, spots, metres]);
}

function useDrawing(map: GLMap, mode: Mode | null, add: (spot: Spot) => void): void {
  useEffect(() => {
    if (!mode) return;
    const canvas = map.getCanvas();
    const click = ({ lngLat }: { lngLat: { lng: number; lat: number } }) => { add([lngLat.lng, lngLat.lat]); };
    canvas.dataset.tool = mode; // other listeners leave clicks alone meanwhile
    canvas.style.cursor = "crosshair";
    map.on("click", click);
    return () => {
      delete canvas.dataset.tool;
      canvas.style.cursor = "";
      map.off("click", click);
    };
  }, [map, mode, add]);
}

function LayerList({ map, base }: { map: GLMap; base: BaseMap | null }) {
  const t = useTexts(texts);
  const [hidden, setHidden] = useState<Group[]>([]);
  const shown = GROUPS.filter((group) => group === "areas" || base?.layers.some((layer) => layer.id === group));
  const toggle = (group: Group) => {
    const off = !hidden.includes(group);
    setHidden(off ? [...hidden, group] : hidden.filter((one) => one !== group));
    for (const layer of LAYERS_OF[group]) if (map.getLayer(layer)) map.setLayoutProperty(layer, "visibility", off ? "none" : "visible");
  };
  return (
    <fieldset className="map-panel">
      <legend>{t("layers")}</legend>
      {shown.map((group) => (
        <label key={group}><input type="checkbox" checked={!hidden.includes(group)} onChange={() => { toggle(group); }} /> {t(NAMES[group])}</label>
      ))}
    </fieldset>
  );
}

function Tilt({ map }: { map: GLMap }) {
  const t = useTexts(texts);
  const [on, setOn] = useState(false);
  const toggle = () => {
    map.setLayoutProperty("base-building-3d", "visibility", on ? "none" : "visible");
    if (on) map.dragRotate.disable();
    else map.dragRotate.enable();
    map.easeTo({ pitch: on ? 0 : TILT, bearing: on ? 0 : map.getBearing(), zoom: on ? map.getZoom() : Math.max(map.getZoom(), 14) });
    setOn(!on);
  };
  return <Tool icon={<Box size={18} aria-hidden />} label={t("tilt")} on={on} act={toggle} />;
}

const Tool = ({ icon, label, on, act }: { icon: ReactNode; label: string; on: boolean; act: () => void }) => (
  <button type="button" aria-label={label} title={label} aria-pressed={on} onClick={act}>{icon}</button>
);

interface Props {
  map: GLMap;
  base: BaseMap | null;
  onBuffer?: ((query: BufferQuery | null) => void) | undefined;
  note?: ReactNode;
}

/** Layer list, measuring, buffer query and buildings by height, on maps that are worked with. */
export function MapTools({ map, base, onBuffer, note }: Props) {
  const t = useTexts(texts);
  const [mode, setMode] = useState<Mode | null>(null);
  const [spots, setSpots] = useState<Spot[]>([]);
  const [metres, setMetres] = useState(500);
  const [list, setList] = useState(false);
  const [add] = useState(() => (spot: Spot) => { setSpots((old) => [...old, spot]); });
  useSketch(map, mode, spots, metres);
  useDrawing(map, mode, add);
  useEffect(() => {
    const [first] = spots;
    if (mode !== "buffer" || !first) onBuffer?.(null);
    else onBuffer?.({ geometry: spots.length === 1 ? { type: "Point", coordinates: first } : { type: "LineString", coordinates: spots }, metres });
  }, [mode, spots, metres, onBuffer]);
  const choose = (wanted: Mode) => {
    setMode(mode === wanted ? null : wanted);
    setSpots([]);
  };
  const middle = () => {
    const { lng, lat } = map.getCenter();
    add([lng, lat]);
  };
  const measured = mode === "area" ? sayArea(area(spots)) : sayLength(length(spots));
  return (
    <>
      <div className="map-tools" role="toolbar" aria-label={t("tools")}>
        <Tool icon={<Layers size={18} aria-hidden />} label={t("layers")} on={list} act={() => { setList(!list); }} />
        <Tool icon={<Ruler size={18} aria-hidden />} label={t("distance")} on={mode === "distance"} act={() => { choose("distance"); }} />
        <Tool icon={<Waypoints size={18} aria-hidden />} label={t("area")} on={mode === "area"} act={() => { choose("area"); }} />
        {onBuffer && <Tool icon={<Spline size={18} aria-hidden />} label={t("buffer")} on={mode === "buffer"} act={() => { choose("buffer"); }} />}
        {base?.layers.some((layer) => layer.id === "buildings") && <Tilt map={map} />}
      </div>
      {list && <LayerList map={map} base={base} />}
      {mode && (
        <div className="map-panel map-result" role="status">
          <p>{t(HOW[mode])}</p>
          {mode === "buffer" ? (
            <label>{t("reach")} <select value={metres} onChange={(change) => { setMetres(Number(change.target.value)); }}>
              {REACHES.map((one) => <option key={one} value={one}>{sayLength(one)}</option>)}
            </select></label>
          ) : <output><b>{measured}</b></output>}
          {mode === "buffer" && spots.length > 0 && note}
          <div className="map-acts">
            <button type="button" onClick={middle}><Locate size={16} aria-hidden /> {t("addMiddle")}</button>
            <button type="button" disabled={spots.length === 0} onClick={() => { setSpots([]); }}><Trash2 size={16} aria-hidden /> {t("clear")}</button>
          </div>
        </div>
      )}
    </>
  );
}
