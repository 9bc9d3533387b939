import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CloudUpload } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { accountOf, useStaff } from "@/features/phone/public";
import { api, idempotencyKey } from "@/shared/api/client";
import type { Spot } from "@/shared/capture/here";
import type { Photo } from "@/shared/capture/Photos";
import { Photos } from "@/shared/capture/Photos";
import { Pictures } from "@/shared/capture/Pictures";
import { Place } from "@/shared/capture/Place";
import { Voice } from "@/shared/capture/Voice";
import type { PictureId } from "@/shared/capture/vocabulary";
import { PICTURES } from "@/shared/capture/vocabulary";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useDraft } from "@/shared/offline/draft";
import type { Entry } from "@/shared/offline/entry";
import { useOutbox } from "@/shared/offline/hooks";
import { outbox } from "@/shared/offline/outbox";
import { now } from "@/shared/time/clock";
import { Similar } from "./Similar";
import { texts } from "./texts";
import "./field.css";

interface PatrolDraft {
  id: string;
  text: string;
  picture: PictureId | null;
  address: string;
  spot: Spot | null;
  photos: Photo[];
  /** A known case that this repeats. */
  joins?: string | null;
}
const empty = (): PatrolDraft => ({ id: idempotencyKey(), text: "", picture: null, address: "", spot: null, photos: [], joins: null });

/** Seen on patrol: camera, picture of what it is, the place is there already; three touches. */
export function PatrolPage() {
  const t = useTexts(texts);
  const [sent, setSent] = useState<string | null>(null);
  const entry = useOutbox().entries.find((one) => one.id === sent);
  if (entry) return <Told entry={entry} again={() => { setSent(null); }} />;
  return (
    <>
      <h1>{t("patrol")}</h1>
      <PatrolForm sent={setSent} />
    </>
  );
}

function PatrolForm({ sent }: { sent: (id: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const me = useStaff();
  const { draft, change, clear } = useDraft<PatrolDraft>("patrol", empty);
  const [missing, setMissing] = useState<"what" | "place" | null>(null);
  const submit = async () => {
    const picture = draft.picture ? PICTURES[draft.picture] : null;
    const text = draft.text.trim() || (picture ? say(picture.name) : "");
    const lacks = text === "" ? "what" : draft.spot === null && draft.address.trim() === "" ? "place" : null;
    setMissing(lacks);
    if (lacks) return;
    const body: Record<string, unknown> = { source: "grid", channel: "grid", text, reported_at: new Date(now()).toISOString() };
    if (picture?.matter) body.matter = picture.matter;
    if (draft.address.trim()) body.address = draft.address.trim();
    if (draft.spot) Object.assign(body, { lon: draft.spot.lon, lat: draft.spot.lat, crs: "wgs84" });
    const attributes = { ...(draft.spot?.accuracy != null ? { accuracy_m: draft.spot.accuracy } : {}), ...(draft.joins ? { joins: draft.joins } : {}) };
    if (Object.keys(attributes).length > 0) body.attributes = attributes;
    const photos = draft.photos.map((photo) => ({ ...photo, role: "report" as const }));
    await outbox.add({ id: draft.id, kind: "report", owner: accountOf(me), title: text.slice(0, 40), body, photos });
    sent(draft.id);
    clear();
  };
  return (
    <form className="patrol" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <Photos big most={6} photos={draft.photos} change={(photos) => { change({ photos }); }} />
      <Pictures value={draft.picture} change={(picture) => { change({ picture }); }} />
      <Similar text={draft.text} matter={draft.picture ? (PICTURES[draft.picture].matter ?? null) : null} spot={draft.spot} same={draft.joins ?? null} choose={(joins) => { change({ joins }); }} />
      <label htmlFor="patrol-text">{t("patrolWords")}</label>
      <textarea id="patrol-text" className="input" rows={2} maxLength={4000} value={draft.text} onChange={(typed) => { change({ text: typed.target.value }); }} />
      <Voice onWords={(heard) => { change({ text: [draft.text, heard].filter(Boolean).join("") }); }} />
      {missing === "what" && <p className="problem" role="alert">{t("needWhat")}</p>}
      <Place atOnce spot={draft.spot} address={draft.address} change={change} />
      {missing === "place" && <p className="problem" role="alert">{t("needPlace")}</p>}
      <div className="phone-foot">
        <button type="submit" className="btn big" data-primary>{t(draft.joins ? "patrolAdd" : "patrolSend")}</button>
      </div>
    </form>
  );
}

function Told({ entry, again }: { entry: Entry; again: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const id = entry.answer?.id ?? "";
  const number = useQuery({
    queryKey: ["report", id],
    queryFn: () => api.get<{ case: string | null }>(`/reports/${id}`).then((found) => found.case),
    enabled: id !== "",
    refetchInterval: (query) => (query.state.data ? false : 1_000),
  });
  const done = entry.state === "sent";
  return (
    <section className="card told" role="status" data-done={done}>
      {done ? <CircleCheck size={48} aria-hidden /> : <CloudUpload size={48} aria-hidden />}
      <h1>{done ? t("patrolSent") : entry.state === "waiting" ? t("patrolKept") : t("patrolRefused")}</h1>
      {done && number.data && <p className="mono">{number.data}</p>}
      {!done && <p>{entry.state === "waiting" ? t("patrolKeptText") : say(entry.problem?.sentence)}</p>}
      {!done && <Link className="btn" to="/m/queue">{t("queue")}</Link>}
      <button type="button" className="btn" data-primary onClick={again}>{t("another")}</button>
    </section>
  );
}
