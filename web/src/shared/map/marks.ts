import type { GeoJSONSource, LayerSpecification, Map as GLMap } from "maplibre-gl";
import { useEffect } from "react";

import { EMPTY, paintColour } from "./style";
import type { MapMark } from "./types";

const SOURCE = "marks";
const CHOSEN = "marks-chosen";
const SIZE = 40;

/** Draw a mark: what it stands for is said by its shape, the colour only repeats it. */
function drawn({ shape, tone }: Pick<MapMark, "shape" | "tone">): ImageData | null {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  const [ground, ink] = [paintColour("var(--surface-1)"), paintColour(tone)];
  pen.scale(SIZE / 16, SIZE / 16);
  pen.lineJoin = "round";
  const path = new Path2D(shape);
  pen.lineWidth = 3.4;
  pen.strokeStyle = ground;
  pen.stroke(path);
  pen.lineWidth = 1.6;
  pen.strokeStyle = ink;
  pen.fillStyle = ink;
  pen.fill(path, "evenodd");
  pen.stroke(path);
  return pen.getImageData(0, 0, SIZE, SIZE);
}

const layer: LayerSpecification = {
  id: SOURCE,
  type: "symbol",
  source: SOURCE,
  layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true, "symbol-sort-key": ["get", "rank"], "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.62, 14, 0.95] },
};

const halo = (): LayerSpecification => ({
  id: CHOSEN,
  type: "circle",
  source: SOURCE,
  filter: ["==", ["get", "id"], ""],
  paint: { "circle-radius": 15, "circle-color": paintColour("var(--primary)"), "circle-opacity": 0.22, "circle-stroke-width": 2.5, "circle-stroke-color": paintColour("var(--primary)") },
});

/** Keep the marks of the map as they are given, one of them chosen, and tell which one was touched. */
export function useMarks(map: GLMap | null, marks: MapMark[] | undefined, chosen: string | undefined, onMark: ((id: string) => void) | undefined): void {
  const shown = marks !== undefined;
  useEffect(() => {
    if (!map || !shown) return;
    map.addSource(SOURCE, { type: "geojson", data: EMPTY });
    map.addLayer(halo());
    map.addLayer(layer);
    return () => {
      if (!map.getLayer(SOURCE)) return;
      map.removeLayer(SOURCE);
      map.removeLayer(CHOSEN);
      map.removeSource(SOURCE);
    };
  }, [map, shown]);
  useEffect(() => {
    if (!map || !marks) return;
    const icons = new Set<string>();
    const features = marks.map(({ id, lon, lat, shape, tone, rank }) => {
      const icon = `${shape}|${tone}`;
      if (!icons.has(icon)) {
        icons.add(icon);
        const image = map.hasImage(icon) ? null : drawn({ shape, tone });
        if (image) map.addImage(icon, image, { pixelRatio: 1.6 });
      }
      return { type: "Feature" as const, properties: { id, icon, rank }, geometry: { type: "Point" as const, coordinates: [lon, lat] } };
    });
    (map.getSource(SOURCE) as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features });
  }, [map, marks]);
  useEffect(() => {
    if (map?.getLayer(CHOSEN)) map.setFilter(CHOSEN, ["==", ["get", "id"], chosen ?? ""]);
  }, [map, marks, chosen]);
  useEffect(() => {
    if (!map || !shown || !onMark) return;
    const click = (at: { point: unknown }) => {
      if (map.getCanvas().dataset.tool) return;
      const { x, y } = at.point as { x: number; y: number };
      const found = map.getLayer(SOURCE) ? map.queryRenderedFeatures([[x - 4, y - 4], [x + 4, y + 4]], { layers: [SOURCE] })[0] : undefined;
      if (found) onMark(String(found.properties.id));
    };
    map.on("click", click);
    return () => {
      map.off("click", click);
    };
  }, [map, shown, onMark]);
}
