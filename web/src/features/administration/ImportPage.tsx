import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "@/shared/api/client";
import { advice, asApiError } from "@/shared/api/errors";
import type { Bilingual } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { texts } from "./texts";

interface Problem {
  sheet?: string;
  row?: number | null;
  column?: string | null;
  message: Bilingual | string;
}
type Counts = Record<string, number>;
interface Outcome {
  trial: boolean;
  sheets: Record<string, Counts>;
}

const KINDS = ["created", "changed", "retired", "unchanged"] as const;

/** Bring in units, people and areas from one workbook: errors by sheet, row and column, all or nothing. */
export function ImportPage() {
  const t = useTexts(texts);
  const say = useSay();
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation({
    mutationFn: async (trial: boolean) => {
      const form = new FormData();
      if (file) form.append("file", file);
      form.append("trial", String(trial));
      return api.upload<Outcome>("/organisation/import", form);
    },
  });
  const error = send.error ? asApiError(send.error) : null;
  const outcome = send.data;
  const problems = (error?.body.problems ?? []) as Problem[];
  return (
    <section className="page">
      <h1>{t("imports")}</h1>
      <p className="weak">{t("importHint")}</p>
      <div className="call-row">
        <label className="btn file-pick">
          {file?.name ?? t("chooseFile")}
          <input className="sr" type="file" accept=".xlsx" onChange={(chosen) => { setFile(chosen.target.files?.[0] ?? null); send.reset(); }} />
        </label>
        <button type="button" className="btn" disabled={!file || send.isPending} onClick={() => { send.mutate(true); }}>{t("checkOnly")}</button>
        <button type="button" className="btn" data-primary disabled={!file || send.isPending} onClick={() => { send.mutate(false); }}>{t("doImport")}</button>
        <a className="btn" data-quiet href="/api/v1/organisation/template" download>{t("template")}</a>
        {send.isPending && <span role="status">{t("working")}</span>}
      </div>
      {error && (
        <div className="refusal" role="alert">
          <strong>{say(error.sentence)}</strong>
          <p>{say(advice(error))}</p>
        </div>
      )}
      {problems.length > 0 && <Problems problems={problems} />}
      {outcome && (
        <>
          <strong role="status">{outcome.trial ? t("checked") : t("imported")}</strong>
          <Summary summary={outcome.sheets} />
        </>
      )}
    </section>
  );
}

function Problems({ problems }: { problems: Problem[] }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <div className="records" role="alert">
      <strong>{t("problems", { n: problems.length })}</strong>
      <table>
        <thead>
          <tr><th>{t("sheet")}</th><th>{t("row")}</th><th>{t("column")}</th><th>{t("message")}</th></tr>
        </thead>
        <tbody>
          {problems.slice(0, 200).map((one, index) => (
            <tr key={index}><td>{one.sheet}</td><td>{one.row}</td><td>{one.column}</td><td>{say(one.message)}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Summary({ summary }: { summary: Record<string, Counts> }) {
  const t = useTexts(texts);
  return (
    <div className="records">
      <table>
        <thead>
          <tr><th>{t("change")}</th>{KINDS.map((kind) => <th key={kind} data-numeric>{t(kind)}</th>)}</tr>
        </thead>
        <tbody>
          {Object.entries(summary).map(([name, counts]) => (
            <tr key={name}><td>{name}</td>{KINDS.map((kind) => <td key={kind} data-numeric>{counts[kind] ?? 0}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
