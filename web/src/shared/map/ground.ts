import { useQueries, useQuery } from "@tanstack/react-query";
import type { Map as GLMap } from "maplibre-gl";
import { useEffect, useMemo, useState } from "react";

import { api } from "../api/client";
import { asApiError } from "../api/errors";

type Collection = GeoJSON.FeatureCollection;

/** Levels that fit on a screen whole, and how much detail (in metres) may be dropped from each. */
const WHOLE = [
  { level: "district", simplify: 40 },
  { level: "street", simplify: 15 },
  { level: "community", simplify: 5 },
];
const GRIDS_FROM = 12;
const STEP = 0.05;
const LONG = 600_000;

/** Return the part of the world in view, widened to steps, so that small moves read nothing new. */
export function viewBox(west: number, south: number, east: number, north: number): string {
  const down = (degrees: number): number => Math.floor(degrees / STEP) * STEP;
  const up = (degrees: number): number => Math.ceil(degrees / STEP) * STEP;
  return [down(west), down(south), up(east), up(north)].map((degrees) => degrees.toFixed(2)).join(",");
}

function useView(map: GLMap | null): string | null {
  const [view, setView] = useState<string | null>(null);
  useEffect(() => {
    if (!map) return;
    const look = () => {
      const seen = map.getBounds();
      setView(map.getZoom() < GRIDS_FROM ? null : viewBox(seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()));
    };
    look();
    map.on("moveend", look);
    return () => {
      map.off("moveend", look);
    };
  }, [map]);
  return view;
}

const levelled = (data: Collection | undefined, level: string): GeoJSON.Feature[] =>
  (data?.features ?? []).map((one) => ({ ...one, properties: { ...one.properties, level } }));

/** The city's areas as the ground of a map: upper levels whole, grids only where somebody looks closely. */
export function useGround(map: GLMap | null): { data: Collection | undefined; failed: boolean } {
  const view = useView(map);
  const upper = useQueries({
    queries: WHOLE.map(({ level, simplify }) => ({
      queryKey: ["areas.geojson", level],
      queryFn: () => api.get<Collection>("/areas.geojson", { level, simplify }, { anonymous: true }),
      staleTime: LONG,
      retry: false,
    })),
  });
  const grids = useQuery<Collection>({
    queryKey: ["areas.geojson", "grid", view],
    queryFn: () => api.get<Collection>("/areas.geojson", { level: "grid", bbox: view }, { anonymous: true }),
    enabled: view !== null,
    staleTime: LONG,
    retry: false,
    placeholderData: (old) => old,
  });
  const ready = upper.every((one) => !one.isPending);
  const stamps = upper.map((one) => one.dataUpdatedAt).join();
  const data = useMemo<Collection | undefined>(() => {
    if (!ready || upper.every((one) => one.error)) return undefined;
    const features = upper.flatMap((one, index) => levelled(one.data, WHOLE[index]?.level ?? ""));
    return { type: "FeatureCollection", features: [...features, ...levelled(view ? grids.data : undefined, "grid")] };
    // The stamps stand for the results: their array is a new one at every drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ready, stamps, grids.data, view]);
  const failed = upper.some((one) => one.error !== null && asApiError(one.error).status !== 401);
  return { data, failed };
}
