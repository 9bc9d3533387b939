import { useId, useState } from "react";
import { Link } from "react-router";

import { idempotencyKey } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useOutbox } from "@/shared/offline/hooks";
import { outbox } from "@/shared/offline/outbox";
import type { NearProblem } from "./api";
import { followPath } from "./model";
import { texts } from "./texts";

const WHAT = ["place", "matter", "state"] as const;
type What = (typeof WHAT)[number];
const NAMES = { place: "wrongPlace", matter: "wrongMatter", state: "wrongState" } as const;

/**
 * "What is shown here is wrong": it goes in as a report of its own, which a person decides and answers. Without a
 * position it joins nothing by itself.
 */
export function Correct({ one }: { one: NearProblem }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = useId();
  const [open, setOpen] = useState(false);
  const [what, setWhat] = useState<What>("place");
  const [text, setText] = useState("");
  const [id, setId] = useState<string | null>(null);
  const entry = useOutbox().entries.find((known) => known.id === id);
  const send = async () => {
    const made = idempotencyKey();
    const told = t("correctText", { what: t(NAMES[what]), matter: one.matter, number: one.number, words: text.trim() });
    await outbox.add({ id: made, kind: "public", owner: null, title: t("correctTitle", { matter: one.matter }), body: { text: told, corrects: one.number } });
    setId(made);
  };
  if (entry?.state === "sent" && entry.answer?.secret) {
    return <Link className="btn" to={followPath({ id: entry.answer.id ?? "", number: entry.answer.number ?? null, secret: entry.answer.secret }, "/m")}>{t("correctSent")}</Link>;
  }
  if (entry?.state === "waiting") return <p role="status">{t("correctKept")}</p>;
  if (!open) return <button type="button" className="btn" data-quiet onClick={() => { setOpen(true); }}>{t("correct")}</button>;
  return (
    <form className="correct" onSubmit={(sent) => { sent.preventDefault(); void send(); }}>
      <fieldset>
        <legend>{t("correctWhat")}</legend>
        {WHAT.map((each) => (
          <label key={each}><input type="radio" name={`what-${one.number}`} checked={what === each} onChange={() => { setWhat(each); }} /> {t(NAMES[each])}</label>
        ))}
      </fieldset>
      <label htmlFor={words}>{t("correctWords")}</label>
      <textarea id={words} className="input" rows={2} required minLength={2} maxLength={500} value={text} onChange={(typed) => { setText(typed.target.value); }} />
      <p className="weak">{t("correctNote")}</p>
      {entry?.state === "refused" && <p className="problem" role="alert">{say(entry.problem?.sentence)}</p>}
      <button type="submit" className="btn" data-primary>{t("correctSend")}</button>
    </form>
  );
}
