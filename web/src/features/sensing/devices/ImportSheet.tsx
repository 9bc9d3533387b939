import { useState } from "react";

import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import { refusalOf, useImport } from "../queries";
import { texts } from "../texts";

const SHOWN = 200;

/** Register or change devices by a table; each refused row says why, and holds up no other. */
export function ImportSheet({ close }: { close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const [file, setFile] = useState<File | null>(null);
  const send = useImport();
  const error = send.error ? asApiError(send.error) : null;
  const found = send.data;
  const begin = (trial: boolean) => { if (file) send.mutate({ file, trial }); };
  return (
    <Sheet title={t("importTitle")} onClose={close}>
      <div className="device-form">
        <p className="weak">{t("importHint")}</p>
        <div className="call-row">
          <label className="btn file-pick">
            {file?.name ?? t("chooseFile")}
            <input className="sr" type="file" accept=".xlsx,.csv" onChange={(chosen) => { setFile(chosen.target.files?.[0] ?? null); send.reset(); }} />
          </label>
          <button type="button" className="btn" disabled={!file || send.isPending} onClick={() => { begin(true); }}>{t("checkOnly")}</button>
          <button type="button" className="btn" data-primary disabled={!file || send.isPending} onClick={() => { begin(false); }}>{t("doImport")}</button>
          <a className="btn" data-quiet href="/api/v1/devices/template" download>{t("template")}</a>
        </div>
        {error && <div className="refusal" role="alert"><strong>{say(error.sentence)}</strong><p>{say(advice(error))}</p></div>}
        {found && <strong role="status">{send.variables.trial ? t("checked", { n: found.refused.length }) : t("imported", { saved: found.saved, same: found.unchanged, refused: found.refused.length })}</strong>}
        {found && found.refused.length > 0 && (
          <div className="device-refusals" role="region" aria-label={t("refusedRows")} tabIndex={0}>
            <table>
              <thead><tr><th>{t("row")}</th><th>{t("field")}</th><th>{t("why")}</th></tr></thead>
              <tbody>{found.refused.slice(0, SHOWN).map((one, index) => <tr key={index}><td>{one.row}</td><td>{one.field ?? "—"}</td><td>{say(refusalOf(one))}</td></tr>)}</tbody>
            </table>
          </div>
        )}
      </div>
    </Sheet>
  );
}
