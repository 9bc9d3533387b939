import { App } from "antd";
import { useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { now } from "@/shared/time/clock";
import { boxOf } from "@/shared/time/day";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState } from "@/shared/ui/states";
import type { Edition, Result } from "./model";
import { useCheck, useDecideReopen, useFreeze, useReopen } from "./queries";
import { texts } from "./texts";

/** What those who assess may do with a period: freeze it, prove it, ask to open it again, decide on that. */
export function PeriodActs({ result }: { result: Result }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const may = hasRole(useMe(), "assessor", "leader");
  const freeze = useFreeze();
  const check = useCheck();
  const [asking, setAsking] = useState<"freeze" | "reopen" | "approve" | "refuse" | null>(null);
  if (!may) return null;
  const edition = result.frozen;
  const prove = async (one: Edition) => {
    const found = await check.mutateAsync(one.id);
    const what = Object.entries(found.differs).filter(([, wrong]) => wrong.length > 0).map(([name, wrong]) => `${name} ${wrong.slice(0, 3).join(" ")}`).join("; ");
    if (found.ok) void message.success(t("checkedOk", { n: found.cases }));
    else void message.error(t("checkedWrong", { what }), 0);
  };
  const close = () => { setAsking(null); };
  return (
    <>
      {edition && <button type="button" className="btn" disabled={check.isPending} onClick={() => void prove(edition).catch(() => undefined)}>{t("check")}</button>}
      {!edition && result.last < boxOf(now()).slice(0, 10) && <button type="button" className="btn" onClick={() => { setAsking("freeze"); }}>{t("freeze")}</button>}
      {edition?.state === "frozen" && <button type="button" className="btn" onClick={() => { setAsking("reopen"); }}>{t("reopen")}</button>}
      {edition?.state === "asked" && (
        <span className="assessment-asked">{t("reopenAsked")}{edition.reason}
          <button type="button" className="btn" onClick={() => { setAsking("approve"); }}>{t("approve")}</button>
          <button type="button" className="btn" onClick={() => { setAsking("refuse"); }}>{t("refuse")}</button>
        </span>
      )}
      {check.isError && <ErrorState error={check.error} />}
      {asking === "freeze" && (
        <Sheet title={t("freeze")} onClose={close}>
          <p>{t("freezeEffect")}</p>
          {freeze.isError && <ErrorState error={freeze.error} />}
          <p className="assessment-acts"><button type="button" className="btn" data-primary disabled={freeze.isPending} onClick={() => void freeze.mutateAsync({ scheme: result.scheme, period: result.period }).then(() => { void message.success(t("frozenDone")); close(); }).catch(() => undefined)}>{t("freeze")}</button></p>
        </Sheet>
      )}
      {edition && asking !== null && asking !== "freeze" && <ReopenSheet edition={edition} kind={asking} close={close} />}
    </>
  );
}

function ReopenSheet({ edition, kind, close }: { edition: Edition; kind: "reopen" | "approve" | "refuse"; close: () => void }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const reopen = useReopen();
  const decide = useDecideReopen();
  const [words, setWords] = useState("");
  const doing = kind === "reopen" ? reopen : decide;
  const submit = async () => {
    if (kind === "reopen") await reopen.mutateAsync({ id: edition.id, reason: words });
    else await decide.mutateAsync({ id: edition.id, accepted: kind === "approve", remark: words });
    void message.success(t(kind === "reopen" ? "asked" : "decided"));
    close();
  };
  return (
    <Sheet title={t(kind)} onClose={close}>
      <form className="assessment-form" onSubmit={(sent) => { sent.preventDefault(); void submit().catch(() => undefined); }}>
        <label>{t("reason")}<textarea className="input" rows={3} required={kind !== "approve"} maxLength={1000} value={words} onChange={(typed) => { setWords(typed.target.value); }} /></label>
        {doing.isError && <ErrorState error={doing.error} />}
        <p className="assessment-acts"><button type="submit" className="btn" data-primary disabled={doing.isPending}>{t(kind)}</button></p>
      </form>
    </Sheet>
  );
}
