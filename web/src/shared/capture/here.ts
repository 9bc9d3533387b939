import { useCallback, useEffect, useState } from "react";

export interface Spot {
  lon: number;
  lat: number;
  /** Radius in metres within which the device says it is; `null` for a pin put by hand. */
  accuracy: number | null;
}
export const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

export type Finding = "idle" | "asking" | "failed";

/** Where the device says it is; `null` when it does not know or may not say. */
export const locate = (): Promise<Spot | null> =>
  new Promise((tell) => {
    const { geolocation } = navigator as Partial<Navigator>;
    if (!geolocation) tell(null);
    else
      geolocation.getCurrentPosition(
        ({ coords }) => { tell({ lon: round(coords.longitude), lat: round(coords.latitude), accuracy: Math.max(1, Math.round(coords.accuracy)) }); },
        () => { tell(null); },
        { enableHighAccuracy: true, timeout: 15_000, maximumAge: 20_000 },
      );
  });

/** Ask the device where it is. */
export function useHere(atOnce = false): { spot: Spot | null; state: Finding; ask: () => void } {
  const [spot, setSpot] = useState<Spot | null>(null);
  const [state, setState] = useState<Finding>(atOnce ? "asking" : "idle");
  const find = useCallback(() => {
    void locate().then((found) => {
      setState(found ? "idle" : "failed");
      if (found) setSpot(found);
    });
  }, []);
  useEffect(() => {
    if (atOnce) queueMicrotask(find);
  }, [atOnce, find]);
  const ask = useCallback(() => {
    setState("asking");
    find();
  }, [find]);
  return { spot, state, ask };
}

const RADIUS = 6_371_000;
const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two places, as the crow flies. */
export function metres(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const lat = rad(b.lat - a.lat);
  const lon = rad(b.lon - a.lon) * Math.cos(rad((a.lat + b.lat) / 2));
  return RADIUS * Math.hypot(lat, lon);
}

/** `约 80 米`, `1.2 公里` without the words: a number and whether it is kilometres. */
export const rounded = (distance: number): { n: string; far: boolean } =>
  distance < 1000 ? { n: String(Math.max(10, Math.round(distance / 10) * 10)), far: false } : { n: (distance / 1000).toFixed(1), far: true };

/** Where a map must look, and how near, to show all of `spots` in a window of about a phone's width. */
export function view(spots: { lon: number; lat: number }[]): { lon: number; lat: number; zoom: number } | null {
  if (spots.length === 0) return null;
  const lons = spots.map((spot) => spot.lon);
  const lats = spots.map((spot) => spot.lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const span = Math.max(east - west, (north - south) * 1.2, 0.002);
  return { lon: (west + east) / 2, lat: (south + north) / 2, zoom: Math.min(16, Math.log2(360 / span) - 0.4) };
}
