import { useState } from "react";

import { accountOf, useStaff } from "@/features/phone/public";
import type { CaseSummary } from "@/shared/api/types";
import { Voice } from "@/shared/capture/Voice";
import { useTexts } from "@/shared/i18n/catalogue";
import { outbox } from "@/shared/offline/outbox";
import { Sheet } from "@/shared/ui/Sheet";
import { instruction } from "./queries";
import { texts } from "./texts";

const UNDO_SECONDS = 8;

/** One touch on a usual sentence is enough; other words can be typed or spoken. */
export function Instruct({ one, close }: { one: CaseSummary; close: () => void }) {
  const t = useTexts(texts);
  const me = useStaff();
  const [words, setWords] = useState("");
  const send = (demand: string, hours: number | null) => {
    const { action, body } = instruction(one, demand, hours);
    void outbox.add({ kind: "act", owner: accountOf(me), title: t("instructTitle", { title: one.title }), number: one.number, action, body, undo: UNDO_SECONDS });
    close();
  };
  const usual: [string, number | null][] = [[t("today8"), 8], [t("explain"), 24], [t("onSite"), 4], [t("watch"), null]];
  return (
    <Sheet title={t("instructTo", { unit: one.unit?.name ?? t("responsible") })} onClose={close}>
      <div className="instruct">
        <p className="weak">{one.title}</p>
        {usual.map(([sentence, hours]) => (
          <button key={sentence} type="button" className="btn" onClick={() => { send(sentence, hours); }}>{sentence}</button>
        ))}
        <label htmlFor="instruct-words">{t("own")}</label>
        <textarea id="instruct-words" className="input" rows={3} maxLength={2000} value={words} onChange={(typed) => { setWords(typed.target.value); }} />
        <Voice onWords={(heard) => { setWords((old) => old + heard); }} />
        <button type="button" className="btn" data-primary disabled={words.trim() === ""} onClick={() => { send(words.trim(), 24); }}>{t("send")}</button>
        <p className="weak">{t("undoText", { n: UNDO_SECONDS })}</p>
      </div>
    </Sheet>
  );
}
