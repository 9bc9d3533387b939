import { CircleCheck, CloudUpload } from "lucide-react";
import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { CopyButton } from "@/shared/ui/parts";
import { useNumber } from "./api";
import type { Receipt } from "./model";
import { followPath } from "./model";
import { texts } from "./texts";
import { useBase } from "./useBase";

export function Done({ receipt, again }: { receipt: Receipt; again: () => void }) {
  const t = useTexts(texts);
  const base = useBase();
  const number = useNumber(receipt.id, receipt.secret, receipt.number).data ?? null;
  const path = followPath({ ...receipt, number }, base);
  return (
    <section className="done" role="status">
      <CircleCheck size={48} aria-hidden />
      <h1>{t("doneTitle")}</h1>
      <p>{t("doneText")}</p>
      <dl>
        <dt>{t("number")}</dt>
        <dd className="mono">{number ?? t("numberSoon")}</dd>
        <dt>{t("receipt")}</dt>
        <dd className="mono">{receipt.secret}</dd>
        <dt>{t("link")}</dt>
        <dd className="mono done-link">{location.origin + path}</dd>
      </dl>
      <div className="done-acts">
        <CopyButton text={location.origin + path} label={t("copyLink")} />
        <CopyButton text={`${number ?? receipt.id} ${receipt.secret}`} label={t("copyAll")} />
        <Link className="btn" data-primary to={path}>{t("look")}</Link>
        <button type="button" className="btn" onClick={again}>{t("again")}</button>
      </div>
    </section>
  );
}

/** No network: it is safe on the phone and goes by itself. */
export function Kept({ again }: { again: () => void }) {
  const t = useTexts(texts);
  return (
    <section className="done" data-kept role="status">
      <CloudUpload size={48} aria-hidden />
      <h1>{t("keptTitle")}</h1>
      <p>{t("keptText")}</p>
      <div className="done-acts">
        {useBase() !== "" && <Link className="btn" to="/m/queue">{t("queue")}</Link>}
        <button type="button" className="btn" onClick={again}>{t("again")}</button>
      </div>
    </section>
  );
}
