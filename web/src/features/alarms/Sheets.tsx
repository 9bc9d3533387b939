import { App } from "antd";
import { useState } from "react";

import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { now } from "@/shared/time/clock";
import { shortTime } from "@/shared/time/format";
import { offerUndo } from "@/shared/ui/Undo";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState } from "@/shared/ui/states";
import { LevelMark } from "./LevelMark";
import type { Act, Alarm } from "./model";
import { matchersOf, touched } from "./model";
import { useActs, useSilence, useTalk } from "./queries";
import { texts } from "./texts";

const SHOWN = 5;
const HOUR = 3_600_000;
const SPANS = [1, 4, 24];

/** What will be done, with which alarms, and what follows from it. */
export function ActSheet({ act, alarms, close, done }: { act: Act; alarms: Alarm[]; close: () => void; done: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const acts = useActs();
  const talk = useTalk();
  const [shut, setShut] = useState(act === "false");
  const own = touched(act, alarms);
  const effects: Record<Act, string> = {
    confirm: t("confirmEffect", { n: own.length }), true: t("trueEffect", { n: own.length }),
    false: t("falseEffect", { n: own.length }), close: t("closeEffect", { n: own.length }),
  };
  const send = async () => {
    const answer = await acts.mutateAsync({ act, ids: own.map(({ id }) => id), shut: act === "false" && shut }).catch(() => null);
    if (!answer) return;
    const did = t("done", { act: t(act), n: answer.ok });
    const judges = act === "true" || act === "false";
    // What closed an alarm by the way is not taken back: it comes again by itself if it goes on.
    const undoable = act !== "close" && !(act === "false" && shut) && own.every((one) => one.active || judges);
    const back = async (): Promise<void> => {
      const [again, gone] = [own.filter((one) => judges && one.verdict !== null), own.filter((one) => !judges || one.verdict === null)];
      await talk.mutateAsync({ alarms: gone.map(({ id }) => id).filter((id) => answer.done.includes(id)), action: "withdraw", of: judges ? "verdict" : "confirm" });
      for (const one of again) if (one.verdict) await talk.mutateAsync({ alarms: [one.id], action: "verdict", verdict: one.verdict });
    };
    if (answer.ok > 0) offerUndo({ done: did, undone: t("takenBack"), undo: undoable ? back : null });
    if (answer.refused.length > 0) void message.warning(t("failed", { n: answer.refused.length, why: say(answer.refused[0]) }), 8);
    done();
  };
  return (
    <Sheet title={t("sheet", { act: t(act), n: own.length })} onClose={close}>
      <form className="alarm-form" onSubmit={(sent) => { sent.preventDefault(); void send(); }}>
        <ul>
          {own.slice(0, SHOWN).map((one) => <li key={one.id}><LevelMark level={one.level} /> {one.name}</li>)}
        </ul>
        <p className="effect">{own.length > 0 ? effects[act] : t("nothing")}</p>
        {own.length > 0 && own.length < alarms.length && <p className="weak">{t("passed", { n: alarms.length - own.length })}</p>}
        {act === "false" && <label className="check"><input type="checkbox" checked={shut} onChange={(changed) => { setShut(changed.target.checked); }} />{t("shut")}</label>}
        {acts.error && <ErrorState error={acts.error} />}
        <div className="form-foot">
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={acts.isPending || own.length === 0}>{t("doIt")}</button>
        </div>
      </form>
    </Sheet>
  );
}

/** Begin a silence from one alarm: what it covers, until when, and why. */
export function SilenceSheet({ alarm, alarms, area, close }: { alarm: Alarm; alarms: Alarm[]; area: string; close: () => void }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const silence = useSilence();
  const [scope, setScope] = useState<"subject" | "area">("subject");
  const [span, setSpan] = useState(SPANS[0] ?? 1);
  const [other, setOther] = useState("");
  const [reason, setReason] = useState("");
  const [opened] = useState(now);
  const ends = span > 0 ? opened + span * HOUR : Date.parse(other);
  const matchers = matchersOf(alarm, scope);
  const labels = (one: Alarm): Record<string, string> => ({ ...one.labels, rule: one.rule, subject: one.subject });
  const hit = alarms.filter((one) => one.active && matchers.every(({ label, value }) => (labels(one)[label] ?? "") === value)).length;
  const send = async () => {
    const begun = await silence.mutateAsync({ alarm, scope, ends, reason: reason.trim() }).catch(() => null);
    if (!begun) return;
    offerUndo({ done: t("silenced"), undone: t("takenBack"), undo: () => api.remove(`/alarm-silences/${begun.id}?${new URLSearchParams({ reason: t("takenBack") }).toString()}`) });
    close();
  };
  return (
    <Sheet title={t("silence")} onClose={close}>
      <form className="alarm-form" onSubmit={(sent) => { sent.preventDefault(); void send(); }}>
        <label>{t("reason")}<input className="input" required maxLength={300} value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
        <label>
          {t("scope")}
          <select className="input" value={scope} onChange={(chosen) => { setScope(chosen.target.value === "area" ? "area" : "subject"); }}>
            <option value="subject">{t("scopeSubject", { name: alarm.name })}</option>
            {alarm.labels.area && <option value="area">{t("scopeArea", { name: area })}</option>}
          </select>
        </label>
        <label>
          {t("until")}
          <select className="input" value={span} onChange={(chosen) => { setSpan(Number(chosen.target.value)); }}>
            {SPANS.map((n) => <option key={n} value={n}>{t("hours", { n })}</option>)}
            <option value={0}>{t("otherEnd")}</option>
          </select>
        </label>
        {span === 0 && <label>{t("endAt")}<input className="input" type="datetime-local" required value={other} onChange={(typed) => { setOther(typed.target.value); }} /></label>}
        {Number.isFinite(ends) && <p className="effect">{t("silenceEffect", { n: hit, at: shortTime(new Date(ends).toISOString(), opened, language) })}</p>}
        {silence.error && <ErrorState error={silence.error} />}
        <div className="form-foot">
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={silence.isPending || reason.trim() === "" || !Number.isFinite(ends)}>{t("doIt")}</button>
        </div>
      </form>
    </Sheet>
  );
}
