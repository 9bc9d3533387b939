import type { LayerSpecification, SourceSpecification } from "maplibre-gl";

import { EMPTY, paintColour } from "@/shared/map/style";

type Tiles = (layer: string, query: Record<string, string | number | null>) => string[];

/** Steps of the legend: how many cases a square holds. */
export const STEPS = [1, 5, 20, 80, 300];
export const RAMP = ["--heat-1", "--heat-2", "--heat-3", "--heat-4", "--heat-5"];
const FONT = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Noto Sans SC Variable", "sans-serif"];
const token = (name: string): string => paintColour(`var(${name})`);
const scale = (): number => Math.max(0.6, window.innerHeight / 1080);

/** Names on the map are read from as far as everything else. */
export const nameSize = (): number => 22 * scale();

/** Where the cases come from: tiles of the server, from zoom 7 to 14, drawn on beyond. */
export function casesBelow(tiles: Tiles): [string, SourceSpecification][] {
  const vector = (layer: string): SourceSpecification => ({ type: "vector", tiles: tiles(layer, {}), minzoom: 7, maxzoom: 14 });
  return [
    ["history", vector("history")],
    ["live", vector("live")],
    ["recent", { type: "geojson", data: EMPTY }],
  ];
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
      id: "live", type: "circle", source: "live", "source-layer": "live",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["get", "n"], 1, 9 * u, 10, 17 * u, 100, 25 * u, 1000, 33 * u],
        "circle-color": token("--surface-1"), "circle-opacity": 0.88, "circle-stroke-width": 3.5 * u, "circle-stroke-color": worst,
      },
    },
    {
      id: "live-count", type: "symbol", source: "live", "source-layer": "live", filter: [">", ["get", "n"], 1],
      layout: { "text-field": ["case", [">", late, 0], ["concat", ["to-string", ["get", "n"]], "\n!", ["to-string", late]], ["to-string", ["get", "n"]]], "text-font": FONT, "text-size": 22 * u, "text-line-height": 0.95, "text-allow-overlap": true },
      paint: { "text-color": token("--text-strong"), "text-halo-color": token("--surface-1"), "text-halo-width": 2 * u },
    },
    { id: "recent", type: "circle", source: "recent", paint: { "circle-radius": 30 * u, "circle-color": "rgba(0,0,0,0)", "circle-stroke-width": 3 * u, "circle-stroke-color": token("--text-strong") } },
  ] as LayerSpecification[];
}
