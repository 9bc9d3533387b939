import { App } from "antd";
import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState } from "@/shared/ui/states";
import { Differences, Effects } from "./Changes";
import type { Draft, Kept, Naming, Outlook } from "./model";
import type { Refused } from "./queries";
import { usePublish, useRead } from "./queries";
import { texts } from "./texts";

interface PublishProps {
  kept: Kept;
  outlook: Outlook;
  rules: Naming[];
  close: () => void;
  done: (code: string) => void;
}

/** Before a version is published: what differs and what follows; what is grave asks for a tick. */
export function PublishSheet({ kept, outlook, rules, close, done }: PublishProps) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const publish = usePublish();
  const [seen, setSeen] = useState(false);
  const grave = outlook.consequences.some((one) => one.grave);
  const send = async () => {
    const { version, code } = await publish.mutateAsync(kept);
    void message.success(t("published", { n: version }));
    done(code);
  };
  return (
    <Sheet title={kept.base === 0 ? t("publishFirst", { name: kept.draft.name }) : t("publishTitle", { name: kept.draft.name, n: kept.base + 1 })} onClose={close}>
      <form className="device-form model-publish" onSubmit={(sent) => { sent.preventDefault(); void send().catch(() => undefined); }}>
        <Effects devices={outlook.devices} consequences={outlook.consequences} rules={rules} />
        {kept.base > 0 && <Differences items={outlook.differences} />}
        {grave && <label className="model-tick"><input type="checkbox" checked={seen} onChange={(ticked) => { setSeen(ticked.target.checked); }} />{t("seen")}</label>}
        {publish.error && <ErrorState error={publish.error} />}
        <div className="form-foot">
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={publish.isPending || (grave && !seen)}>{t("publish")}</button>
        </div>
      </form>
    </Sheet>
  );
}

/** Read a file into the draft: nothing is published by that. */
export function ImportSheet({ close, take }: { close: () => void; take: (read: Partial<Draft>) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const read = useRead();
  const [refused, setRefused] = useState<Refused>([]);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const found = await read.mutateAsync(file);
    take(found.product);
    if (found.refused.length === 0) close();
    setRefused(found.refused);
  };
  return (
    <Sheet title={t("importTitle")} onClose={close}>
      <div className="device-form">
        <p>{t("importHint")}</p>
        <label className="btn file-pick">{t("chooseFile")}<input className="sr" type="file" accept=".json,.xlsx,.csv" disabled={read.isPending} onChange={(chosen) => { void choose(chosen.target.files?.[0]).catch(() => undefined); }} /></label>
        {read.error && <ErrorState error={read.error} />}
        {refused.length > 0 && (
          <>
            <strong role="status">{t("rowsRefused", { n: refused.length })}</strong>
            <div className="device-refusals" role="region" aria-label={t("rowsRefused", { n: refused.length })} tabIndex={0}>
              <table><thead><tr><th>{t("row")}</th><th>{t("why")}</th></tr></thead><tbody>{refused.map((one) => <tr key={one.row}><td>{one.row}</td><td>{say(one)}</td></tr>)}</tbody></table>
            </div>
            <div className="form-foot"><button type="button" className="btn" data-primary onClick={close}>{t("goOn")}</button></div>
          </>
        )}
      </div>
    </Sheet>
  );
}
