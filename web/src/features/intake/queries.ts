import { useMutation, useQuery } from "@tanstack/react-query";

import { useSettled } from "@/features/matters/public";
import { api } from "@/shared/api/client";
import { offline } from "@/shared/api/errors";
import type { components } from "@/shared/api/generated";
import type { FoundPlace } from "@/shared/api/gazetteer";
import { findPlaces, placesIn } from "@/shared/api/gazetteer";
import type { Bilingual, CaseDetail, CaseSummary, DuplicateRef, Named, Page } from "@/shared/api/types";

export interface Draft {
  text: string;
  address: string;
  lon: number | null;
  lat: number | null;
  matter: string | null;
  reported_at: string | null;
  name: string;
  phone: string;
}
export const EMPTY: Draft = { text: "", address: "", lon: null, lat: null, matter: null, reported_at: null, name: "", phone: "" };

export interface Received {
  id: string;
  case: string | null;
}

const HOTLINE = "hotline";

/** Return the body of `POST /reports` for a phone call; what was not said is left out. */
export function reportBody(draft: Draft): components["schemas"]["ReportInput"] {
  const body: components["schemas"]["ReportInput"] = { source: HOTLINE, channel: HOTLINE, text: draft.text.trim() };
  if (draft.address.trim()) body.address = draft.address.trim();
  if (draft.lon !== null && draft.lat !== null) Object.assign(body, { lon: draft.lon, lat: draft.lat, crs: "wgs84" });
  if (draft.matter) body.matter = draft.matter;
  if (draft.reported_at) body.reported_at = draft.reported_at;
  const reporter = { name: draft.name.trim(), phone: draft.phone.trim() };
  if (reporter.name || reporter.phone) {
    body.reporter = Object.fromEntries(Object.entries(reporter).filter(([, value]) => value !== ""));
  }
  return body;
}

/** Store the report; the key makes a repeated press of F9 the same report. */
export const useFile = () =>
  useMutation({
    mutationFn: ({ draft, key }: { draft: Draft; key: string }) =>
      api.post<Received>("/reports", reportBody(draft), { headers: { "Idempotency-Key": key } }),
  });

const TRIES = 20;
const PAUSE = 300;

/** Wait for the number that preparation gives to a stored report; `null` when it takes too long. */
export async function numberOf(received: Received): Promise<string | null> {
  if (received.case) return received.case;
  for (let tried = 0; tried < TRIES; tried += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const found = await api.get<Received>(`/reports/${received.id}`);
    if (found.case) return found.case;
  }
  return null;
}

/** Open cases that this call may repeat: near the place, or of the same caller. */
export const useDuplicates = ({ text, lon, lat, matter, address, phone }: Draft) => {
  const query = useSettled({ text: text.trim().slice(0, 300), lon, lat, matter, address: address.trim(), phone: phone.trim() || null }, 450);
  return useQuery<DuplicateRef[]>({
    queryKey: ["duplicates", query],
    queryFn: ({ signal }) => api.get<Page<DuplicateRef>>("/cases/duplicates", query, { signal }).then((page) => page.items),
    enabled: query.text.length >= 4 && (query.lon !== null || (query.phone ?? "").length >= 7),
    placeholderData: (old) => old,
    retry: false,
  });
};

export interface KnownPlace {
  address: string;
  lon: number;
  lat: number;
  /** Where it lies, in words; of an address that an earlier case had, nothing. */
  path?: string;
  /** How surely it is meant, and why; only where the words were understood. */
  confidence?: number | undefined;
  reason?: Bilingual | undefined;
}

/** Return the places of cases under their addresses, each address once. */
export function placesOf(cases: CaseSummary[]): KnownPlace[] {
  const found = new Map<string, KnownPlace>();
  for (const { address, lon, lat } of cases) {
    if (address && lon !== null && lat !== null && !found.has(address)) found.set(address, { address, lon, lat });
  }
  return [...found.values()];
}

const FROM_CASES = 3;
const MOST = 8;

/** Return candidates in the order of trust: what a case had word for word, then the gazetteer, then other cases. */
export function ranked(typed: string, earlier: KnownPlace[], found: FoundPlace[]): KnownPlace[] {
  const plain = (text: string): string => text.replaceAll(/\s/g, "");
  const same = earlier.filter(({ address }) => plain(address).startsWith(plain(typed)));
  const rest = earlier.filter((place) => !same.includes(place));
  const named = found.map(({ address, lon, lat, path, confidence, reason }) => ({ address, lon, lat, path, confidence, reason }));
  const all = [...same.slice(0, FROM_CASES), ...named, ...rest];
  return all.filter((one, index) => all.findIndex(({ address, path }) => address === one.address && (path ?? "") === (one.path ?? "")) === index).slice(0, MOST);
}

/** What an address may mean: the city's gazetteer, and addresses that earlier cases had. */
export const useKnownPlaces = (address: string) => {
  const q = useSettled(address.trim(), 200);
  return useQuery({
    queryKey: ["known-places", q],
    queryFn: async ({ signal }) => {
      const earlier = api.get<Page<CaseSummary>>("/cases", { q: q.slice(0, 60), limit: 30 }, { signal }).then((page) => placesOf(page.items));
      return ranked(q, await earlier, await findPlaces(q, null, signal));
    },
    enabled: q.length >= 2,
    placeholderData: (old) => old,
    retry: false,
    staleTime: 60_000,
  });
};

const IN_TEXT = 3;
const TELLING = 6;

/** What the caller's words say about where it is, while the address is still empty. */
export const useToldPlaces = ({ text, address, lon }: Draft) => {
  const q = useSettled(text.trim(), 400);
  const open = address.trim() === "" && lon === null;
  const found = useQuery({
    queryKey: ["told-places", q],
    queryFn: ({ signal }) => placesIn(q, IN_TEXT, signal),
    enabled: open && q.length >= TELLING,
    placeholderData: (old) => old,
    retry: false,
    staleTime: 60_000,
  });
  return open && q.length >= TELLING ? (found.data ?? []) : [];
};

interface Located {
  code: string;
  path: Named[];
}

async function locate(lon: number, lat: number): Promise<Located | null> {
  const { items } = await api.post<{ items: (string | null)[] }>("/areas/locate", { points: [[lon, lat]] });
  const code = items[0];
  return code ? api.get<Located>(`/areas/${code}`) : null;
}

/** The deepest area in which a place lies, with its path; `null` outside the known areas. */
export const useLocated = (lon: number | null, lat: number | null) =>
  useQuery({
    queryKey: ["locate", lon, lat],
    queryFn: () => locate(lon ?? 0, lat ?? 0),
    enabled: lon !== null && lat !== null,
    retry: false,
    staleTime: 600_000,
  });

/** Fold the new case into the one that the caller meant. */
export async function mergeInto(number: string, into: string): Promise<void> {
  if (!number) throw offline();
  await api.post<CaseDetail>(`/cases/${number}/actions/merge`, { into });
}
