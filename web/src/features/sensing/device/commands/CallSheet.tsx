import { useState } from "react";

import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import type { Parameter } from "../../model";
import { nameOf, unitOf } from "../../model";
import type { Device } from "../queries";
import type { Callable } from "./model";
import { valuesOf } from "./model";
import { useCall } from "./queries";
import { texts } from "./texts";

/** A function with a field for every parameter, checked again by the server. */
export function CallSheet({ one, call, close }: { one: Device; call: Callable; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const [id] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [reason, setReason] = useState("");
  const send = useCall(one.code);
  const error = send.error ? asApiError(send.error) : null;
  const done = () => { send.mutate({ id, function: call.code, values: valuesOf(call.input, typed), reason: reason.trim() }, { onSuccess: close }); };
  return (
    <Sheet title={`${say(nameOf(call))} · ${one.name}`} onClose={close}>
      <form className="device-form" onSubmit={(sent) => { sent.preventDefault(); done(); }}>
        <p>{t(call.dangerous ? "dangerousWhy" : "sentAtOnce")}</p>
        {Object.entries(call.input).map(([code, parameter]) => (
          <Field key={code} parameter={parameter} value={typed[code] ?? ""} change={(value) => { setTyped((all) => ({ ...all, [code]: value })); }} />
        ))}
        <label>{t("reason")}<textarea className="input" rows={2} maxLength={500} required value={reason} onChange={(written) => { setReason(written.target.value); }} /></label>
        {error && <div className="refusal" role="alert"><strong>{say(error.sentence)}</strong><p>{say(advice(error))}</p></div>}
        <div className="call-row">
          <button type="submit" className="btn" data-primary disabled={reason.trim() === "" || send.isPending}>{t(call.dangerous ? "submit" : "send")}</button>
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
        </div>
      </form>
    </Sheet>
  );
}

function Field({ parameter, value, change }: { parameter: Parameter; value: string; change: (value: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { kind, low, high, members, optional } = parameter;
  const bounds = kind === "text" || (low === null && high === null) ? "" : `${low === null ? "" : String(low)}–${high === null ? "" : String(high)}`;
  const beside = [bounds, unitOf({ unit: parameter.unit, kind }), optional ? t("optional") : ""].filter(Boolean).join(" ");
  const common = { className: "input", required: !optional, value };
  const choices = kind === "boolean" ? [{ code: "true", words: t("yes") }, { code: "false", words: t("no") }] : members.map((one) => ({ code: one.code, words: say(nameOf(one)) }));
  return (
    <label>{say(nameOf(parameter))}{beside && <span className="weak"> {beside}</span>}
      {kind === "boolean" || kind === "enum" ? (
        <select {...common} onChange={(chosen) => { change(chosen.target.value); }}>
          <option value="" />
          {choices.map((one) => <option key={one.code} value={one.code}>{one.words}</option>)}
        </select>
      ) : kind === "text" ? (
        <input {...common} minLength={low ?? undefined} maxLength={high ?? 1000} onChange={(written) => { change(written.target.value); }} />
      ) : (
        <input {...common} type="number" step={kind === "integer" ? 1 : "any"} min={low ?? undefined} max={high ?? undefined} onChange={(written) => { change(written.target.value); }} />
      )}
    </label>
  );
}
