import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { CLOCKS } from "@/shared/i18n/vocabulary";
import { When } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { ErrorState, Loaded } from "@/shared/ui/states";
import { percent } from "../format";
import { Door } from "../parts";
import type { Rate } from "../whatif/model";
import { useChangeWords } from "../whatif/words";
import type { Measured, ProposalDetail, Step } from "./model";
import { stepsOf } from "./model";
import { texts } from "./texts";

const DO = { send: "do_send", accept: "do_accept", refuse: "do_refuse", withdraw: "do_withdraw", applied: "do_applied" } as const satisfies Record<Step, string>;
const interval = ({ share, low, high, n }: Rate | Measured): string => (n === 0 || share === null ? "—" : `${percent(share, 1)} (${percent(low, 1)}–${percent(high, 1)}, n = ${String(n)})`);

/** One proposal: the figures that led to it, what may be done with it, and the effect measured since. */
export function ProposalSheet({ id, close }: { id: string; close: () => void }) {
  const t = useTexts(texts);
  const found = useQuery({ queryKey: ["proposals", id], queryFn: ({ signal }) => api.get<ProposalDetail>(`/proposals/${id}`, {}, { signal }) });
  return <Sheet title={t("proposal")} onClose={close}><Loaded query={found} rows={8}>{(data) => <Shown data={data} />}</Loaded></Sheet>;
}

function Shown({ data }: { data: ProposalDetail }) {
  const t = useTexts(texts);
  const words = useChangeWords();
  const { late, figures } = data;
  const facts: [string, React.ReactNode][] = [
    [t("state"), `${t(data.state)}${data.overdue ? ` · ${t("overdue")}` : ""}`],
    [t("reason"), data.reason],
    [t("owner"), data.owner],
    [t("deadline"), data.deadline],
    [t("validFrom"), data.valid_from],
    [t("replayed"), `${interval(late.before)} → ${interval(late.after)}`],
    [t("newlyLate"), <Door key="n" of={figures.newly_late} />],
    [t("noLonger"), <Door key="l" of={figures.no_longer_late} />],
    [t("fidelity"), `${String(figures.fidelity.reproduced)} / ${String(figures.fidelity.clocks)}`],
  ];
  for (const { parts, rest, right } of figures.split ?? []) {
    for (const part of parts) facts.push([part.name, <Door key={part.name} of={part} />]);
    facts.push([t("rest"), <Door key="rest" of={rest} />], [t("right"), `${percent(right.before.share, 1)} → ${percent(right.after.share, 1)} (n = ${String(right.before.n)})`]);
  }
  if (data.decided_at) facts.push([t("decided"), <><When at={data.decided_at} /> {data.decided_by} {data.remark}</>]);
  if (data.version !== null) facts.push([t("flowVersion"), String(data.version)]);
  return (
    <div className="studio-form">
      <p className="strong">{words(data.change)}</p>
      <dl className="studio-facts">{facts.map(([name, value]) => <div key={name}><dt className="weak">{name}</dt><dd>{value}</dd></div>)}</dl>
      <Effect data={data} />
      <Steps data={data} />
    </div>
  );
}

function Effect({ data: { effect } }: { data: ProposalDetail }) {
  const t = useTexts(texts);
  const say = useSay();
  if (!effect) return <p className="weak">{t("noEffect")}</p>;
  return (
    <section aria-label={t("effect")}>
      <h3>{t("effect")}</h3>
      <p className="weak">{t("effectNote", { clock: say(CLOCKS[effect.clock as keyof typeof CLOCKS] ?? effect.clock) })} <When at={effect.since} /></p>
      <dl className="studio-facts">
        <div><dt className="weak">{t("before")}</dt><dd><Door of={effect.before}>{interval(effect.before)}</Door></dd></div>
        <div><dt className="weak">{t("since")}</dt><dd><Door of={effect.after}>{interval(effect.after)}</Door></dd></div>
        {effect.expected && <div><dt className="weak">{t("expected")}</dt><dd>{interval(effect.expected)}</dd></div>}
      </dl>
    </section>
  );
}

function Steps({ data }: { data: ProposalDetail }) {
  const t = useTexts(texts);
  const client = useQueryClient();
  const [remark, setRemark] = useState("");
  const steps = stepsOf(data, hasRole(useMe(), "leader", "admin"));
  const take = useMutation({
    mutationFn: (step: Step) => api.post(`/proposals/${data.id}/${step}`, step === "send" || step === "withdraw" ? undefined : { remark }),
    onSettled: () => client.invalidateQueries({ queryKey: ["proposals"] }),
  });
  if (steps.length === 0) return null;
  const says = steps.some((step) => step !== "send" && step !== "withdraw");
  return (
    <>
      {says && <label className="studio-form">{t("remark")}<textarea className="input" rows={2} maxLength={500} value={remark} onChange={(typed) => { setRemark(typed.target.value); }} /></label>}
      {take.error && <ErrorState error={take.error} />}
      <div className="form-foot">
        {steps.map((step) => <button key={step} type="button" className="btn" data-primary={step === "accept" || step === "send" || undefined} disabled={take.isPending || (step === "refuse" && remark.trim() === "")} onClick={() => { take.mutate(step); }}>{t(DO[step])}</button>)}
      </div>
    </>
  );
}
