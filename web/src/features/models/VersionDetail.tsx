import { App } from "antd";
import { useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { fullTime } from "@/shared/time/format";
import { Panel } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { Loaded } from "@/shared/ui/states";
import type { Act, Detailed, Metrics } from "./model";
import { better, measured, share, told } from "./model";
import { useAct, useModel, useRollBack } from "./queries";
import { texts } from "./texts";

type Settings = Record<string, [number, number]>;
type Wanted = { act: Act | "rollBack"; settings?: Record<string, number> } | null;

/** One version: card, comparison, who moved it, what it did, and what may be done with it. */
export function VersionDetail({ id, settings }: { id: string; settings: Settings }) {
  const query = useModel(id);
  return <Loaded query={query} rows={8}>{(one) => <Whole one={one} settings={settings} />}</Loaded>;
}

function Whole({ one, settings }: { one: Detailed; settings: Settings }) {
  const t = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const may = hasRole(me, "supervisor", "admin");
  const [wanted, want] = useState<Wanted>(null);
  const { card } = one;
  const held = (card.settings.suggest_only ?? 0) >= 1;
  return (
    <article className="model-detail">
      <header className="list-head">
        <h2>{say({ zh: card.title_zh, en: card.title_en })} · {t("version", { n: one.number })}</h2>
        <span className="model-stage" data-stage={one.stage}>{t(one.stage)}</span>
        <span className="grow" />
        {may && one.acts.map((act) => (
          <button key={act} type="button" className="btn" data-primary={act === "publish" ? true : undefined} onClick={() => { want({ act }); }}>{t(act)}</button>
        ))}
        {may && one.stage === "published" && <button type="button" className="btn" onClick={() => { want({ act: "rollBack" }); }}>{t("rollBack")}</button>}
      </header>
      {held && <p className="model-fallen" role="status">{t("fallen")}</p>}
      <Panel title={t("metrics")}><Compared one={card.metrics} other={card.against} /><p className="weak">{t("measured")}: {card.measured}</p></Panel>
      {"limit" in settings && (
        <Panel title={t("limit")}>
          <p className="model-limit">
            <strong>{share(card.settings.limit)}</strong>
            {held && <span>{t("onlySuggests")}</span>}
            {may && <button type="button" className="btn" onClick={() => { want({ act: "tune", settings: { limit: card.settings.limit ?? 0.02 } }); }}>{t("setLimit")}</button>}
            {may && "suggest_only" in settings && (
              <button type="button" className="btn" onClick={() => { want({ act: "tune", settings: { suggest_only: held ? 0 : 1 } }); }}>{held ? t("resume") : t("suggest")}</button>
            )}
          </p>
        </Panel>
      )}
      <Panel title={t("card")}><Card one={one} /></Panel>
      <Panel title={t("days")}><Days one={one} /></Panel>
      <Panel title={t("steps")}>
        <ol className="model-steps">
          {one.steps.map((step) => (
            <li key={step.seq}><time dateTime={step.at}>{fullTime(step.at)}</time> <strong>{step.who}</strong> {t(step.action as Act | "register")} → {t(step.stage)} <span className="weak">{step.reason}</span></li>
          ))}
        </ol>
      </Panel>
      {wanted && <Confirm one={one} wanted={wanted} range={settings.limit ?? [0.005, 0.1]} close={() => { want(null); }} />}
    </article>
  );
}

function Compared({ one, other }: { one: Metrics; other: Metrics }) {
  const t = useTexts(texts);
  const compared = other.cases !== undefined;
  const sent = (of: Metrics) => (of.sent ? ` (${t("of", { n: of.wrong ?? 0, of: of.sent })})` : "");
  return (
    <table className="model-table">
      <thead><tr><td /><th>{t("this")}</th>{compared && <th>{t("against", { n: other.version ?? 0 })}</th>}{compared && <td />}</tr></thead>
      <tbody>
        {measured(one).map((name) => {
          const found = better(name, one[name], other[name]);
          return (
            <tr key={name}>
              <th>{t(name)}</th>
              <td>{told(name, one[name])}{name === "error" && sent(one)}</td>
              {compared && <td>{told(name, other[name])}{name === "error" && sent(other)}</td>}
              {compared && <td data-better={found ?? ""}>{found ? t(found) : ""}</td>}
            </tr>
          );
        })}
      </tbody>
      {!compared && <tfoot><tr><td colSpan={2} className="weak">{t("noAgainst")}</td></tr></tfoot>}
    </table>
  );
}

function Card({ one }: { one: Detailed }) {
  const t = useTexts(texts);
  const { card } = one;
  const rows: [string, string][] = [
    [t("takes"), card.takes], [t("gives"), card.gives], [t("data"), card.data_version], [t("owner"), card.owner], [t("licence"), card.licence],
    [t("size"), `${(one.size / 1024).toFixed(0)} KB`], [t("digest"), one.digest.slice(0, 16)],
  ];
  return <dl className="model-card">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

function Days({ one }: { one: Detailed }) {
  const t = useTexts(texts);
  if (one.days.length === 0) return <p className="weak">{t("noDays")}</p>;
  return (
    <table className="model-table">
      <thead><tr>{(["day", "calls", "acted", "right", "wrong"] as const).map((name) => <th key={name}>{t(name)}</th>)}</tr></thead>
      <tbody>{one.days.slice(0, 14).map((day) => <tr key={day.day}><th>{day.day}</th><td>{day.calls}</td><td>{day.acted}</td><td>{day.right}</td><td>{day.wrong}</td></tr>)}</tbody>
    </table>
  );
}

function Confirm({ one, wanted, range, close }: { one: Detailed; wanted: NonNullable<Wanted>; range: [number, number]; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { notification } = App.useApp();
  const act = useAct(one.id);
  const back = useRollBack(one.task, one.scope);
  const [reason, setReason] = useState("");
  const [limit, setLimit] = useState(String((wanted.settings?.limit ?? 0.02) * 100));
  const name = t(wanted.act);
  const settings = wanted.settings && "limit" in wanted.settings ? { limit: Number(limit) / 100 } : wanted.settings;
  const send = () => {
    const sent = wanted.act === "rollBack" ? back.mutateAsync(reason) : act.mutateAsync({ action: wanted.act, reason, ...(settings ? { settings } : {}) });
    sent.then(
      () => { notification.success({ title: t("done", { act: name }) }); close(); },
      (problem: unknown) => { const error = asApiError(problem); notification.error({ title: say(error.sentence), description: say(advice(error)) }); },
    );
  };
  return (
    <Sheet title={name} onClose={close}>
      <form className="model-confirm" onSubmit={(done) => { done.preventDefault(); send(); }}>
        {settings && "limit" in settings && (
          <label>{t("limit")} ({t("percent")})
            <input className="input" type="number" required min={range[0] * 100} max={range[1] * 100} step="0.1" value={limit} onChange={(typed) => { setLimit(typed.target.value); }} />
          </label>
        )}
        <label>{t("reason")}<textarea className="input" rows={3} maxLength={500} value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
        <button type="submit" className="btn" data-primary disabled={act.isPending || back.isPending}>{t("confirm")}</button>
      </form>
    </Sheet>
  );
}
