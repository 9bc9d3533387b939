import type { LayerSpecification, Map as GLMap, SourceSpecification, VectorTileSource } from "maplibre-gl";

import { EMPTY, paintColour } from "@/shared/map/style";

type Tiles = (layer: string, query: Record<string, string | number | null>) => string[];

/** Steps of the legend: how many cases a square holds. */
export const STEPS = [1, 5, 20, 80, 300];
export const RAMP = ["--heat-1", "--heat-2", "--heat-3", "--heat-4", "--heat-5"];
const FONT = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Noto Sans SC Variable", "sans-serif"];
const token = (name: string): string => paintColour(`var(${name})`);
const scale = (): number => Math.max(0.6, window.innerHeight / 1080);

/**
 * Fit a layer of the ground to a wall: names are read from as far as everything else, lines are as much thicker.
 * Names of places stay away until the streets are near: from eight metres they would be a grey rain.
 */
export function fitted(map: GLMap, { id, type }: LayerSpecification): void {
  if (type === "symbol") map.setLayoutProperty(id, "text-size", 22 * scale());
  if (id === "base-name-road") map.setLayerZoomRange(id, 14.5, 24);
  if (id === "base-name-poi") map.setLayerZoomRange(id, 15.5, 24);
}

/** Where the cases come from: tiles of the server, from zoom 7 to 14, drawn on beyond. */
export function casesBelow(tiles: Tiles): [string, SourceSpecification][] {
  const vector = (layer: string): SourceSpecification => ({ type: "vector", tiles: tiles(layer, {}), minzoom: 7, maxzoom: 14 });
  return [
    ["history", vector("history")],
    ["live", vector("live")],
    ["recent", { type: "geojson", data: EMPTY }],
    ["forces", { type: "geojson", data: EMPTY }],
  ];
}

const FIGURE = "M10 56a22 22 0 0 1 44 0z";
const STROKE = "M10 54L54 12";

/**
 * Let a source ask for other tiles. While some are on their way it waits for them: the map would take what
 * arrives late for an answer to the new question. Returns what calls the waiting off.
 */
export function retile(map: GLMap, id: string, urls: string[]): () => void {
  const source = map.getSource<VectorTileSource>(id);
  const turn = (): void => {
    if (!map.isSourceLoaded(id)) return;
    map.off("sourcedata", turn);
    source?.setTiles(urls);
  };
  map.on("sourcedata", turn);
  turn();
  return () => {
    map.off("sourcedata", turn);
  };
}

/** People on duty are figures, who is out of reach is struck out: shapes, so that no colour is needed. */
export function addFigures(map: GLMap): void {
  for (const state of ["on", "lost"]) {
    const drawn = new OffscreenCanvas(64, 64).getContext("2d");
    if (!drawn) return;
    const shape = new Path2D(FIGURE);
    shape.arc(32, 18, 13, 0, 2 * Math.PI);
    drawn.lineWidth = 7;
    drawn.strokeStyle = token("--map-ground");
    drawn.stroke(shape);
    drawn.fillStyle = token(state === "on" ? "--positive" : "--text-weak");
    drawn.fill(shape);
    if (state === "lost") {
      drawn.stroke(new Path2D(STROKE));
      drawn.lineWidth = 3;
      drawn.strokeStyle = token("--over");
      drawn.stroke(new Path2D(STROKE));
    }
    map.addImage(`figure-${state}`, drawn.getImageData(0, 0, 64, 64));
  }
}

const byCount = (): ["step", ...unknown[]] => ["step", ["get", "n"], token(RAMP[0] ?? ""), ...STEPS.slice(1).flatMap((n, at) => [n, token(RAMP[at + 1] ?? "")])];

/** Squares by count, dots when close; open cases as rings whose colour is the worst inside, with the number. */
export function caseLayers(): LayerSpecification[] {
  const u = scale();
  const worst = ["case", [">", ["coalesce", ["get", "late"], 0], 0], token("--over-fill"), [">", ["coalesce", ["get", "soon"], 0], 0], token("--soon-fill"), token("--primary")];
  const late = ["coalesce", ["get", "late"], 0];
  return [
    { id: "history-squares", type: "fill", source: "history", "source-layer": "history", layout: { visibility: "none" }, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": byCount(), "fill-opacity": 0.6, "fill-antialias": false } },
    { id: "history-dots", type: "circle", source: "history", "source-layer": "history", layout: { visibility: "none" }, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": byCount(), "circle-radius": 2.5 * u, "circle-opacity": 0.7 } },
    {
      id: "live", type: "circle", source: "live", "source-layer": "live", layout: { visibility: "none" },
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["get", "n"], 1, 9 * u, 2, 18 * u, 10, 21 * u, 100, 28 * u, 1000, 36 * u],
        "circle-color": token("--surface-1"), "circle-opacity": 0.88, "circle-stroke-width": 3.5 * u, "circle-stroke-color": worst,
      },
    },
    {
      id: "live-count", type: "symbol", source: "live", "source-layer": "live", filter: [">", ["get", "n"], 1],
      layout: { visibility: "none", "text-field": ["to-string", ["get", "n"]], "text-font": FONT, "text-size": 22 * u, "text-allow-overlap": true },
      paint: { "text-color": token("--text-strong") },
    },
    {
      id: "live-late", type: "symbol", source: "live", "source-layer": "live", filter: ["all", [">", ["get", "n"], 1], [">", late, 0]],
      layout: { visibility: "none", "text-field": ["concat", "!", ["to-string", late]], "text-font": FONT, "text-size": 22 * u, "text-offset": [0.9, -1.05], "text-anchor": "left", "text-allow-overlap": true },
      paint: { "text-color": token("--over"), "text-halo-color": token("--map-area"), "text-halo-width": 2.5 * u },
    },
    {
      id: "forces", type: "symbol", source: "forces",
      layout: { "icon-image": ["concat", "figure-", ["get", "state"]], "icon-size": u / 2, "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["case", ["==", ["get", "state"], "lost"], 0, 1] },
    },
    { id: "recent", type: "circle", source: "recent", paint: { "circle-radius": 30 * u, "circle-color": "rgba(0,0,0,0)", "circle-stroke-width": 3 * u, "circle-stroke-color": token("--text-strong") } },
  ] as LayerSpecification[];
}
