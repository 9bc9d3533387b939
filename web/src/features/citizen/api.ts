import { useMutation, useQuery } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import { asApiError } from "@/shared/api/errors";
import type { Bilingual, Stage } from "@/shared/api/types";
import { load, save } from "@/shared/lib/storage";
import { useKept } from "@/shared/offline/hooks";

export interface Step {
  at: string;
  label: Bilingual;
  unit?: string | null;
  text?: string | null;
}
export interface PublicCase {
  number: string;
  stage: Stage;
  status: Bilingual;
  merged: boolean;
  waiting: boolean;
  ratable: boolean;
  matter: string | null;
  address: string | null;
  unit: string | null;
  opened_at: string;
  closed_at: string | null;
  satisfaction: number | null;
  track: Step[];
  notes: Step[];
}
const anonymous = { anonymous: true };
const PAUSE = 500;
const VOTER = "voter";

/** The number follows the report within a moment; it is asked for until it is there. */
export const useNumber = (id: string, receipt: string, known: string | null) =>
  useQuery({
    queryKey: ["public", "number", id],
    queryFn: () => api.get<{ case: string | null }>(`/public/reports/${id}`, { receipt }, anonymous).then((found) => found.case),
    enabled: known === null && receipt !== "",
    initialData: known,
    refetchInterval: (query) => (query.state.data ? false : Math.min(PAUSE * (1 + query.state.dataUpdateCount), 10_000)),
    retry: 3,
  });

const UUID = /^[0-9a-f]{8}-/i;

/** A link made before the number was known carries the report's id in its place. */
async function follow(number: string, receipt: string): Promise<PublicCase> {
  const known = UUID.test(number) ? ((await api.get<{ case: string | null }>(`/public/reports/${number}`, { receipt }, anonymous)).case ?? number) : number;
  return api.get<PublicCase>(`/public/cases/${encodeURIComponent(known)}`, { receipt }, anonymous);
}

export const usePublicCase = (number: string, receipt: string) =>
  useKept(`public:${number}:${receipt}`, () => follow(number, receipt), { enabled: number !== "" && receipt !== "", every: 60_000 });

export const useSupplement = (number: string, receipt: string) =>
  useMutation({
    mutationFn: (text: string) => api.post(`/public/cases/${encodeURIComponent(number)}/supplement`, { receipt, text }, anonymous),
    networkMode: "always",
  });

export interface Rating {
  satisfaction: number;
  speed?: number;
  result?: number;
  attitude?: number;
  comment?: string;
}

export interface NearProblem {
  number: string;
  matter: string;
  status: Bilingual;
  street: string;
  opened_on: string;
  reports: number;
  votes: number;
  lon: number;
  lat: number;
  distance_m: number;
}
export const readNear = (lon: number, lat: number) => api.get<{ items: NearProblem[] }>("/public/near", { lon, lat, radius: 1000 }, anonymous);

/** What this device votes with, asked for once; `anew` when the server no longer knows it. */
async function voter(anew: boolean): Promise<string> {
  const known = load<string | null>(VOTER, null);
  if (known !== null && !anew) return known;
  const made = await api.post<{ voter: string }>("/public/voters", {}, anonymous);
  save(VOTER, made.voter);
  return made.voter;
}

/** Want a problem solved too, or no longer: once per device, taken back by the same. */
export async function sendVote(number: string, wanted: boolean, anew = false): Promise<{ votes: number; voted: boolean }> {
  try {
    return await api.post(`/public/near/${encodeURIComponent(number)}/vote`, { voter: await voter(anew), wanted }, anonymous);
  } catch (problem) {
    if (anew || asApiError(problem).code !== "unknown_voter") throw problem;
    return sendVote(number, wanted, true);
  }
}

export interface Square {
  west: number;
  south: number;
  east: number;
  north: number;
  street: string;
  cases: number;
  closed_percent: number;
}
export interface Heat {
  from: string;
  to: string;
  back: number;
  kind: string | null;
  kinds: { code: string; name: string }[];
  cell_m: number;
  at_least: number;
  cells: Square[];
}
export const readHeat = (kind: string, back: number) => api.get<Heat>("/public/heat", { kind, back: back || null }, anonymous);
export const readStreets = () => api.get<GeoJSON.FeatureCollection>("/areas.geojson", { level: "street", simplify: 40 }, anonymous);

export const usePublicBulletins = () =>
  useQuery({ queryKey: ["public", "bulletins"], queryFn: () => api.get<{ items: { id: string; title: string; published_at: string }[] }>("/public/bulletins", {}, anonymous) });
