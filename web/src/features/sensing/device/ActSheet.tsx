import { useState } from "react";

import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import { ACTS, EFFECTS } from "../vocabulary";
import type { Device } from "./queries";
import { useAct } from "./queries";
import { texts } from "./texts";

/** One step in the life of a device: what follows is said first, and a reason is asked for. */
export function ActSheet({ one, act, close }: { one: Device; act: string; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const [reason, setReason] = useState("");
  const send = useAct(one.code);
  const error = send.error ? asApiError(send.error) : null;
  const done = () => { send.mutate({ act, reason: reason.trim() }, { onSuccess: close }); };
  return (
    <Sheet title={`${say(ACTS[act])} · ${one.name}`} onClose={close}>
      <form className="device-form" onSubmit={(sent) => { sent.preventDefault(); done(); }}>
        <p>{say(EFFECTS[act])}</p>
        <label>{t("reason")}<textarea className="input" rows={3} maxLength={500} required value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
        {error && <div className="refusal" role="alert"><strong>{say(error.sentence)}</strong><p>{say(advice(error))}</p></div>}
        <div className="call-row">
          <button type="submit" className="btn" data-primary disabled={reason.trim() === "" || send.isPending}>{say(ACTS[act])}</button>
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
        </div>
      </form>
    </Sheet>
  );
}
