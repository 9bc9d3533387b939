import { useState } from "react";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import type { Condition, Detail, Plan, Version } from "../model";
import { listOf } from "../model";
import { decide, useDeed, usePlan, useVocabulary } from "../queries";
import { texts } from "../texts";

interface May { write: boolean; approve: boolean }

/** One plan: the version to look at, its steps with their use, and its history. */
export function One({ code, may, edit }: { code: string; may: May; edit: (plan: Plan) => void }) {
  const query = usePlan(code);
  return <Loaded query={query} rows={8}>{(found) => <Shown found={found} may={may} edit={edit} />}</Loaded>;
}

function Shown({ found, may, edit }: { found: Detail; may: May; edit: (plan: Plan) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = useVocabulary();
  const [number, choose] = useState<number | null>(null);
  const one = found.versions.find(({ version }) => version === number) ?? found.versions[0];
  if (!one) return null;
  const { plan } = one;
  return (
    <article className="plans-one">
      <header className="plans-head">
        <h2>{plan.title}</h2>
        {plan.example && <span className="tag">{t("example")}</span>}
        <select className="input" aria-label={t("versions")} value={one.version} onChange={({ target }) => { choose(Number(target.value)); }}>
          {found.versions.map((each) => <option key={each.version} value={each.version}>{t("version", { n: each.version })} {say(words.data?.states.find((word) => word.code === each.state) ?? each.state)}</option>)}
        </select>
        <span className="grow" />
        {may.write && <button type="button" className="btn" onClick={() => { edit(plan); }}>{t("edit")}</button>}
      </header>
      {plan.summary && <p>{plan.summary}</p>}
      <p className="weak small">{t("author")} {one.author ?? "—"} <When at={one.at} /> {one.decided_at && <>· {t("decided")} {one.decided_by ?? "—"} <When at={one.decided_at} /></>} {one.remark}</p>
      {may.approve && <Decide key={`${String(one.version)} ${one.state}`} one={one} />}
      {found.advice.length > 0 && <section aria-label={t("advice")}><h3>{t("advice")}</h3><ul>{found.advice.map((each) => <li key={say(each.said)}>{say(each.said)}</li>)}</ul></section>}
      <section aria-label={t("when")}>
        <h3>{t("when")}</h3>
        <ul>{plan.when.map((all) => <li key={JSON.stringify(all)}><Conditions all={all} /></li>)}</ul>
      </section>
      <Steps plan={plan} found={found} />
      {plan.references && <p className="weak small">{t("references")}：{plan.references.map(({ title, where }) => [title, where].filter(Boolean).join(" ")).join("；")}</p>}
    </article>
  );
}

function Conditions({ all }: { all: Condition[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = useVocabulary();
  const said = (one: Condition) => {
    const name = say(words.data?.conditions.find(({ code }) => code === one.name) ?? one.name);
    const more = [listOf(one), one.params?.level, one.params?.urgency].filter(Boolean).map(String).join(" ");
    return `${one.negate ? `${t("not")} ` : ""}${name} ${more}`.trim();
  };
  return <>{all.map(said).join(` ${t("and")} `)}</>;
}

function Steps({ plan, found }: { plan: Plan; found: Detail }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = useVocabulary();
  return (
    <table aria-label={t("steps")}>
      <thead><tr><th>{t("what")}</th><th>{t("who")}</th><th>{t("minutes")}</th><th>{t("order")}</th><th>{t("use")}</th></tr></thead>
      <tbody>
        {plan.steps.map((step) => {
          const use = found.uses.find((one) => one.step === step.id);
          const level = words.data?.levels.find(({ code }) => code === (step.from_level ?? 1));
          return (
            <tr key={step.id}>
              <td><strong>{step.title}</strong><br /><span className="tag">{say(words.data?.hows.find(({ code }) => code === step.how) ?? step.how)}</span> {(step.from_level ?? 1) > 1 && level && <span className="weak small">{say(level)}</span>}</td>
              <td>{say(words.data?.finders.find(({ code }) => code === step.who.by) ?? step.who.by)} <span className="mono small">{step.who.code}</span></td>
              <td>{step.minutes ?? t("atOnce")}</td>
              <td>{step.text}{step.evidence && <span className="weak small"> {t("evidence")}</span>}{step.basis && <p className="weak small">{t("basis")}：{step.basis}</p>}</td>
              <td className="weak small">{use && use.offered > 0 ? `${t("offered")} ${String(use.offered)} · ${t("struckN")} ${String(use.struck)} · ${t("changedN")} ${String(Object.values(use.changed).reduce((sum, n) => sum + n, 0))}` : "—"}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Decide({ one }: { one: Version }) {
  const t = useTexts(texts);
  const say = useSay();
  const [remark, write] = useState("");
  const deed = useDeed(decide);
  if (one.state === "drafted" && one.own) return <p className="weak">{t("own")}</p>;
  const steps = one.state === "drafted" ? (["approve", "refuse"] as const) : one.state === "approved" ? (["retire"] as const) : [];
  if (steps.length === 0) return null;
  return (
    <div className="plans-head">
      <input className="input" maxLength={500} placeholder={t("remark")} aria-label={t("remark")} value={remark} onChange={({ target }) => { write(target.value); }} />
      {steps.map((step) => <button key={step} type="button" className="btn" data-primary={step === "approve" || undefined} disabled={deed.isPending || (step !== "approve" && !remark.trim())} onClick={() => { deed.mutate({ code: one.plan.code, step, remark }); }}>{t(step)}</button>)}
      {deed.error && <p className="refusal" role="alert">{say(asApiError(deed.error).sentence)}</p>}
    </div>
  );
}
