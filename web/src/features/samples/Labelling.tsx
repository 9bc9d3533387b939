import { App } from "antd";
import { useMemo, useState } from "react";

import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { Loaded } from "@/shared/ui/states";
import type { Role, SampleSet, Waiting } from "./model";
import { keysOf } from "./model";
import { judge, takeBack, useDeed, useNext } from "./queries";
import { texts } from "./texts";

/** Text after text: a digit chooses, Enter confirms, u takes the last one back. */
export function Labelling({ one, role }: { one: SampleSet; role: Role }) {
  const query = useNext(one.code, role);
  return <Loaded query={query} rows={3}>{(waiting) => <Desk one={one} role={role} waiting={waiting} />}</Loaded>;
}

function Desk({ one, role, waiting }: { one: SampleSet; role: Role; waiting: Waiting }) {
  const t = useTexts(texts);
  const say = useSay();
  const { message, notification } = App.useApp();
  const [picked, pick] = useState<{ id: string; label: string } | null>(null);
  const [last, remember] = useState<string | null>(null);
  const giving = useDeed(judge(role));
  const back = useDeed(takeBack);
  const id = waiting.item?.id ?? null;
  const chosen = picked?.id === id ? picked : null;
  const choices = useMemo(() => keysOf(one.labels, t("unclear")), [one.labels, t]);
  const keys = useMemo(() => {
    const told = (problem: unknown) => {
      const error = asApiError(problem);
      notification.error({ title: say(error.sentence) || t("failed"), description: say(advice(error)) });
    };
    const choose = (label: string) => { if (id) pick({ id, label }); };
    const confirm = () => {
      if (!chosen || giving.isPending) return;
      giving.mutateAsync(chosen).then(() => { remember(chosen.id); pick(null); }).catch(told);
    };
    const undo = () => {
      if (!last || back.isPending) return;
      back.mutateAsync(last).then(() => { remember(null); void message.info(t("undone")); }).catch(told);
    };
    return { choose, confirm, undo };
  }, [id, chosen, giving, back, last, message, notification, say, t]);
  const shortcuts = useMemo(() => [
    ...choices.filter(({ key }) => key).map(({ key, code, name }) => ({ keys: key, label: name, run: () => { keys.choose(code); } })),
    { keys: "Enter", label: t("confirm"), run: keys.confirm },
    { keys: "u", label: t("undo"), run: keys.undo },
  ], [choices, keys, t]);
  useKeys(t("title"), shortcuts);
  const undo = last && <button type="button" className="btn" onClick={keys.undo}>{t("undo")}<kbd>u</kbd></button>;
  if (!waiting.item) {
    return (
      <div className="samples-desk-done" role="status">
        <strong>{t(role === "settle" ? "nothingToSettle" : "nothing")}</strong>
        <p className="weak">{t("nothingText")}</p>
        {undo}
      </div>
    );
  }
  return (
    <section className="samples-label" aria-label={t(role)}>
      <p className="weak" role="status">{t("left", { n: waiting.left })} · {t("masked")}</p>
      {one.guide && <details><summary>{t("guide")}</summary><p className="pre">{one.guide}</p></details>}
      <p className="pre samples-text">{waiting.item.text}</p>
      <div className="samples-choices" role="group" aria-label={t("labels")}>
        {choices.map(({ key, code, name }) => (
          <button key={code} type="button" className="btn" aria-pressed={chosen?.label === code} onClick={() => { keys.choose(code); }}>{name}{key && <kbd>{key}</kbd>}</button>
        ))}
      </div>
      <div className="samples-acts">
        <button type="button" className="btn" data-primary disabled={!chosen || giving.isPending} onClick={keys.confirm}>{t("confirm")}<kbd>Enter</kbd></button>
        {undo}
      </div>
    </section>
  );
}
