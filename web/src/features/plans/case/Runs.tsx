import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import { STATES, type CasePlans, type Run, type RunStep } from "../model";
import { useVocabulary } from "../queries";
import { texts } from "../texts";

/** Plans in effect: each step with its time, its state and what was ordered. */
export function Runs({ runs, levels }: { runs: Run[]; levels: CasePlans["levels"] }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <>
      {runs.map((run) => {
        const level = levels.find((one) => one.level === run.level);
        return (
          <section key={run.id} className="plans-run" aria-label={run.title}>
            <div className="plans-head">
              <strong>{t("running", { title: run.title, n: run.version })}</strong>
              {level && <span className="tag">{say(level)}</span>}
              <span className="grow" />
              <span className="weak small">{run.by && t("by", { name: run.by })} <When at={run.at} /></span>
            </div>
            <ol className="plans-line">{run.steps.map((step) => <Line key={step.id} step={step} />)}</ol>
            {run.struck.length > 0 && <p className="weak small">{t("struck", { names: run.struck.join("、") })}</p>}
          </section>
        );
      })}
    </>
  );
}

function Line({ step }: { step: RunStep }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = useVocabulary();
  const how = words.data?.hows.find(({ code }) => code === step.how);
  const waits = step.how === "supervise" && step.state === "open";
  const key = waits ? "unanswered" : step.state in STATES ? STATES[step.state as keyof typeof STATES] : null;
  return (
    <li data-done={step.done_at !== null || step.state === "told" || undefined} data-late={step.overdue || undefined}>
      <div className="plans-head">
        <strong>{step.title ?? t("added")}</strong>
        {how && <span className="tag">{say(how)}</span>}
        <span>{step.unit?.name ?? (step.told > 0 ? t("people", { n: step.told }) : step.role ? t("all") : "")}</span>
        <span className="grow" />
        <span>{key ? t(key) : step.state}</span>
        {step.overdue && <span className="plans-late">{t("overdue")}</span>}
        {step.unproved && <span className="plans-late">{t("unproved")}</span>}
        {step.changed.length > 0 && <span className="weak small">{t("changed")}</span>}
      </div>
      <p className="weak small">{step.due_at && <>{t("due")} <When at={step.due_at} /> </>}{step.done_at && <>{t("doneAt")} <When at={step.done_at} /></>}</p>
      {step.text && <p className="pre">{step.text}</p>}
    </li>
  );
}
