import type { GeoJSONSource, LayerSpecification, Map as GLMap } from "maplibre-gl";
import { useEffect } from "react";

import { EMPTY, paintColour } from "./style";
import type { MapPerson } from "./types";

const SIZE = 44;
const SOURCE = "people";

/** A head and shoulders: filled when heard of, hollow and struck through when lost. Shape says it, not colour alone. */
function figure(lost: boolean): ImageData | null {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  const [ground, ink] = [paintColour("var(--surface-1)"), paintColour(lost ? "var(--text-weak)" : "var(--primary)")];
  pen.lineWidth = 4;
  pen.strokeStyle = lost ? ink : ground;
  pen.fillStyle = lost ? ground : ink;
  for (const draw of [() => { pen.ellipse(22, 40, 15, 15, 0, Math.PI, 0); pen.closePath(); }, () => { pen.arc(22, 13, 9, 0, 2 * Math.PI); }]) {
    pen.beginPath();
    draw();
    pen.fill();
    pen.stroke();
  }
  if (lost) {
    pen.beginPath();
    pen.moveTo(6, 38);
    pen.lineTo(38, 6);
    pen.stroke();
  }
  return pen.getImageData(0, 0, SIZE, SIZE);
}

const layer: LayerSpecification = {
  id: SOURCE,
  type: "symbol",
  source: SOURCE,
  layout: { "icon-image": ["case", ["get", "lost"], "person-lost", "person-on"], "icon-allow-overlap": true, "icon-size": 0.8 },
};

/** Keep the people of the map as they are given, and tell which one was touched. */
export function usePeople(map: GLMap | null, people: MapPerson[] | undefined, onPerson: ((id: string) => void) | undefined): void {
  const shown = people !== undefined;
  useEffect(() => {
    if (!map || !shown) return;
    for (const lost of [false, true]) {
      const name = lost ? "person-lost" : "person-on";
      const drawn = figure(lost);
      if (drawn && !map.hasImage(name)) map.addImage(name, drawn, { pixelRatio: 1.5 });
    }
    map.addSource(SOURCE, { type: "geojson", data: EMPTY });
    map.addLayer(layer);
    return () => {
      if (!map.getLayer(SOURCE)) return;
      map.removeLayer(SOURCE);
      map.removeSource(SOURCE);
    };
  }, [map, shown]);
  useEffect(() => {
    const features = (people ?? []).map(({ id, lon, lat, lost }) => ({ type: "Feature" as const, properties: { id, lost }, geometry: { type: "Point" as const, coordinates: [lon, lat] } }));
    (map?.getSource(SOURCE) as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features });
  }, [map, people]);
  useEffect(() => {
    if (!map || !shown || !onPerson) return;
    const click = (at: { point: unknown }) => {
      const { x, y } = at.point as { x: number; y: number };
      const found = map.getLayer(SOURCE) ? map.queryRenderedFeatures([x, y], { layers: [SOURCE] })[0] : undefined;
      if (found) onPerson(String(found.properties.id));
    };
    map.on("click", click);
    return () => {
      map.off("click", click);
    };
  }, [map, shown, onPerson]);
}
