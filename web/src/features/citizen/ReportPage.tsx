import { useRef, useState } from "react";

import { idempotencyKey } from "@/shared/api/client";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { load, save } from "@/shared/lib/storage";
import type { PublicDraft } from "./api";
import { EMPTY, useSend } from "./api";
import { Done } from "./Done";
import { Frame } from "./Frame";
import { Photos } from "./Photos";
import { texts } from "./texts";
import { Where } from "./Where";

const DRAFT = "public-draft";

/** Ten seconds, no account: what, where, a photo if there is one. */
export default function ReportPage() {
  const t = useTexts(texts);
  const say = useSay();
  const [draft, setDraft] = useState<PublicDraft>(() => ({ ...EMPTY, ...load<Partial<PublicDraft>>(DRAFT, {}), photos: [] }));
  const [missing, setMissing] = useState<"text" | "place" | null>(null);
  const key = useRef(idempotencyKey());
  const send = useSend();
  const change = (changes: Partial<PublicDraft>) => {
    const next = { ...draft, ...changes };
    setDraft(next);
    save(DRAFT, { text: next.text, address: next.address, lon: next.lon, lat: next.lat });
  };
  const submit = () => {
    const lacks = draft.text.trim() === "" ? "text" : draft.address.trim() === "" && draft.lon === null ? "place" : null;
    setMissing(lacks);
    if (lacks) document.getElementById(lacks === "text" ? "report-text" : "report-address")?.focus();
    else send.mutate({ draft, key: key.current }, { onSuccess: () => { save(DRAFT, {}); } });
  };
  if (send.data) {
    const again = () => {
      key.current = idempotencyKey();
      setDraft(EMPTY);
      send.reset();
    };
    return (
      <Frame>
        <Done receipt={send.data} again={again} />
      </Frame>
    );
  }
  const error = send.error ? asApiError(send.error) : null;
  return (
    <Frame>
      <form className="citizen-form" noValidate onSubmit={(sent) => { sent.preventDefault(); submit(); }}>
        <h1>{t("report")}</h1>
        <p className="weak">{t("reportIntro")}</p>
        <label htmlFor="report-text">{t("what")}</label>
        <textarea id="report-text" className="input" rows={4} maxLength={4000} placeholder={t("whatHint")} value={draft.text} onChange={(typed) => { change({ text: typed.target.value }); }} />
        {missing === "text" && <p className="problem" role="alert">{t("needText")}</p>}
        <Photos photos={draft.photos} change={(photos) => { change({ photos }); }} />
        <Where draft={draft} change={change} />
        {missing === "place" && <p className="problem" role="alert">{t("needPlace")}</p>}
        <fieldset>
          <legend>{t("who")}</legend>
          <div className="two">
            <input className="input" autoComplete="name" maxLength={80} placeholder={t("name")} aria-label={t("name")} value={draft.name} onChange={(typed) => { change({ name: typed.target.value }); }} />
            <input className="input" type="tel" autoComplete="tel" maxLength={40} placeholder={t("phone")} aria-label={t("phone")} value={draft.phone} onChange={(typed) => { change({ phone: typed.target.value }); }} />
          </div>
          <p className="weak small">{t("privacy")}</p>
        </fieldset>
        {error && (
          <div className="refusal" role="alert">
            <strong>{say(error.sentence)}</strong>
            <p>{say(advice(error))}</p>
          </div>
        )}
        <button type="submit" className="btn citizen-send" data-primary disabled={send.isPending}>
          {send.isPending ? t("sending") : t("send")}
        </button>
      </form>
    </Frame>
  );
}
