import { CircleCheck } from "lucide-react";
import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { CopyButton } from "@/shared/ui/parts";
import type { Receipt } from "./api";
import { texts } from "./texts";

/** The link keeps the secret behind `#`, where no server log sees it. */
export const followPath = ({ number, id, secret }: Receipt): string => `/follow#${encodeURIComponent(number ?? id)}/${encodeURIComponent(secret)}`;

export function Done({ receipt, again }: { receipt: Receipt; again: () => void }) {
  const t = useTexts(texts);
  const path = followPath(receipt);
  return (
    <section className="done" role="status">
      <CircleCheck size={48} aria-hidden />
      <h1>{t("doneTitle")}</h1>
      <p>{t("doneText")}</p>
      <dl>
        <dt>{t("number")}</dt>
        <dd className="mono">{receipt.number ?? t("numberSoon")}</dd>
        <dt>{t("receipt")}</dt>
        <dd className="mono">{receipt.secret}</dd>
        <dt>{t("link")}</dt>
        <dd className="mono done-link">{location.origin + path}</dd>
      </dl>
      <div className="done-acts">
        <CopyButton text={location.origin + path} label={t("copyLink")} />
        <CopyButton text={`${receipt.number ?? receipt.id} ${receipt.secret}`} label={t("copyAll")} />
        <Link className="btn" data-primary to={path}>{t("look")}</Link>
        <button type="button" className="btn" onClick={again}>{t("again")}</button>
      </div>
    </section>
  );
}
