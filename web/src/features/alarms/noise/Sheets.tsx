import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { now } from "@/shared/time/clock";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState } from "@/shared/ui/states";
import { AroundContext } from "../rules/editor/context";
import { Param } from "../rules/editor/Params";
import { useConditions } from "../rules/queries";
import { MatchersField, MatcherWords } from "./Matchers";
import type { Inhibition, Kind, Matcher, MuteTime, Silence } from "./queries";
import { useNoise } from "./queries";
import { texts } from "./texts";

const HOUR = 3_600_000;
const SPANS = [1, 4, 24, 168];
const FIRST: Matcher[] = [{ label: "rule", op: "=", value: "" }];
const CODE = "[a-z0-9][a-z0-9_.\\-]{0,59}";

function Foot({ close, error, busy, words }: { close: () => void; error: unknown; busy: boolean; words: string }) {
  const t = useTexts(texts);
  return (
    <>
      {error ? <ErrorState error={error} /> : null}
      <div className="form-foot">
        <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
        <button type="submit" className="btn" data-primary disabled={busy}>{words}</button>
      </div>
    </>
  );
}

/** Begin a silence over whatever matches. */
export function BeginSheet({ close }: { close: () => void }) {
  const t = useTexts(texts);
  const { begin } = useNoise();
  const [matchers, setMatchers] = useState(FIRST);
  const [span, setSpan] = useState(SPANS[0] ?? 1);
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState(false);
  const send = async () => {
    await begin.mutateAsync({ matchers, ends_at: new Date(now() + span * HOUR).toISOString(), reason: reason.trim(), until_resolved: until });
    close();
  };
  return (
    <Sheet title={t("begin")} onClose={close}>
      <form className="alarm-form" onSubmit={(sent) => { sent.preventDefault(); void send().catch(() => undefined); }}>
        <MatchersField name={t("matches")} value={matchers} change={setMatchers} />
        <label>{t("lasts")}<select className="input" value={span} onChange={(chosen) => { setSpan(Number(chosen.target.value)); }}>{SPANS.map((n) => <option key={n} value={n}>{t("hours", { n })}</option>)}</select></label>
        <label>{t("reason")}<input className="input" required maxLength={300} value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
        <label className="check"><input type="checkbox" checked={until} onChange={(changed) => { setUntil(changed.target.checked); }} />{t("untilResolved")}</label>
        <p className="effect">{t("beginEffect")}</p>
        <Foot close={close} error={begin.error} busy={begin.isPending} words={t("begin")} />
      </form>
    </Sheet>
  );
}

/** End a silence before its time, with the reason. */
export function EndSheet({ silence, close }: { silence: Silence; close: () => void }) {
  const t = useTexts(texts);
  const { end } = useNoise();
  const [reason, setReason] = useState("");
  const send = async () => {
    await end.mutateAsync({ id: silence.id, reason: reason.trim() });
    close();
  };
  return (
    <Sheet title={t("end")} onClose={close}>
      <form className="alarm-form" onSubmit={(sent) => { sent.preventDefault(); void send().catch(() => undefined); }}>
        <p><MatcherWords matchers={silence.matchers} /></p>
        <label>{t("reason")}<input className="input" required maxLength={300} value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
        <p className="effect">{t("endEffect")}</p>
        <Foot close={close} error={end.error} busy={end.isPending} words={t("end")} />
      </form>
    </Sheet>
  );
}

/** Store an inhibition or a mute time, new or changed. */
export function SettingSheet({ kind, old, close }: { kind: Kind; old: Inhibition | MuteTime | null; close: () => void }) {
  const t = useTexts(texts);
  const { put } = useNoise();
  const named = useConditions();
  const inhibits = kind === "inhibitions";
  const [code, setCode] = useState(old?.code ?? "");
  const [zh, setZh] = useState(old?.zh ?? "");
  const [first, setFirst] = useState<Matcher[]>(old ? ("source" in old ? old.source : old.matchers) : FIRST);
  const [target, setTarget] = useState<Matcher[]>(old && "target" in old ? old.target : FIRST);
  const [equal, setEqual] = useState(old && "equal" in old ? (old.equal ?? []).join(" ") : "area");
  const [times, setTimes] = useState<Record<string, unknown>>(old && "times" in old ? old.times : { hours: [["22:00", "07:00"]] });
  const words = equal.split(/[\s,]+/).filter(Boolean);
  const body = inhibits ? { code, zh, en: old?.en ?? "", source: first, target, equal: words } : { code, zh, en: old?.en ?? "", matchers: first, times };
  const send = async () => {
    await put.mutateAsync({ kind, body });
    close();
  };
  const title = inhibits ? t("inhibition") : t("mute");
  return (
    <Sheet title={title} onClose={close}>
      <form className="alarm-form" onSubmit={(sent) => { sent.preventDefault(); void send().catch(() => undefined); }}>
        <label>{t("code")}<input className="input" required pattern={CODE} readOnly={old !== null} value={code} onChange={(typed) => { setCode(typed.target.value); }} /></label>
        <label>{t("name")}<input className="input" maxLength={200} value={zh} onChange={(typed) => { setZh(typed.target.value); }} /></label>
        <MatchersField name={inhibits ? t("source") : t("matches")} value={first} change={setFirst} />
        {inhibits && <MatchersField name={t("target")} value={target} change={setTarget} />}
        {inhibits && <label>{t("equalLabels")}<input className="input" value={equal} onChange={(typed) => { setEqual(typed.target.value); }} /></label>}
        {!inhibits && (
          <AroundContext value={{ named: named.data ?? new Map(), products: [], product: undefined, faults: [], fixed: false }}>
            {named.data?.get("schedule")?.fields.map((field) => (
              <Param key={field.name} field={field} path={field.name} value={times[field.name] ?? field.initial} change={(one) => { setTimes({ ...times, [field.name]: one }); }} />
            ))}
          </AroundContext>
        )}
        <p className="effect">{inhibits ? t("inhibitEffect") : t("muteEffect")}</p>
        <Foot close={close} error={put.error} busy={put.isPending} words={t("store")} />
      </form>
    </Sheet>
  );
}

/** Delete an inhibition or a mute time: what follows, then. */
export function DropSheet({ kind, old, close }: { kind: Kind; old: Inhibition | MuteTime; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { drop } = useNoise();
  const send = async () => {
    await drop.mutateAsync({ kind, code: old.code });
    close();
  };
  return (
    <Sheet title={t("drop", { name: say(old.zh || old.code) })} onClose={close}>
      <form className="alarm-form" onSubmit={(sent) => { sent.preventDefault(); void send().catch(() => undefined); }}>
        <p className="effect">{t("dropEffect")}</p>
        <Foot close={close} error={drop.error} busy={drop.isPending} words={t("remove")} />
      </form>
    </Sheet>
  );
}
