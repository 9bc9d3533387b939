import { useState } from "react";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useSupplement } from "./api";
import { texts } from "./texts";

/** Answers the question that the case waits for. */
export function Supplement({ number, receipt, done }: { number: string; receipt: string; done: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const send = useSupplement(number, receipt);
  const [text, setText] = useState("");
  return (
    <form
      className="card"
      onSubmit={(sent) => {
        sent.preventDefault();
        send.mutate(text.trim(), { onSuccess: done });
      }}
    >
      <h2>{t("supplementTitle")}</h2>
      <textarea className="input" rows={3} required maxLength={4000} aria-label={t("supplementTitle")} value={text} onChange={(typed) => { setText(typed.target.value); }} />
      {send.error && <p className="problem" role="alert">{say(asApiError(send.error).sentence)}</p>}
      <button type="submit" className="btn" data-primary disabled={send.isPending || !text.trim()}>{t("supplement")}</button>
    </form>
  );
}
