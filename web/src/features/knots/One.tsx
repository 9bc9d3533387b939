import { useState } from "react";
import { Link } from "react-router";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { Loaded } from "@/shared/ui/states";
import { HandlingForm } from "./HandlingForm";
import type { KnotDetail, KnotStep } from "./model";
import { handlingOf } from "./model";
import { addNote, change, end, finishStep, useDeed, useKnot } from "./queries";
import { texts } from "./texts";

/** One hard matter: how it is handled, how far it is, what came of it. */
export function One({ id }: { id: string }) {
  return <Loaded query={useKnot(id)} rows={8}>{(one) => <Shown one={one} />}</Loaded>;
}

function Shown({ one }: { one: KnotDetail }) {
  const t = useTexts(texts);
  const say = useSay();
  const [editing, edit] = useState(false);
  const changing = useDeed(change);
  const writes = one.may_write && one.state === "open";
  const facts: [string, React.ReactNode][] = [
    [t("matter"), [one.matter.name ?? one.matter.key, one.area?.name].filter(Boolean).join(" · ")],
    [t("reasons"), one.reasons.map((reason) => say(reason)).join("；") || "—"],
    [t("lead"), one.lead.name ?? one.lead.code],
    [t("assists"), one.assists.map(({ name, code }) => name ?? code).join("、") || "—"],
    [t("basis"), one.basis || "—"],
    [t("plan"), one.plan ? <Link key="p" to={`/desk/plans?plan=${one.plan}`}>{one.plan}</Link> : "—"],
    [t("owner"), one.owner],
    [t("deadline"), <span key="d" className={one.overdue ? "strong" : ""}>{one.deadline}{one.overdue && ` · ${t("overdue")}`}</span>],
    [t("number"), <Link key="c" to={`/desk/cases?${new URLSearchParams({ number: one.cases.join(",") }).toString()}`}>{t("cases", { n: one.cases.length })}</Link>],
  ];
  if (one.ended_at) facts.push([t(one.state), <><When at={one.ended_at} /> {one.ended_by}</>], [t("result"), one.result]);
  return (
    <article className="knots-one">
      <header className="knots-head"><h2>{one.title}</h2><span className="tag">{t(one.state)}</span><span className="grow" />{writes && <button type="button" className="btn" onClick={() => { edit(true); }}>{t("change")}</button>}</header>
      <dl className="knots-facts">{facts.map(([name, value]) => <div key={name}><dt className="weak">{name}</dt><dd>{value}</dd></div>)}</dl>
      {one.steps.length > 0 && (
        <section aria-label={t("steps")}>
          <h3>{t("steps")}</h3>
          <ol className="knots-steps">{one.steps.map((step, at) => <Step key={step.title} id={one.id} at={at} step={step} writes={writes} />)}</ol>
        </section>
      )}
      <section aria-label={t("notes")}>
        <h3>{t("notes")}</h3>
        <ul>{one.notes.map((note) => <li key={note.at}><When at={note.at} /> {note.by}：{note.text}</li>)}</ul>
        {writes && <Say label={t("note")} button={t("add")} deed={(text) => addNote({ id: one.id, text })} />}
      </section>
      {writes && <Ending id={one.id} />}
      {editing && <Sheet title={t("change")} onClose={() => { edit(false); }}><HandlingForm start={handlingOf(one)} pending={changing.isPending} error={changing.error} save={(handling) => { changing.mutate({ id: one.id, handling }, { onSuccess: () => { edit(false); } }); }} /></Sheet>}
    </article>
  );
}

function Step({ id, at, step, writes }: { id: string; at: number; step: KnotStep; writes: boolean }) {
  const t = useTexts(texts);
  return (
    <li>
      <b>{step.title}</b> <span className="weak">{[step.unit?.name, step.due, step.overdue && t("overdue")].filter(Boolean).join(" · ")}</span>
      {step.done_at ? <p>{t("doneAt")} <When at={step.done_at} /> {step.done_by} {step.result}</p> : writes && <Say label={`${t("result")} ${step.title}`} button={t("done")} deed={(text) => finishStep({ id, at, text })} />}
    </li>
  );
}

/** One line to write, and what it does. */
function Say({ label, button, deed }: { label: string; button: string; deed: (text: string) => Promise<unknown> }) {
  const say = useSay();
  const [text, write] = useState("");
  const doing = useDeed(deed);
  return (
    <form className="knots-head" onSubmit={(sent) => { sent.preventDefault(); doing.mutate(text, { onSuccess: () => { write(""); } }); }}>
      <input className="input grow" aria-label={label} placeholder={label} maxLength={2000} value={text} onChange={({ target }) => { write(target.value); }} />
      <button type="submit" className="btn" disabled={doing.isPending || !text.trim()}>{button}</button>
      {doing.error && <p className="refusal" role="alert">{say(asApiError(doing.error).sentence)}</p>}
    </form>
  );
}

function Ending({ id }: { id: string }) {
  const t = useTexts(texts);
  const say = useSay();
  const [result, write] = useState("");
  const ending = useDeed(end);
  return (
    <section className="knots-form" aria-label={t("result")}>
      <label>{t("endWords")}<textarea className="input" rows={2} maxLength={2000} value={result} onChange={({ target }) => { write(target.value); }} /></label>
      {ending.error && <p className="refusal" role="alert">{say(asApiError(ending.error).sentence)}</p>}
      <div className="form-foot">
        <button type="button" className="btn" disabled={ending.isPending || !result.trim()} onClick={() => { ending.mutate({ id, solved: false, result }); }}>{t("endDropped")}</button>
        <button type="button" className="btn" data-primary disabled={ending.isPending || !result.trim()} onClick={() => { ending.mutate({ id, solved: true, result }); }}>{t("endSolved")}</button>
      </div>
    </section>
  );
}
