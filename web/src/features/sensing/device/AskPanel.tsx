import { useState } from "react";

import { useUnits } from "@/features/organisation/public";
import { unitCode, useMe } from "@/features/session/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel, When } from "@/shared/ui/parts";
import type { Device } from "./queries";
import { useAsk, useRequests } from "./queries";
import { texts } from "./texts";

/** Another unit's device: everybody finds it, its owner says who may use what it says. */
export function AskPanel({ one }: { one: Device }) {
  const t = useTexts(texts);
  const say = useSay();
  const units = useUnits();
  const own = unitCode(useMe());
  const requests = useRequests();
  const ask = useAsk();
  const [purpose, setPurpose] = useState("");
  const waiting = requests.data?.find((request) => request.state === "asked" && request.unit === own && request.devices.includes(one.code));
  const owner = units.data?.find(({ code }) => code === one.unit)?.name ?? one.unit ?? "—";
  const error = ask.error ? asApiError(ask.error) : null;
  return (
    <Panel title={t("askTitle")}>
      <p>{t("askWhy", { owner })}</p>
      {waiting ? <p role="status" className="device-asked">{t("askedAlready")} <When at={waiting.asked_at} /> · {waiting.purpose}</p> : own === null ? <p className="weak">{t("noUnit")}</p> : (
        <form className="device-form" onSubmit={(sent) => { sent.preventDefault(); ask.mutate({ devices: [one.code], purpose: purpose.trim() }); }}>
          <label>{t("purpose")}<textarea className="input" rows={2} maxLength={500} required value={purpose} onChange={(typed) => { setPurpose(typed.target.value); }} /></label>
          {error && <div className="refusal" role="alert"><strong>{say(error.sentence)}</strong><p>{say(advice(error))}</p></div>}
          <div><button type="submit" className="btn" data-primary disabled={purpose.trim() === "" || ask.isPending}>{t("ask")}</button></div>
        </form>
      )}
    </Panel>
  );
}
