import { useState } from "react";
import { Link } from "react-router";

import { useUnits } from "@/features/organisation/public";
import { hasRole, unitCode, useMe } from "@/features/session/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { startOfDate } from "@/shared/time/day";
import { When } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { REQUEST_STATES } from "../vocabulary";
import type { Request } from "./queries";
import { useDecide } from "./queries";
import { texts } from "./texts";

const SHOWN = 6;

/** Requests to use devices, with what the owner may decide of them. */
export function RequestList({ requests }: { requests: Request[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const units = useUnits();
  const own = unitCode(me);
  const [deciding, setDeciding] = useState<{ request: Request; grant: boolean } | null>(null);
  const unit = (code: string | null): string => units.data?.find((row) => row.code === code)?.name ?? code ?? "—";
  const may = (one: Request): boolean => hasRole(me, "admin", "leader") || (hasRole(me, "dispatcher") && (one.owner === null || one.owner === own));
  return (
    <>
      <ul className="device-requests">
        {requests.map((one) => (
          <li key={one.id} data-state={one.state}>
            <p><b>{unit(one.unit)}</b> → {unit(one.owner)} <span className="tag">{say(REQUEST_STATES[one.state])}</span> <When at={one.asked_at} /></p>
            <p>{one.purpose}</p>
            <p className="small">
              {one.devices.slice(0, SHOWN).map((code) => <Link key={code} className="mono" to={`/desk/devices/${encodeURIComponent(code)}`}>{code}</Link>)}
              {one.devices.length > SHOWN && <span className="weak">{t("andMore", { n: one.devices.length - SHOWN })}</span>}
            </p>
            {(one.reason || one.until) && <p className="weak small">{one.reason} {one.until && <>{t("until")} <When at={one.until} /></>}</p>}
            {may(one) && (one.state === "asked" || one.state === "granted") && (
              <p className="call-row">
                {one.state === "asked" && <button type="button" className="btn" onClick={() => { setDeciding({ request: one, grant: true }); }}>{t("grant")}</button>}
                <button type="button" className="btn" onClick={() => { setDeciding({ request: one, grant: false }); }}>{one.state === "asked" ? t("refuse") : t("end")}</button>
              </p>
            )}
          </li>
        ))}
      </ul>
      {deciding && <Decide {...deciding} unit={unit(deciding.request.unit)} close={() => { setDeciding(null); }} />}
    </>
  );
}

function Decide({ request, grant, unit, close }: { request: Request; grant: boolean; unit: string; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const send = useDecide();
  const error = send.error ? asApiError(send.error) : null;
  const act = grant ? t("grant") : request.state === "asked" ? t("refuse") : t("end");
  const submit = () => { send.mutate({ id: request.id, grant, reason: reason.trim(), until: until ? startOfDate(until, true) : null }, { onSuccess: close }); };
  return (
    <Sheet title={`${act} · ${unit}`} onClose={close}>
      <form className="device-form" onSubmit={(sent) => { sent.preventDefault(); submit(); }}>
        <p>{grant ? t("grantEffect", { n: request.devices.length, unit }) : t("refuseEffect", { n: request.devices.length, unit })}</p>
        <label>{t("reason")}<textarea className="input" rows={2} maxLength={500} required={!grant} value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
        {grant && <label>{t("untilDay")}<input className="input" type="date" value={until} onChange={(typed) => { setUntil(typed.target.value); }} /></label>}
        {error && <div className="refusal" role="alert"><strong>{say(error.sentence)}</strong><p>{say(advice(error))}</p></div>}
        <div className="call-row">
          <button type="submit" className="btn" data-primary disabled={send.isPending || (!grant && reason.trim() === "")}>{act}</button>
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
        </div>
      </form>
    </Sheet>
  );
}
