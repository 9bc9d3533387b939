import { api } from "./client";

/** A place of the city's gazetteer: an area, a road, something with a name. */
export interface FoundPlace {
  name: string;
  kind: string;
  area: string | null;
  /** The areas above it, from the district down. */
  path: string;
  /** What would be written down for it, with the house number that was asked for. */
  address: string;
  lon: number;
  lat: number;
}

/** What an address may mean, the likeliest first; what is near goes before what is far. */
export const findPlaces = (q: string, near: { lon: number; lat: number } | null, signal?: AbortSignal) =>
  api
    .get<{ items: FoundPlace[] }>("/places", { q: q.slice(0, 200), lon: near?.lon, lat: near?.lat }, signal ? { signal } : {})
    .then(({ items }) => items);
