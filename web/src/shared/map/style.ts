import type { LayerSpecification, StyleSpecification } from "maplibre-gl";

import type { BaseMap } from "./base";
import { baseLayers, baseNames, baseSource, FONT } from "./base";

const value = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

const LEVELS = ["district", "street", "community", "grid"] as const;
const WIDTH: Record<string, number> = { district: 2, street: 1.4, community: 0.9, grid: 0.6 };
const FROM: Record<string, number> = { district: 0, street: 9, community: 11, grid: 12 };

const areaFill = (): LayerSpecification => ({ id: "area-fill", type: "fill", source: "areas", paint: { "fill-color": value("--map-area"), "fill-opacity": 1 } });

function areaLayers(): LayerSpecification[] {
  const layers: LayerSpecification[] = [];
  for (const level of [...LEVELS].reverse()) {
    layers.push({
      id: `area-${level}`,
      type: "line",
      source: "areas",
      filter: ["==", ["get", "level"], level],
      minzoom: FROM[level] ?? 0,
      paint: { "line-color": value("--map-line"), "line-width": WIDTH[level] ?? 1 },
    });
  }
  layers.push({
    id: "area-chosen",
    type: "line",
    source: "areas",
    filter: ["==", ["get", "code"], ""],
    paint: { "line-color": value("--primary"), "line-width": 3 },
  });
  for (const level of ["district", "street", "community"]) {
    layers.push({
      id: `name-${level}`,
      type: "symbol",
      source: "areas",
      filter: ["==", ["get", "level"], level],
      minzoom: FROM[level] ?? 0,
      maxzoom: level === "district" ? 11 : level === "street" ? 14 : 18,
      layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": level === "district" ? 15 : 12, "text-max-width": 8 },
      paint: { "text-color": value("--text-weak"), "text-halo-color": value("--map-area"), "text-halo-width": 1.4 },
    });
  }
  return layers;
}

/** What somebody measures or draws on the map. */
function sketchLayers(): LayerSpecification[] {
  return [
    { id: "sketch-fill", type: "fill", source: "sketch", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": value("--primary"), "fill-opacity": 0.14 } },
    { id: "sketch-band", type: "line", source: "sketch", filter: ["==", ["geometry-type"], "LineString"], layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": value("--primary"), "line-opacity": 0.16, "line-width": 0 } },
    { id: "sketch-line", type: "line", source: "sketch", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": value("--primary"), "line-width": 2.5 } },
    { id: "sketch-point", type: "circle", source: "sketch", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 4, "circle-color": value("--surface-1"), "circle-stroke-width": 2, "circle-stroke-color": value("--primary") } },
  ];
}

function pointLayers(): LayerSpecification[] {
  return [
    {
      id: "points",
      type: "circle",
      source: "points",
      paint: {
        "circle-radius": 6,
        "circle-color": value("--surface-1"),
        "circle-stroke-width": 3,
        "circle-stroke-color": ["get", "tone"],
      },
    },
  ];
}

/** Areas from the database over the city's own base map, where there is one; no foreign tile. */
export function mapStyle(base: BaseMap | null = null): StyleSpecification {
  return {
    version: 8,
    sources: {
      areas: { type: "geojson", data: EMPTY, promoteId: "code" },
      points: { type: "geojson", data: EMPTY },
      sketch: { type: "geojson", data: EMPTY },
      ...(base ? { base: baseSource(base) } : {}),
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": value("--map-ground") } },
      areaFill(),
      ...(base ? baseLayers(value) : []),
      ...areaLayers(),
      ...(base ? baseNames(value) : []),
      ...sketchLayers(),
      ...pointLayers(),
    ],
  };
}

/** Resolve `var(--x)` to a colour that the map's painter understands. */
export const paintColour = (tone: string): string => {
  const name = /^var\((--[\w-]+)\)$/.exec(tone)?.[1];
  return name ? value(name) : tone;
};

type Box = [number, number, number, number];

/** Return west, south, east, north of a collection, `null` when it has no coordinate. */
export function bounds(data: GeoJSON.FeatureCollection): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [lon, lat] = node as unknown[];
    if (typeof lon === "number" && typeof lat === "number") {
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    } else for (const one of node as unknown[]) walk(one);
  };
  for (const { geometry } of data.features) {
    if (geometry && "coordinates" in geometry) walk(geometry.coordinates);
  }
  return Number.isFinite(box[0]) ? box : null;
}
