import { useMutation, useQuery } from "@tanstack/react-query";

import { api } from "@/shared/api/client";
import type { components } from "@/shared/api/generated";
import type { Bilingual, Stage } from "@/shared/api/types";

export interface PublicDraft {
  text: string;
  address: string;
  lon: number | null;
  lat: number | null;
  name: string;
  phone: string;
  photos: File[];
}
export const EMPTY: PublicDraft = { text: "", address: "", lon: null, lat: null, name: "", phone: "", photos: [] };

export interface Receipt {
  id: string;
  number: string | null;
  secret: string;
}
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

/** Return the body of a public report; what was not said is left out. */
export function publicBody(draft: PublicDraft): components["schemas"]["PublicReport"] {
  const body: components["schemas"]["PublicReport"] = { text: draft.text.trim() };
  if (draft.address.trim()) body.address = draft.address.trim();
  if (draft.lon !== null && draft.lat !== null) Object.assign(body, { lon: draft.lon, lat: draft.lat, crs: "wgs84" });
  const reporter = Object.entries({ name: draft.name.trim(), phone: draft.phone.trim() }).filter(([, value]) => value !== "");
  if (reporter.length > 0) body.reporter = Object.fromEntries(reporter);
  return body;
}

/** The same as a form, with the pictures. */
export function publicForm(draft: PublicDraft): FormData {
  const form = new FormData();
  const { reporter, ...fields } = publicBody(draft);
  for (const [name, value] of Object.entries({ ...fields, ...(reporter as object | undefined) })) form.append(name, String(value));
  for (const photo of draft.photos) form.append("photos", photo, photo.name);
  return form;
}

interface Answer {
  id: string;
  case: string | null;
  receipt: { secret: string } | null;
}

const options = (key: string) => ({ anonymous: true, headers: { "Idempotency-Key": key } });
const TRIES = 8;
const PAUSE = 400;

async function send({ draft, key }: { draft: PublicDraft; key: string }): Promise<Receipt> {
  const answer =
    draft.photos.length === 0
      ? await api.post<Answer>("/public/reports", publicBody(draft), options(key))
      : await api.upload<Answer>("/public/reports", publicForm(draft), options(key));
  const secret = answer.receipt?.secret ?? "";
  return { id: answer.id, number: answer.case ?? (secret ? await numbered(answer.id, secret) : null), secret };
}

/** The number follows the report at once; without it after some seconds the report is safe all the same. */
async function numbered(id: string, receipt: string): Promise<string | null> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const found = await api.get<{ case: string | null }>(`/public/reports/${id}`, { receipt }, { anonymous: true }).catch(() => null);
    if (found?.case) return found.case;
  }
  return null;
}

export const useSend = () => useMutation({ mutationFn: send });

const UUID = /^[0-9a-f]{8}-/i;

/** A link made before the number was known carries the report's id in its place. */
async function follow(number: string, receipt: string): Promise<PublicCase> {
  const anonymous = { anonymous: true };
  const known = UUID.test(number) ? ((await api.get<{ case: string | null }>(`/public/reports/${number}`, { receipt }, anonymous)).case ?? number) : number;
  return api.get<PublicCase>(`/public/cases/${encodeURIComponent(known)}`, { receipt }, anonymous);
}

export const usePublicCase = (number: string, receipt: string) =>
  useQuery({
    queryKey: ["public", number, receipt],
    queryFn: () => follow(number, receipt),
    enabled: number !== "" && receipt !== "",
    refetchInterval: 60_000,
    retry: false,
  });

export const useSupplement = (number: string, receipt: string) =>
  useMutation({
    mutationFn: (text: string) => api.post(`/public/cases/${encodeURIComponent(number)}/supplement`, { receipt, text }, { anonymous: true }),
  });

export interface Rating {
  satisfaction: number;
  speed?: number;
  result?: number;
  attitude?: number;
  comment?: string;
}

export const useRate = (number: string, receipt: string) =>
  useMutation({
    mutationFn: (rating: Rating) => api.post(`/public/cases/${encodeURIComponent(number)}/rating`, { receipt, ...rating }, { anonymous: true }),
  });
