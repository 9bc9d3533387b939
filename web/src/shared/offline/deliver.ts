import { api } from "../api/client";
import { photoLost } from "../api/errors";
import type { CaseDetail, JournalItem, Page } from "../api/types";
import type { Answer, Change, Entry, FileRef } from "./entry";
import type { Table } from "./store";

const key = (entry: Entry) => ({ "Idempotency-Key": entry.id });
const SYSTEM = "system";
/** Slow is not broken: a photo over a weak signal takes its minutes. */
const PATIENCE = 180_000;
const patience = (): AbortSignal | undefined => (typeof AbortSignal.timeout === "function" ? AbortSignal.timeout(PATIENCE) : undefined);

interface Received {
  id: string;
  case: string | null;
  receipt: { secret: string } | null;
}

async function bytes(files: Table<Blob>, ref: FileRef): Promise<Blob> {
  const blob = await files.get(ref.id);
  if (!blob) throw photoLost();
  return blob;
}

/** Hand in without an account; photos travel with it, the server knows them again by the same key. */
async function publicly(entry: Entry, files: Table<Blob>): Promise<Answer> {
  const options = { anonymous: true, headers: key(entry), signal: patience() };
  let got: Received;
  if (entry.files.length === 0) got = await api.post<Received>("/public/reports", entry.body, options);
  else {
    const { reporter, ...fields } = entry.body;
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...(reporter as object | undefined) })) form.append(name, String(value));
    for (const ref of entry.files) form.append("photos", await bytes(files, ref), ref.name);
    got = await api.upload<Received>("/public/reports", form, options);
  }
  return { id: got.id, number: got.case, secret: got.receipt?.secret };
}

/** Bring the photos over one by one; `note` keeps what has arrived, so that a break costs one photo at most. */
async function media(entry: Entry, files: Table<Blob>, note: () => Promise<void>): Promise<string[]> {
  for (const ref of entry.files) {
    if (ref.media) continue;
    const form = new FormData();
    form.append("role", ref.role);
    form.append("file", await bytes(files, ref), ref.name);
    ref.media = (await api.upload<{ id: string }>("/media", form, { headers: key(entry), signal: patience() })).id;
    await note();
  }
  return entry.files.flatMap((ref) => (ref.media ? [ref.media] : []));
}

/** Send one entry; what it throws tells by its status what to do next. */
export async function deliver(entry: Entry, files: Table<Blob>, note: () => Promise<void>): Promise<Answer> {
  if (entry.kind === "public") return publicly(entry, files);
  if (entry.kind === "rating") {
    const path = `/public/cases/${encodeURIComponent(entry.number ?? "")}/rating`;
    const { number } = await api.post<{ number: string }>(path, entry.body, { anonymous: true, headers: key(entry), signal: patience() });
    return { number };
  }
  const ids = await media(entry, files, note);
  const body = ids.length > 0 ? { ...entry.body, media: ids } : entry.body;
  const options = { headers: key(entry), signal: patience() };
  if (entry.kind === "report") {
    const got = await api.post<Received>("/reports", body, options);
    return { id: got.id, number: got.case };
  }
  const path = `/cases/${encodeURIComponent(entry.number ?? "")}/actions/${entry.action ?? ""}`;
  const got = await api.post<CaseDetail>(path, entry.version === undefined ? body : { ...body, version: entry.version }, options);
  return { number: got.number, version: got.version };
}

/** What people other than `names` did to the case since `version`, and the version it has now. */
export async function changesSince(number: string, version: number, names: string[]): Promise<{ version: number; changes: Change[] }> {
  const { items } = await api.get<Page<JournalItem>>(`/cases/${encodeURIComponent(number)}/journal`);
  const who = (item: JournalItem): string => (typeof item.actor === "string" ? item.actor : item.actor.name);
  const later = items.filter((item) => item.seq > version);
  return {
    version: Math.max(version, ...later.map((item) => item.seq)),
    changes: later.filter((item) => who(item) !== SYSTEM && !names.includes(who(item))).map((item) => ({ at: item.at, who: who(item), label: item.label })),
  };
}
