import { App } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { Panel, When } from "@/shared/ui/parts";
import { Shelf } from "@/shared/ui/Shelf";
import { EmptyState, ErrorState, Loaded } from "@/shared/ui/states";
import type { Appeal, Standing } from "./model";
import { listOf } from "./model";
import { useAppeals, useDecide, useWithdraw } from "./queries";
import { texts } from "./texts";
import "./assessment.css";

const KEYS = ["appeal"] as const;

/** The appeal desk: who contests which score and why, who decided, what that changed. */
export default function AppealsPage() {
  const t = useTexts(texts);
  const say = useSay();
  const [state, change] = useUrlState(KEYS);
  const list = useAppeals();
  return (
    <section className="page assessment" aria-label={t("appeals")} tabIndex={0}>
      <header className="list-head">
        <h1>{t("appeals")}</h1>
        <span className="weak">{t("openAppeals", { n: list.data?.items.filter((one) => one.state === "filed").length ?? 0 })}</span>
        <span className="grow" />
        <Link className="btn" to="/desk/assessment">{t("title")}</Link>
      </header>
      <Loaded query={list} rows={6}>
        {({ items, grounds }) => {
          const chosen = items.find(({ id }) => id === state.appeal) ?? items[0];
          const named = (code: string) => say(grounds.find((one) => one.code === code));
          if (!chosen) return <EmptyState title={t("noAppeals")}><p>{t("noAppealsText")}</p></EmptyState>;
          return (
            <Shelf label={t("list")} chosen={chosen.id} choose={(appeal) => { change({ appeal }); }} items={items.map((one) => ({
              key: one.id,
              shown: <><strong>{one.name}</strong><span>{one.period} · {named(one.grounds)}</span><span className="weak">{t(one.state)}{one.overdue && ` · ${t("overdue")}`}</span></>,
            }))}>
              <One key={chosen.id} appeal={chosen} grounds={named(chosen.grounds)} />
            </Shelf>
          );
        }}
      </Loaded>
    </section>
  );
}

function One({ appeal, grounds }: { appeal: Appeal; grounds: string }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <Panel title={`${appeal.name} · ${appeal.period}`} extra={<span className="tag">{t(appeal.state)}</span>}>
      <dl className="assessment-facts">
        <dt>{t("chosenScheme")}</dt><dd><Link to={`/desk/assessment?${new URLSearchParams({ scheme: appeal.scheme, period: appeal.period, object: appeal.object }).toString()}`}>{say({ zh: appeal.scheme_zh, en: appeal.scheme_en })}</Link></dd>
        <dt>{t("cases")}</dt><dd><Link className="mono" to={listOf(appeal.cases)}>{appeal.cases.join("、")}</Link></dd>
        <dt>{t("grounds")}</dt><dd>{grounds}</dd>
        {appeal.reason === null ? <><dt>{t("reason")}</dt><dd className="weak">{t("withheld")}</dd></> : <><dt>{t("reason")}</dt><dd>{appeal.reason}</dd><dt>{t("evidence")}</dt><dd>{appeal.evidence}</dd></>}
        <dt>{t("filedAt")}</dt><dd><When at={appeal.filed_at} /></dd>
        {appeal.state === "filed" && <><dt>{t("deadline")}</dt><dd>{appeal.deadline}{appeal.overdue && <strong> {t("overdue")}</strong>}</dd></>}
        {appeal.decided_at && <><dt>{t("decidedAt")}</dt><dd><When at={appeal.decided_at} /></dd><dt>{t("remark")}</dt><dd>{appeal.remark}</dd></>}
        {appeal.before && appeal.after && <><dt>{t("effect")}</dt><dd>{t("before")} <Stood of={appeal.before} /> → {t("after")} <Stood of={appeal.after} /></dd></>}
      </dl>
      {appeal.state === "filed" && <Deciding appeal={appeal} />}
    </Panel>
  );
}

function Stood({ of }: { of: Standing }) {
  const t = useTexts(texts);
  return <strong>{of.score === null ? t("noScore") : t("standing", { score: of.score, rank: of.rank ?? 0, ranked: of.ranked })}</strong>;
}

function Deciding({ appeal }: { appeal: Appeal }) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const may = hasRole(useMe(), "assessor", "leader");
  const decide = useDecide();
  const withdraw = useWithdraw();
  const [remark, setRemark] = useState("");
  if (appeal.own) {
    return <p className="assessment-acts"><button type="button" className="btn" disabled={withdraw.isPending} onClick={() => { withdraw.mutate(appeal.id); }}>{t("withdraw")}</button></p>;
  }
  if (!may) return null;
  const settle = (accepted: boolean) => void decide.mutateAsync({ id: appeal.id, accepted, remark }).then(() => message.success(t("decided"))).catch(() => undefined);
  return (
    <form className="assessment-form" onSubmit={(sent) => { sent.preventDefault(); settle(true); }}>
      <label>{t("remark")}<textarea className="input" rows={2} required maxLength={1000} value={remark} onChange={(typed) => { setRemark(typed.target.value); }} /></label>
      {decide.isError && <ErrorState error={decide.error} />}
      <p className="assessment-acts">
        <button type="submit" className="btn" data-primary disabled={decide.isPending || !remark.trim()}>{t("uphold")}</button>
        <button type="button" className="btn" disabled={decide.isPending || !remark.trim()} onClick={() => { settle(false); }}>{t("dismiss")}</button>
      </p>
    </form>
  );
}
