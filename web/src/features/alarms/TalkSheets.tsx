import { useId, useState } from "react";

import { useUnits } from "@/features/organisation/public";
import { useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { announce, offerUndo } from "@/shared/ui/Undo";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState } from "@/shared/ui/states";
import type { Alarm } from "./model";
import { useTalk } from "./queries";
import { texts } from "./texts";

interface Props {
  alarms: Alarm[];
  close: () => void;
  done: () => void;
}

/** Say who sees to the alarms: a unit, or a person by name. */
export function AssignSheet({ alarms, close, done }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const units = useUnits();
  const talk = useTalk();
  const known = useId();
  const [who, setWho] = useState("");
  const own = alarms.filter((one) => one.closed_at === null);
  const send = async () => {
    const assignee = who.trim();
    const answer = await talk.mutateAsync({ alarms: own.map(({ id }) => id), action: "assign", assignee });
    const [first] = answer.refused;
    if (first) announce(t("failed", { n: answer.refused.length, why: say(first) }));
    else {
      const back = async (): Promise<void> => {
        await talk.mutateAsync({ alarms: own.filter((one) => one.assignee === null).map(({ id }) => id), action: "withdraw", of: "assign" });
        for (const one of own) if (one.assignee !== null) await talk.mutateAsync({ alarms: [one.id], action: "assign", assignee: one.assignee });
      };
      offerUndo({ done: t("assigned", { n: answer.ok.length, who: assignee }), undone: t("takenBack"), undo: back });
    }
    done();
  };
  return (
    <Sheet title={t("sheet", { act: t("assign"), n: own.length })} onClose={close}>
      <form className="alarm-form" onSubmit={(sent) => { sent.preventDefault(); void send().catch(() => undefined); }}>
        <label>{t("assignee")}<input className="input" required maxLength={100} list={known} value={who} onChange={(typed) => { setWho(typed.target.value); }} /></label>
        <datalist id={known}>
          <option value={me.name} />
          {(units.data ?? []).map((one) => <option key={one.code} value={one.name} />)}
        </datalist>
        <p className="effect">{t("assignEffect", { n: own.length })}</p>
        {talk.error && <ErrorState error={talk.error} />}
        <div className="form-foot">
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={talk.isPending || own.length === 0 || who.trim() === ""}>{t("doIt")}</button>
        </div>
      </form>
    </Sheet>
  );
}

/** Write something beside the alarms; it stays in their journals. */
export function CommentSheet({ alarms, close, done }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const talk = useTalk();
  const [text, setText] = useState("");
  const send = async () => {
    const answer = await talk.mutateAsync({ alarms: alarms.map(({ id }) => id), action: "comment", text: text.trim() });
    const [first] = answer.refused;
    announce(first ? t("failed", { n: answer.refused.length, why: say(first) }) : t("commented", { n: answer.ok.length }));
    done();
  };
  return (
    <Sheet title={t("sheet", { act: t("comment"), n: alarms.length })} onClose={close}>
      <form className="alarm-form" onSubmit={(sent) => { sent.preventDefault(); void send().catch(() => undefined); }}>
        <label>{t("comment")}<textarea className="input" rows={3} required maxLength={1000} value={text} onChange={(typed) => { setText(typed.target.value); }} /></label>
        <p className="effect">{t("commentEffect")}</p>
        {talk.error && <ErrorState error={talk.error} />}
        <div className="form-foot">
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
          <button type="submit" className="btn" data-primary disabled={talk.isPending || text.trim() === ""}>{t("doIt")}</button>
        </div>
      </form>
    </Sheet>
  );
}
