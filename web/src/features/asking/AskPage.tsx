import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";

import { api } from "@/shared/api/client";
import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel } from "@/shared/ui/parts";
import { ErrorState, Skeleton } from "@/shared/ui/states";
import { texts } from "./texts";
import "./asking.css";

interface Passage { id: string; title: string; text: string }
interface Answer {
  text: string | null;
  citations: { id: string; title: string; quote: string }[];
  passages: Passage[];
  model: string | null;
}
/** Which page a text of the city stands on, by how its id begins. */
const PAGES: Record<string, string> = { matter: "/desk/matters", responsibility: "/desk/responsibilities" };

/** An answer, or where the model fails by name, what a search alone finds. */
async function asked(question: string): Promise<{ found: Answer; why: unknown }> {
  try {
    return { found: await api.post<Answer>("/assist/questions", { question }), why: null };
  } catch (error) {
    if (!asApiError(error).code.startsWith("assist_") && !asApiError(error).code.startsWith("outside_")) throw error;
    return { found: await api.post<Answer>("/assist/questions", { question, search_only: true }), why: error };
  }
}

/** 问知识库: a question on the city's own texts, answered with its sources, or by the passages that fit. */
export default function AskPage() {
  const t = useTexts(texts);
  const [question, write] = useState("");
  const asking = useMutation({ mutationFn: asked });
  return (
    <section className="page asking" aria-label={t("title")} tabIndex={0}>
      <header className="list-head"><h1>{t("title")}</h1><span className="weak">{t("about")}</span></header>
      <form className="asking-form" role="search" onSubmit={(sent) => { sent.preventDefault(); if (question.trim()) asking.mutate(question.trim()); }}>
        <input className="input" aria-label={t("question")} placeholder={t("hint")} maxLength={500} value={question} onChange={({ target }) => { write(target.value); }} />
        <button type="submit" className="btn" data-primary disabled={!question.trim() || asking.isPending}>{t("ask")}</button>
      </form>
      <div aria-live="polite">
        {asking.isPending && <Skeleton rows={4} />}
        {asking.error && <ErrorState error={asking.error} />}
        {asking.data && <Found {...asking.data} />}
      </div>
    </section>
  );
}

function Found({ found, why }: { found: Answer; why: unknown }) {
  const t = useTexts(texts);
  const say = useSay();
  if (found.text) {
    return (
      <Panel title={t("drafted", { model: found.model ?? "" })}>
        <p className="pre asking-text">{found.text}</p>
        <h3>{t("sources")}</h3>
        <ul className="asking-list">{found.citations.map((one) => <li key={`${one.id}${one.quote}`}><strong>{one.title}</strong> <Open id={one.id} /><blockquote>{one.quote}</blockquote></li>)}</ul>
      </Panel>
    );
  }
  return (
    <Panel title={t("passages")}>
      <p className="weak">{why ? t("failed", { why: say(asApiError(why).sentence) }) : t("noModel")}</p>
      {found.passages.length === 0 ? <p>{t("nothing")}</p> : (
        <ul className="asking-list">{found.passages.map((one) => <li key={one.id}><strong>{one.title}</strong> <Open id={one.id} /><p className="asking-text">{one.text}</p></li>)}</ul>
      )}
    </Panel>
  );
}

function Open({ id }: { id: string }) {
  const t = useTexts(texts);
  const page = PAGES[id.split(":")[0] ?? ""];
  return page ? <Link to={page}>{t("open")}</Link> : null;
}
