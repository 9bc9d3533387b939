import { useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useNow } from "@/shared/time/clock";
import { shortTime } from "@/shared/time/format";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Import } from "./model";
import { useDeed, useImports, withdraw } from "./queries";
import { texts } from "./texts";

/** The files that brought figures of an outside table, version after version. */
export function Imports({ code }: { code: string }) {
  const t = useTexts(texts);
  const query = useImports(code);
  return (
    <Loaded query={query} rows={6}>
      {(items) => (items.length === 0 ? <EmptyState title={t("noImports")} /> : (
        <div className="indicator-box" role="region" aria-label={t("imports")} tabIndex={0}>
          <table>
            <thead><tr><th>#</th><th>{t("file")}</th><th data-numeric>{t("rows")}</th><th data-numeric>{t("changed")}</th><th>{t("span")}</th><th>{t("by")}</th><th><span className="sr">{t("acts")}</span></th></tr></thead>
            <tbody>{items.map((one) => <Line key={one.id} code={code} one={one} />)}</tbody>
          </table>
        </div>
      ))}
    </Loaded>
  );
}

function Line({ code, one }: { code: string; one: Import }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const say = useSay();
  const now = useNow();
  const manages = hasRole(useMe(), "assessor");
  const [why, setWhy] = useState("");
  const taking = useDeed(withdraw(code));
  const error = taking.error ? asApiError(taking.error) : null;
  return (
    <tr>
      <td>{one.number}</td><td>{one.file}</td><td data-numeric>{one.rows}</td><td data-numeric>{one.changed}</td><td>{one.first} – {one.last}</td>
      <td>{one.by} · {shortTime(one.at, now, language)}</td>
      <td className="collecting-acts">
        {one.withdrawn_at !== null && <span className="weak">{t("withdrawn")}</span>}
        {one.withdrawn_at === null && manages && (
          <>
            <input className="input" aria-label={t("why")} placeholder={t("why")} maxLength={200} value={why} onChange={({ target }) => { setWhy(target.value); }} />
            <button type="button" className="btn" disabled={!why.trim()} onClick={() => { taking.mutate({ id: one.id, why }); }}>{t("withdraw")}</button>
          </>
        )}
        {error && <p className="refusal" role="alert">{say(error.sentence)} {say(advice(error))}</p>}
      </td>
    </tr>
  );
}
