import { App } from "antd";
import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState } from "@/shared/ui/states";
import type { Result } from "./model";
import { numbersOf } from "./model";
import { useAppeals, useFile } from "./queries";
import { texts } from "./texts";

const MOST = 50;

/** File an appeal: which cases are to be left out of this score, on which grounds, with which evidence. */
export function FileSheet({ result, object, close }: { result: Result; object: string; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const file = useFile();
  const appeals = useAppeals();
  const [numbers, setNumbers] = useState("");
  const [grounds, setGrounds] = useState("");
  const [reason, setReason] = useState("");
  const [evidence, setEvidence] = useState("");
  const cases = numbersOf(numbers);
  const submit = async () => {
    await file.mutateAsync({ scheme: result.scheme, period: result.period, object, cases, grounds, reason, evidence });
    void message.success(t("filedDone"));
    close();
  };
  return (
    <Sheet title={t("appeal")} onClose={close}>
      <form className="assessment-form" onSubmit={(sent) => { sent.preventDefault(); void submit().catch(() => undefined); }}>
        <label>{t("caseNumbers")}<textarea className="input mono" rows={4} required value={numbers} onChange={(typed) => { setNumbers(typed.target.value); }} /></label>
        <label>{t("grounds")}
          <select className="input" required value={grounds} onChange={(picked) => { setGrounds(picked.target.value); }}>
            <option value="" />
            {(appeals.data?.grounds ?? []).map((one) => <option key={one.code} value={one.code}>{say(one)}</option>)}
          </select>
        </label>
        <label>{t("reason")}<textarea className="input" rows={3} required maxLength={2000} value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
        <label>{t("evidence")}<textarea className="input" rows={2} required maxLength={2000} value={evidence} onChange={(typed) => { setEvidence(typed.target.value); }} /></label>
        {file.isError && <ErrorState error={file.error} />}
        <p className="weak">{t("fileEffect")}</p>
        <p className="assessment-acts">
          <button type="submit" className="btn" data-primary disabled={file.isPending || cases.length === 0 || cases.length > MOST}>{t("file")}</button>
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
        </p>
      </form>
    </Sheet>
  );
}
