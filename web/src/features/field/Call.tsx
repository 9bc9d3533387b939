import { useMutation } from "@tanstack/react-query";
import { Phone } from "lucide-react";

import { accountOf, useStaff } from "@/features/phone/public";
import { asApiError } from "@/shared/api/errors";
import type { CaseDetail } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { outbox } from "@/shared/offline/outbox";
import { readReporters } from "./queries";
import { texts } from "./texts";

/** The reporter's number in full, on record, and afterwards what came of the call. */
export function Call({ detail, contact }: { detail: CaseDetail; contact: boolean }) {
  const t = useTexts(texts);
  const say = useSay();
  const me = useStaff();
  const read = useMutation({ mutationFn: () => readReporters(detail.number, t("callReason")), networkMode: "always" });
  const note = (result: string) => {
    void outbox.add({ kind: "act", owner: accountOf(me), title: t("contactTitle", { title: detail.title }), number: detail.number, action: "contact", version: detail.version, body: { result } });
  };
  const numbers = (read.data ?? []).filter((one) => one.phone);
  return (
    <div className="call">
      <p className="weak">{t("callText")}</p>
      {!read.data && <button type="button" className="btn" data-primary disabled={read.isPending} onClick={() => { read.mutate(); }}>{t("showNumber")}</button>}
      {read.error && <p className="problem" role="alert">{say(asApiError(read.error).sentence)}</p>}
      {read.data && numbers.length === 0 && <p>{t("noNumber")}</p>}
      {numbers.map((one) => (
        <a key={one.report} className="btn big" href={`tel:${one.phone ?? ""}`}><Phone size={20} aria-hidden />{one.name} {one.phone}</a>
      ))}
      {contact && numbers.length > 0 && (
        <div className="choices">
          <button type="button" className="btn" onClick={() => { note(t("contactDone")); }}>{t("contactDone")}</button>
          <button type="button" className="btn" onClick={() => { note(t("contactMissed")); }}>{t("contactMissed")}</button>
        </div>
      )}
    </div>
  );
}
