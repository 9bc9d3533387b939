import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import type { Part, Run, Shown } from "./model";
import { wordsOf } from "./model";
import { texts } from "./texts";

type Rewrite = (block: number, text: string) => Promise<unknown>;

/** A bulletin as it will be printed; its figures open their questions, its words can be rewritten where that is allowed. */
export function PaperView({ shown: { document, drawn }, rewrite }: { shown: Shown; rewrite?: Rewrite }) {
  const { cover } = document;
  return (
    <article className="paper" aria-label={document.title} tabIndex={0}>
      {cover && (
        <header className="paper-cover">
          <p className="paper-head">{cover.head}</p>
          {cover.issue && <p>{cover.issue}</p>}
          <p className="paper-organ"><span>{cover.organ}</span><span>{cover.day}</span></p>
        </header>
      )}
      <h2>{document.title}</h2>
      <p className="weak small paper-sub">{document.subtitle}</p>
      {document.blocks.map((part, at) => <PartView key={at} part={part} drawn={drawn[at] ?? null} rewrite={rewrite && ((text: string) => rewrite(at, text))} />)}
    </article>
  );
}

function PartView({ part, drawn, rewrite }: { part: Part; drawn: string | null; rewrite: ((text: string) => Promise<unknown>) | undefined }) {
  switch (part.type) {
    case "heading": return <Words text={part.text} rewrite={rewrite}>{part.level === 3 ? <h4>{part.text}</h4> : <h3>{part.text}</h3>}</Words>;
    case "paragraph": return (
      <Words text={wordsOf(part.runs)} rewrite={rewrite}>
        <p data-item={part.item ?? undefined}><Runs runs={part.runs} />{part.note && <span className="tag">{part.note}</span>}</p>
      </Words>
    );
    case "table": return <TableView part={part} />;
    case "chart": return <img className="paper-chart" alt={part.title} src={`data:image/svg+xml,${encodeURIComponent(drawn ?? "")}`} />;
    case "break": return <hr />;
  }
}

function Runs({ runs }: { runs: Run[] }) {
  return <>{runs.map((run, at) => <Figure key={at} run={run} />)}</>;
}

function Figure({ run: { text, source, link } }: { run: Run }) {
  const to = link ?? source?.link;
  return to ? <a href={to} target="_blank" rel="noreferrer" title={source?.question}>{text}</a> : <>{text}</>;
}

function TableView({ part }: { part: Extract<Part, { type: "table" }> }) {
  return (
    <div className="paper-scroll" tabIndex={0} role="region" aria-label={part.title}>
      <table>
        <caption>{part.title}</caption>
        <thead><tr>{part.columns.map((column, at) => <th key={column} scope="col" title={part.heads?.[at]?.question}>{column}</th>)}</tr></thead>
        <tbody>{part.rows.map((row, at) => <tr key={at}>{row.map((run, n) => <td key={n} data-number={run.number !== undefined || undefined}><Figure run={run} /></td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

function Words({ text, rewrite, children }: { text: string; rewrite: ((text: string) => Promise<unknown>) | undefined; children: React.ReactNode }) {
  const t = useTexts(texts);
  const [words, write] = useState<string | null>(null);
  if (!rewrite) return children;
  if (words === null) return <div className="paper-words">{children}<button type="button" className="btn" data-quiet onClick={() => { write(text); }}>{t("rewrite")}<span className="sr">{text.slice(0, 20)}</span></button></div>;
  return (
    <form className="paper-edit" onSubmit={(sent) => { sent.preventDefault(); rewrite(words).then(() => { write(null); }).catch(() => undefined); }}>
      <textarea className="input" aria-label={t("rewrite")} rows={4} maxLength={8000} required value={words} onChange={({ target }) => { write(target.value); }} />
      <button type="submit" className="btn" data-primary>{t("keep")}</button>
      <button type="button" className="btn" onClick={() => { write(null); }}>{t("leave")}</button>
    </form>
  );
}
