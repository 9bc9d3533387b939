import { api } from "./client";
import type { Bilingual } from "./types";

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
  /** How surely this is meant (0 to 1), how far off it may be, and why; only where the words were understood. */
  confidence?: number;
  accuracy_m?: number;
  reason?: Bilingual;
}

/** What an address may mean, the likeliest first; what is near goes before what is far. */
export const findPlaces = (q: string, near: { lon: number; lat: number } | null, signal?: AbortSignal) =>
  api
    .get<{ items: FoundPlace[] }>("/places", { q: q.slice(0, 200), lon: near?.lon, lat: near?.lat }, signal ? { signal } : {})
    .then(({ items }) => items);

/** What the words of a report say about where it is, the surest first; places without a point are left out. */
export const placesIn = (text: string, limit: number, signal?: AbortSignal) =>
  api
    .post<{ items: (FoundPlace & { lon: number | null })[][] }>("/places/resolve", { texts: [text.slice(0, 4000)], limit }, signal ? { signal } : {})
    .then(({ items }) => (items[0] ?? []).filter((one): one is FoundPlace => one.lon !== null));
