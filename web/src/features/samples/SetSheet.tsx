import { App } from "antd";
import { useState } from "react";

import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import type { SampleSet } from "./model";
import { readLabels, writeLabels } from "./model";
import { saveSet, useDeed } from "./queries";
import { texts } from "./texts";

/** A set's name, how to choose, and its labels. */
export function SetSheet({ one, close }: { one: SampleSet | null; close: (code?: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const [code, setCode] = useState(one?.code ?? "");
  const [name, setName] = useState(one?.name ?? "");
  const [guide, setGuide] = useState(one?.guide ?? "");
  const [labels, setLabels] = useState(one ? writeLabels(one.labels) : "");
  const saving = useDeed(saveSet);
  const error = saving.error ? asApiError(saving.error) : null;
  return (
    <Sheet title={t(one ? "change" : "add")} onClose={() => { close(); }}>
      <form className="samples-form" onSubmit={(sent) => {
        sent.preventDefault();
        saving.mutateAsync({ code, name, guide, labels: readLabels(labels) }).then(() => { void message.success(t("saved")); close(code); }).catch(() => undefined);
      }}>
        <label>{t("code")}<input className="input" required pattern="[a-z0-9][a-z0-9_\-]*" maxLength={40} disabled={one !== null} value={code} onChange={({ target }) => { setCode(target.value); }} /></label>
        <label>{t("name")}<input className="input" required maxLength={80} value={name} onChange={({ target }) => { setName(target.value); }} /></label>
        <label>{t("labels")}<textarea className="input" required rows={6} value={labels} onChange={({ target }) => { setLabels(target.value); }} /></label>
        <p className="weak small">{t("labelsHelp")}</p>
        <label>{t("guide")}<textarea className="input" rows={4} maxLength={4000} value={guide} onChange={({ target }) => { setGuide(target.value); }} /></label>
        {error && <p className="refusal" role="alert">{say(error.sentence)} {say(advice(error))}</p>}
        <button type="submit" className="btn" data-primary disabled={saving.isPending}>{t("save")}</button>
      </form>
    </Sheet>
  );
}
