import type { ReactNode } from "react";
import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { CopyButton } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState } from "@/shared/ui/states";
import type { EdgeNode } from "./queries";
import { useEdgeActs } from "./queries";
import { texts } from "./texts";

const CODE = "[A-Za-z0-9][A-Za-z0-9_.:\\-]{0,63}";

const lines = (text: string): string[] => [...new Set(text.split(/[\s,，、]+/).filter(Boolean))];

interface FormProps {
  title: string;
  words: string;
  effect: string;
  error: unknown;
  busy: boolean;
  close: () => void;
  send: () => Promise<unknown>;
  children?: ReactNode;
}

function Form({ title, words, effect, error, busy, close, send, children }: FormProps) {
  const t = useTexts(texts);
  return (
    <Sheet title={title} onClose={close}>
      <form className="edges-form" onSubmit={(sent) => { sent.preventDefault(); void send().catch(() => undefined); }}>
        {children}
        <p className="effect">{effect}</p>
        {error ? <ErrorState error={error} /> : null}
        <div className="form-foot">
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={busy}>{words}</button>
        </div>
      </form>
    </Sheet>
  );
}

/** The key, this once, and what to do with it. */
function Told({ secret, close }: { secret: string; close: () => void }) {
  const t = useTexts(texts);
  return (
    <Sheet title={t("once")} onClose={close}>
      <div className="edges-form">
        <p><code className="mono edges-key">{secret}</code> <CopyButton text={secret} /></p>
        <p>{t("atTheSpot")}</p>
        <pre className="mono">{`yiwang edge enrol --folder /var/lib/yiwang-edge --centre ${window.location.origin}\nyiwang edge run --folder /var/lib/yiwang-edge`}</pre>
        <div className="form-foot"><button type="button" className="btn" data-primary onClick={close}>{t("close")}</button></div>
      </div>
    </Sheet>
  );
}

/** Register a node with the devices behind it. */
export function RegisterSheet({ close }: { close: () => void }) {
  const t = useTexts(texts);
  const { register } = useEdgeActs();
  const [draft, setDraft] = useState({ code: "", name: "", unit: "", area: "", devices: "" });
  const put = (name: keyof typeof draft) => (typed: { target: { value: string } }) => { setDraft({ ...draft, [name]: typed.target.value }); };
  if (register.data) return <Told secret={register.data.key} close={close} />;
  const send = () => register.mutateAsync({
    code: draft.code.trim(),
    name: draft.name.trim(),
    ...(draft.unit.trim() && { unit: draft.unit.trim() }),
    ...(draft.area.trim() && { area: draft.area.trim() }),
    devices: lines(draft.devices),
  });
  return (
    <Form title={t("register")} words={t("register")} effect={t("registerEffect")} error={register.error} busy={register.isPending} close={close} send={send}>
      <label>{t("code")}<input className="input" required pattern={CODE} value={draft.code} onChange={put("code")} /></label>
      <label>{t("name")}<input className="input" required maxLength={100} value={draft.name} onChange={put("name")} /></label>
      <label>{t("unit")}<input className="input" maxLength={60} value={draft.unit} onChange={put("unit")} /></label>
      <label>{t("area")}<input className="input" maxLength={20} value={draft.area} onChange={put("area")} /></label>
      <label>{t("behind")}<textarea className="input" rows={5} value={draft.devices} onChange={put("devices")} /></label>
    </Form>
  );
}

/** Say which devices are behind a node: all of them. */
export function DevicesSheet({ node, close }: { node: EdgeNode; close: () => void }) {
  const t = useTexts(texts);
  const { devices } = useEdgeActs();
  const [text, setText] = useState(node.devices.map(({ code }) => code).join("\n"));
  const send = async () => {
    await devices.mutateAsync({ code: node.code, devices: lines(text) });
    close();
  };
  return (
    <Form title={`${t("change")} ${node.code}`} words={t("save")} effect={t("devicesEffect")} error={devices.error} busy={devices.isPending} close={close} send={send}>
      <label>{t("behind")}<textarea className="input" rows={8} value={text} onChange={(typed) => { setText(typed.target.value); }} /></label>
    </Form>
  );
}

/** Make another one-time key. */
export function KeySheet({ node, close }: { node: EdgeNode; close: () => void }) {
  const t = useTexts(texts);
  const { key } = useEdgeActs();
  if (key.data) return <Told secret={key.data.key} close={close} />;
  return <Form title={`${t("keyTitle")} ${node.code}`} words={t("makeKey")} effect={t("keyEffect")} error={key.error} busy={key.isPending} close={close} send={() => key.mutateAsync(node.code)} />;
}

/** End what a node may do. */
export function RevokeSheet({ node, close }: { node: EdgeNode; close: () => void }) {
  const t = useTexts(texts);
  const { revoke } = useEdgeActs();
  const [reason, setReason] = useState("");
  const send = async () => {
    await revoke.mutateAsync({ code: node.code, reason: reason.trim() });
    close();
  };
  return (
    <Form title={`${t("revoke")} ${node.code}`} words={t("revoke")} effect={t("revokeEffect")} error={revoke.error} busy={revoke.isPending} close={close} send={send}>
      <label>{t("reason")}<input className="input" required maxLength={300} value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
    </Form>
  );
}
