import { Check } from "lucide-react";
import { useState } from "react";

import { accountOf, useStaff } from "@/features/phone/public";
import { idempotencyKey } from "@/shared/api/client";
import type { CaseDetail } from "@/shared/api/types";
import type { Photo } from "@/shared/capture/Photos";
import { Photos } from "@/shared/capture/Photos";
import { Voice } from "@/shared/capture/Voice";
import { useTexts } from "@/shared/i18n/catalogue";
import { useDraft } from "@/shared/offline/draft";
import { outbox } from "@/shared/offline/outbox";
import type { Step } from "./model";
import { Pull } from "./Pull";
import { texts } from "./texts";

interface WorkDraft {
  id: string;
  words: string;
  reply: string;
  photos: Photo[];
}
const empty = (): WorkDraft => ({ id: idempotencyKey(), words: "", reply: "", photos: [] });

interface Props {
  step: Step;
  detail: CaseDetail;
  done: () => void;
}

/** The one next thing: sign; then do, photo, done. It works the same with and without a network. */
export function Work({ step, detail, done }: Props) {
  const t = useTexts(texts);
  const me = useStaff();
  if (step === "none") return <p className="card">{t("nothing")}</p>;
  if (step === "waiting") return <p className="card" role="status">{t("onItsWay")}</p>;
  if (step !== "sign") return <Result step={step} detail={detail} done={done} />;
  const sign = () => {
    void outbox.add({ kind: "act", owner: accountOf(me), title: t("signTitle", { title: detail.title }), number: detail.number, action: "sign", version: detail.version, body: {} });
  };
  return (
    <div className="phone-foot">
      <Pull label={t("pullToSign")} done={sign} />
      <button type="button" className="btn big" data-primary onClick={sign}>
        <Check size={24} aria-hidden />
        {t("sign")}
      </button>
    </div>
  );
}

/** What was found or done: photos first, then words, then one key per outcome. */
function Result({ step, detail, done }: Props) {
  const t = useTexts(texts);
  const me = useStaff();
  const { draft, change, clear } = useDraft<WorkDraft>(`work:${detail.number}:${step}`, empty);
  const [missing, setMissing] = useState(false);
  const send = async (action: string, body: Record<string, unknown>, words: string) => {
    const lacks = draft.words.trim() === "" && action !== "verify_pass";
    setMissing(lacks);
    if (lacks) {
      document.getElementById("work-words")?.focus();
      return;
    }
    const photos = draft.photos.map((photo) => ({ ...photo, role: "after" as const }));
    await outbox.add({ id: draft.id, kind: "act", owner: accountOf(me), title: `${words} · ${detail.title}`, number: detail.number, action, version: detail.version, body, photos });
    clear();
    done();
  };
  const words = draft.words.trim();
  const reply = draft.reply.trim() ? { public_reply: draft.reply.trim() } : {};
  const outcomes: Partial<Record<Step, [string, string, Record<string, unknown>][]>> = {
    feedback: [[t("finish"), "feedback", { result: words, resolved: true, ...reply }], [t("unsolved"), "feedback", { result: words, resolved: false, ...reply }]],
    complete: [[t("finish"), "complete", { result: words }]],
    report_check: [[t("confirmed"), "report_check", { confirmed: true, result: words }], [t("unconfirmed"), "report_check", { confirmed: false, result: words }]],
    verify: [[t("verifyPass"), "verify_pass", { method: "on_site", comment: words }], [t("verifyFail"), "verify_fail", { reason: words.slice(0, 100), comment: words }]],
  };
  return (
    <section className="card work">
      <h2>{t(step === "verify" || step === "report_check" ? "whatFound" : "whatDone")}</h2>
      <Photos big most={6} label={t("evidence")} photos={draft.photos} change={(photos) => { change({ photos }); }} />
      <label htmlFor="work-words">{t("words")}</label>
      <textarea id="work-words" className="input" rows={3} maxLength={4000} value={draft.words} onChange={(typed) => { change({ words: typed.target.value }); }} />
      <Voice onWords={(heard) => { change({ words: [draft.words, heard].filter(Boolean).join("") }); }} />
      {missing && <p className="problem" role="alert">{t("needWords")}</p>}
      {step === "feedback" && (
        <>
          <label htmlFor="work-reply">{t("reply")}</label>
          <textarea id="work-reply" className="input" rows={2} maxLength={4000} value={draft.reply} onChange={(typed) => { change({ reply: typed.target.value }); }} />
        </>
      )}
      <div className="phone-foot outcomes">
        {(outcomes[step] ?? []).map(([label, action, body], index) => (
          <button key={label} type="button" className="btn big" data-primary={index === 0 || undefined} onClick={() => void send(action, body, label)}>{label}</button>
        ))}
      </div>
    </section>
  );
}
