import { CircleCheck } from "lucide-react";
import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { CopyButton } from "@/shared/ui/parts";
import { texts } from "./texts";

interface Props {
  number: string | null;
  waiting: boolean;
  note: string | null;
  next: () => void;
}

/** The number large, with the sentence to read to the caller. */
export function Filed({ number, waiting, note, next }: Props) {
  const t = useTexts(texts);
  return (
    <section className="filed" role="status">
      <CircleCheck size={44} aria-hidden />
      <h1>{t("filed")}</h1>
      {number ? (
        <>
          <p className="filed-number mono">{number}</p>
          <p className="filed-say">{t("tell", { tail: number.slice(-6) })}</p>
        </>
      ) : (
        <p className="weak">{waiting ? t("numbering") : t("numberLater")}</p>
      )}
      {note && <p className="problem">{note}</p>}
      <div className="call-row">
        <button type="button" className="btn" data-primary autoFocus onClick={next}>
          {t("another")}
          <kbd>Alt+N</kbd>
        </button>
        {number && <CopyButton text={number} label={number.slice(-6)} />}
        {number && <Link className="btn" to={`/desk/cases/${number}`}>{t("openCase")}</Link>}
      </div>
    </section>
  );
}
