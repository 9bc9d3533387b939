import { App } from "antd";
import { useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useNow } from "@/shared/time/clock";
import { shortTime } from "@/shared/time/format";
import { Sheet } from "@/shared/ui/Sheet";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Column, Duty, Said, Source } from "./model";
import { corrects, present, STATES, values } from "./model";
import { decide, handIn, useCollection, useDeed, useTrace } from "./queries";
import { texts } from "./texts";

/** Who owes what in a period: a row per duty, filled in where it stands. */
export function Duties({ source, period }: { source: Source; period: string }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const query = useCollection(source.code, period);
  const [traced, trace] = useState<Duty | null>(null);
  return (
    <Loaded query={query} rows={8}>
      {({ items, counts }) => (items.length === 0 ? <EmptyState title={t("none")} /> : (
        <>
          <p className="collecting-counts">{STATES.filter((state) => counts[state] > 0).map((state) => <span key={state} data-state={state}>{t(state)} {counts[state]}</span>)}</p>
          <div className="indicator-box" role="region" aria-label={source[language]} tabIndex={0}>
            <table>
              <thead><tr><th>{t("period")}</th><th>{t("area")}</th><th>{t("unit")}</th><th>{t("due")}</th><th>{t("state")}</th>{source.columns.map((one) => <th key={one.code}>{one[language]}</th>)}<th><span className="sr">{t("acts")}</span></th></tr></thead>
              <tbody>{items.map((one) => <Line key={`${one.day} ${one.area} ${one.rows[0]?.at ?? ""}`} duty={one} source={source} trace={() => { trace(one); }} />)}</tbody>
            </table>
          </div>
          {traced?.rows[0] && <Trace code={source.code} duty={traced} columns={source.columns} close={() => { trace(null); }} />}
        </>
      ))}
    </Loaded>
  );
}

function Line({ duty, source, trace }: { duty: Duty; source: Source; trace: () => void }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const say = useSay();
  const { message } = App.useApp();
  const manages = hasRole(useMe(), "assessor");
  const [typed, type] = useState<Record<string, string>>(() => Object.fromEntries(Object.entries(present(duty)).map(([code, value]) => [code, String(value ?? "")])));
  const [why, setWhy] = useState("");
  const sending = useDeed(handIn(source.code));
  const deciding = useDeed(decide(source.code));
  const failed = sending.error ?? deciding.error;
  const error = failed ? asApiError(failed) : null;
  const waits = duty.rows[0]?.proposed ? duty.rows[0] : null;
  const changed = corrects(duty, source.columns, typed);
  const judge = (approve: boolean) => {
    if (waits) deciding.mutateAsync({ day: duty.day, series: waits.series, approve, why }).then(() => { void message.success(t(approve ? "approved" : "returned")); }).catch(() => undefined);
  };
  const name = (one: Column) => `${duty.area_name} ${one[language]}`;
  return (
    <tr data-state={duty.state}>
      <td>{duty.period}</td><td>{duty.area_name}</td><td>{duty.unit_name}</td><td>{duty.due}</td>
      <td><span className="collecting-state" data-state={duty.state}>{t(duty.state)}</span></td>
      {source.columns.map((one) => (
        <td key={one.code}><input className="input" inputMode={one.type === "number" ? "decimal" : "text"} aria-label={name(one)} disabled={duty.state === "ahead"} maxLength={40} value={typed[one.code] ?? ""} onChange={({ target }) => { type({ ...typed, [one.code]: target.value }); }} /></td>
      ))}
      <td className="collecting-acts">
        {(changed || (waits && manages)) && <input className="input" aria-label={t("why")} placeholder={t("why")} maxLength={200} value={why} onChange={({ target }) => { setWhy(target.value); }} />}
        {duty.state !== "ahead" && (!waits || !manages) && (
          <button type="button" className="btn" data-primary={duty.state !== "done" || undefined} disabled={sending.isPending} onClick={() => {
            sending.mutateAsync({ period: duty.period, area: duty.area, values: values(source.columns, typed), why }).then(({ waiting }) => { void message.success(t(waiting > 0 ? "sentOn" : "saved")); }).catch(() => undefined);
          }}>{t("save")}</button>
        )}
        {waits && manages && <><button type="button" className="btn" data-primary onClick={() => { judge(true); }}>{t("approve")}</button><button type="button" className="btn" onClick={() => { judge(false); }}>{t("back")}</button></>}
        {duty.rows.length > 0 && <button type="button" className="btn" data-quiet onClick={trace}>{t("trace")}</button>}
        {error && <p className="refusal" role="alert">{say(error.sentence)} {say(advice(error))}</p>}
      </td>
    </tr>
  );
}

const ACTS: Record<string, "enter" | "correct" | "submit" | "approved" | "return" | "import" | "took"> = { enter: "enter", correct: "correct", submit: "submit", approve: "approved", return: "return", import: "import", withdraw: "took" };

function Trace({ code, duty, columns, close }: { code: string; duty: Duty; columns: Column[]; close: () => void }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const now = useNow();
  const query = useTrace(code, duty.day, duty.rows[0]?.series ?? "");
  const words = (said: Said) => columns.map((one) => `${one[language]} ${String(said[one.code] ?? t("unknown"))}`).join("，");
  return (
    <Sheet title={`${t("trace")} · ${duty.area_name} ${duty.period}`} onClose={close}>
      <Loaded query={query} rows={4}>
        {(items) => (
          <ol className="collecting-trace">
            {items.map((one) => (
              <li key={one.at + one.act}>
                <strong>{t(ACTS[one.act] ?? "enter")}</strong> <span className="weak">{one.by} · {shortTime(one.at, now, language)}</span>
                {one.after && <p>{words(one.after)}</p>}
                {one.before && <p className="weak">{t("from", { said: words(one.before) })}</p>}
                {one.why && <p>{one.why}</p>}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Sheet>
  );
}
