import { useState } from "react";

import { advice, ApiError } from "@/shared/api/errors";
import { Photos } from "@/shared/capture/Photos";
import { Pictures } from "@/shared/capture/Pictures";
import { Place } from "@/shared/capture/Place";
import { Voice } from "@/shared/capture/Voice";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useDraft } from "@/shared/offline/draft";
import { useOutbox, useSending } from "@/shared/offline/hooks";
import { OfflineBar } from "@/shared/offline/OfflineBar";
import { outbox } from "@/shared/offline/outbox";
import { Done, Kept } from "./Done";
import { Frame } from "./Frame";
import type { PublicDraft } from "./model";
import { emptyDraft, lacking, publicBody } from "./model";
import { texts } from "./texts";

/** The public page of its own address, for whoever opens it on any machine. */
export default function ReportPage() {
  return (
    <Frame>
      <OfflineBar />
      <Report />
    </Frame>
  );
}

/** Ten seconds, no account: a photo, a picture of what it is, the place of the phone, send. */
export function Report() {
  useSending();
  const { draft, change, clear } = useDraft<PublicDraft>("public", emptyDraft);
  const [sent, setSent] = useState<string | null>(null);
  const entry = useOutbox().entries.find((one) => one.id === sent);
  const again = () => { setSent(null); };
  if (entry?.state === "sent" && entry.answer?.id) {
    return <Done receipt={{ id: entry.answer.id, number: entry.answer.number ?? null, secret: entry.answer.secret ?? "" }} again={again} />;
  }
  if (entry?.state === "waiting" && entry.problem) return <Kept again={again} />;
  const refused = entry?.state === "refused" && entry.problem ? new ApiError(entry.problem.code, entry.problem.status, entry.problem.sentence) : null;
  return <Form draft={draft} change={change} sending={entry?.state === "waiting"} refused={refused} sent={(id) => { setSent(id); clear(); }} />;
}

interface FormProps {
  draft: PublicDraft;
  change: (changes: Partial<PublicDraft>) => void;
  sending: boolean;
  refused: ApiError | null;
  sent: (id: string) => void;
}

function Form({ draft, change, sending, refused, sent }: FormProps) {
  const t = useTexts(texts);
  const say = useSay();
  const [missing, setMissing] = useState<"text" | "place" | null>(null);
  const submit = async () => {
    const lacks = lacking(draft);
    setMissing(lacks);
    if (lacks) {
      document.getElementById(lacks === "text" ? "report-text" : "report-address")?.focus();
      return;
    }
    const body = publicBody(draft, say);
    const photos = draft.photos.map((photo) => ({ ...photo, role: "report" as const }));
    await outbox.add({ id: draft.id, kind: "public", owner: null, title: body.text.slice(0, 40), body: { ...body }, photos });
    sent(draft.id);
  };
  const spoken = (words: string) => { change({ text: [draft.text, words].filter(Boolean).join("") }); };
  return (
    <form className="citizen-form" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <h1>{t("report")}</h1>
      <p className="weak">{t("reportIntro")}</p>
      <Photos big photos={draft.photos} change={(photos) => { change({ photos }); }} />
      <Pictures value={draft.picture} change={(picture) => { change({ picture }); }} />
      <label htmlFor="report-text">{t("what")}</label>
      <textarea id="report-text" className="input" rows={3} maxLength={4000} placeholder={t("whatHint")} value={draft.text} onChange={(typed) => { change({ text: typed.target.value }); }} />
      <Voice onWords={spoken} />
      {missing === "text" && <p className="problem" role="alert">{t("needText")}</p>}
      <Place spot={draft.spot} address={draft.address} change={change} />
      {missing === "place" && <p className="problem" role="alert">{t("needPlace")}</p>}
      <fieldset>
        <legend>{t("who")}</legend>
        <div className="two">
          <input className="input" autoComplete="name" maxLength={80} placeholder={t("name")} aria-label={t("name")} value={draft.name} onChange={(typed) => { change({ name: typed.target.value }); }} />
          <input className="input" type="tel" autoComplete="tel" maxLength={40} placeholder={t("phone")} aria-label={t("phone")} value={draft.phone} onChange={(typed) => { change({ phone: typed.target.value }); }} />
        </div>
        <p className="weak small">{t("privacy")}</p>
      </fieldset>
      {refused && (
        <div className="refusal" role="alert">
          <strong>{say(refused.sentence)}</strong>
          <p>{say(advice(refused))}</p>
        </div>
      )}
      <button type="submit" className="btn citizen-send" data-primary disabled={sending}>
        {sending ? t("sending") : t("send")}
      </button>
    </form>
  );
}
