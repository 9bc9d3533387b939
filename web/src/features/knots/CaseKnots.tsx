import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel } from "@/shared/ui/parts";
import { useApply, useFitting } from "./queries";
import { texts } from "./texts";
import "./knots.css";

/** Hard matters that fit a case, with reasons and what solved them; nothing where there is none. */
export function CaseKnots({ number }: { number: string }) {
  const t = useTexts(texts);
  const say = useSay();
  const { data } = useFitting(number);
  const applying = useApply(number);
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={t("panel")}>
      <div className="knots-case">
        {data.items.map((one) => (
          <section key={one.id} aria-label={one.title}>
            <div className="knots-head">
              <strong>{one.title}</strong><span className="tag">{t(one.state)}</span><span className="grow" />
              {data.may_apply && one.state === "open" && !one.member && <button type="button" className="btn" disabled={applying.isPending} onClick={() => { applying.mutate(one.id); }}>{t("apply")}</button>}
            </div>
            <p className="weak small">{one.why.map((reason) => say(reason)).join(" · ")}</p>
            <p className="small">{t("lead")}：{one.lead.name ?? one.lead.code}{one.assists.length > 0 && ` · ${t("assists")}：${one.assists.map(({ name, code }) => name ?? code).join("、")}`}</p>
            {one.steps.length > 0 && <ol className="knots-steps small">{one.steps.map((step) => <li key={step.title}>{step.title}{step.result && <span className="weak"> {step.result}</span>}</li>)}</ol>}
            {one.result && <p className="small">{t("result")}：{one.result}</p>}
          </section>
        ))}
        {applying.error && <p className="refusal" role="alert">{say(asApiError(applying.error).sentence)}</p>}
      </div>
    </Panel>
  );
}
