import { useQuery } from "@tanstack/react-query";
import type { ExpressionSpecification, LayerSpecification, VectorSourceSpecification } from "maplibre-gl";

import { api } from "../api/client";

/** What the server says of its base map. */
export interface BaseMap {
  tiles: string;
  bounds: [number, number, number, number];
  min_zoom: number;
  max_zoom: number;
  attribution: string;
  layers: { id: string }[];
}

/** The layers that people can switch off together. */
export const GROUPS = ["roads", "buildings", "water", "green", "poi", "areas"] as const;
export type Group = (typeof GROUPS)[number];

/** Return the city's base map: `undefined` while it is asked for, `null` where there is none. */
export function useBaseMap(): BaseMap | null | undefined {
  const found = useQuery<BaseMap | { available: false }>({
    queryKey: ["map"],
    queryFn: () => api.get("/map", {}, { anonymous: true }),
    staleTime: 600_000,
    retry: false,
  });
  if (found.isPending) return undefined;
  return found.data && "tiles" in found.data ? found.data : null;
}

export const baseSource = (base: BaseMap): VectorSourceSpecification => ({
  type: "vector",
  tiles: [window.location.origin + base.tiles],
  bounds: base.bounds,
  minzoom: base.min_zoom,
  maxzoom: base.max_zoom,
  attribution: base.attribution,
});

/** Fonts come from the machine (no glyph server): the style names none of its own. */
export const FONT = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Noto Sans SC Variable", "sans-serif"];

type Colour = (name: string) => string;
const SOURCE = { source: "base" } as const;

/** Width of a road by class and zoom, in pixels. */
const ROADS: Record<string, [number, number, number]> = {
  motorway: [1.2, 4, 13], trunk: [1, 3.6, 12], primary: [0.7, 3.2, 11], secondary: [0.4, 2.2, 9], tertiary: [0.2, 1.4, 7], local: [0.1, 0.9, 5.5], service: [0.1, 0.5, 3], path: [0.1, 0.5, 1.5],
};
const width = (extra: number): ExpressionSpecification => {
  const at = (index: 0 | 1 | 2): ExpressionSpecification => [
    "match", ["get", "class"], ...Object.entries(ROADS).flatMap(([kind, widths]) => [kind, widths[index] + (widths[index] > 0.3 ? extra : 0)]), 0.3,
  ] as unknown as ExpressionSpecification;
  return ["interpolate", ["exponential", 1.5], ["zoom"], 8, at(0), 13, at(1), 17, at(2)];
};

function ground(colour: Colour): LayerSpecification[] {
  const green = ["match", ["get", "kind"], "farmland", colour("--map-farm"), colour("--map-green")] as unknown as ExpressionSpecification;
  return [
    { id: "base-green", type: "fill", ...SOURCE, "source-layer": "green", paint: { "fill-color": green, "fill-antialias": false } },
    { id: "base-water", type: "fill", ...SOURCE, "source-layer": "water", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour("--map-water") } },
    { id: "base-stream", type: "line", ...SOURCE, "source-layer": "water", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": colour("--map-water"), "line-width": 1.4 } },
  ];
}

function streets(colour: Colour): LayerSpecification[] {
  const roads = { ...SOURCE, "source-layer": "roads", layout: { "line-cap": "round", "line-join": "round" } } as const;
  return [
    { id: "base-road-edge", type: "line", ...roads, filter: ["!=", ["get", "class"], "rail"], paint: { "line-color": colour("--map-road-edge"), "line-width": width(1.6) } },
    { id: "base-road", type: "line", ...roads, filter: ["!=", ["get", "class"], "rail"], minzoom: 10, paint: { "line-color": colour("--map-road"), "line-width": width(0) } },
    { id: "base-rail", type: "line", ...roads, filter: ["==", ["get", "class"], "rail"], paint: { "line-color": colour("--map-line"), "line-width": 1.2, "line-dasharray": [5, 3] } },
  ];
}

function buildings(colour: Colour): LayerSpecification[] {
  const source = { ...SOURCE, "source-layer": "buildings", minzoom: 13 } as const;
  return [
    { id: "base-building", type: "fill", ...source, paint: { "fill-color": colour("--map-building"), "fill-outline-color": colour("--map-building-edge") } },
    {
      id: "base-building-3d",
      type: "fill-extrusion",
      ...source,
      layout: { visibility: "none" },
      paint: { "fill-extrusion-color": colour("--map-building-edge"), "fill-extrusion-height": ["coalesce", ["get", "height"], 6], "fill-extrusion-opacity": 0.88, "fill-extrusion-vertical-gradient": true },
    },
  ];
}

/** The base map below everything else: two greys, water, green. */
export const baseLayers = (colour: Colour): LayerSpecification[] => [...ground(colour), ...streets(colour), ...buildings(colour)];

/** Names of the base map, above everything that is filled. */
export function baseNames(colour: Colour): LayerSpecification[] {
  const paint = { "text-color": colour("--text-weak"), "text-halo-color": colour("--map-area"), "text-halo-width": 1.3 };
  const name = { "text-field": ["get", "name"] as ExpressionSpecification, "text-font": FONT };
  return [
    { id: "base-name-water", type: "symbol", ...SOURCE, "source-layer": "water", minzoom: 11, layout: { ...name, "text-size": 12, "text-max-width": 6 }, paint },
    { id: "base-name-road", type: "symbol", ...SOURCE, "source-layer": "roads", minzoom: 13, layout: { ...name, "symbol-placement": "line", "text-size": 11, "symbol-spacing": 320 }, paint },
    { id: "base-name-poi", type: "symbol", ...SOURCE, "source-layer": "poi", minzoom: 14, layout: { ...name, "text-size": 11, "text-max-width": 8, "symbol-sort-key": ["get", "rank"], "text-padding": 6 }, paint },
  ];
}

/** Which layers of the style a group switches. The 3D buildings have a switch of their own. */
export const LAYERS_OF: Record<Group, string[]> = {
  roads: ["base-road-edge", "base-road", "base-rail", "base-name-road"],
  buildings: ["base-building"],
  water: ["base-water", "base-stream", "base-name-water"],
  green: ["base-green"],
  poi: ["base-name-poi"],
  areas: ["area-district", "area-street", "area-community", "area-grid", "name-district", "name-street", "name-community"],
};
