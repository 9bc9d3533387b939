import { useState } from "react";

import type { StudioTabProps } from "@/contributions/studio/model";
import { useChannels } from "@/features/cases/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Propose } from "../acting/Propose";
import { Supervise } from "../acting/Supervise";
import type { Cause, Process } from "../model";
import type { Start } from "../whatif/ChangeForm";
import { percent, span } from "../format";
import { OUTCOMES } from "../model";
import type { Outcome } from "../model";
import { Door, FindingTable, ShareBar } from "../parts";
import { useCauses, useIrregular, useProcess } from "../queries";
import { texts } from "./texts";

const KINDS = { no_evidence: "no_evidence", too_fast: "too_fast", template_reply: "template_reply" } as const;
const TESTS = { chi_square: "chi_square", fisher: "fisher" } as const;

/** Findings 发现: what is worth a look, each with its cases and the rule that found it. */
export function FindingsTab({ asked }: StudioTabProps) {
  const t = useTexts(texts);
  const process = useProcess(asked, "actions");
  const irregular = useIrregular(asked);
  return (
    <div className="studio-column">
      <Causes asked={asked} />
      <Loaded query={irregular} rows={4}>
        {({ found }) => (
          <FindingTable name={t("irregular")} rows={found} rowKey={(row, at) => `${row.kind}-${row.unit?.code ?? ""}-${String(at)}`} empty={t("noIrregular")} note={t("irregularNote")}
            columns={[
              { title: t("rule"), value: (row) => t(KINDS[row.kind]) },
              { title: t("unit"), value: (row) => row.unit === null ? "—" : row.unit.name ?? row.unit.code },
              { title: t("cases"), value: (row) => row.cases, show: (row) => <Door of={row} />, numeric: true },
              { title: t("ofCases"), value: (row) => row.of, numeric: true },
              { title: t("example"), value: (row) => row.example, wide: true },
              { title: t("act"), value: () => null, show: (row) => <Supervise of={row} about={t(KINDS[row.kind])} /> },
            ]} />
        )}
      </Loaded>
      <Loaded query={process} rows={6}>
        {(data) => data.cases === 0 ? <EmptyState title={t("noCases")}><p>{t("noCasesText")}</p></EmptyState> : <Mined data={data} />}
      </Loaded>
    </div>
  );
}

function Mined({ data }: { data: Process }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const step = (name: string): string => (data.titles[name] ? say(data.titles[name]) : name);
  const { slow, rework, extra_steps: extra, extreme_durations: extreme } = data.findings;
  const doorOf = (row: { cases: number; examples: string[] }) => <Door of={{ cases: row.cases, numbers: row.examples }} />;
  return (
    <div className="studio-grid">
      <FindingTable name={t("slow")} rows={slow} rowKey={(row) => `${row.from}-${row.to}`} empty={t("nothing")} note={t("slowNote")}
        columns={[
          { title: t("transition"), value: (row) => `${step(row.from)} → ${step(row.to)}` },
          { title: t("times"), value: (row) => row.n, numeric: true },
          { title: t("median"), value: (row) => Math.round(row.median), show: (row) => span(row.median, language), numeric: true },
          { title: t("p95"), value: (row) => Math.round(row.p95), show: (row) => span(row.p95, language), numeric: true },
          { title: t("shareOfTime"), value: (row) => row.share, show: (row) => <ShareBar share={row.share}>{percent(row.share, 1)}</ShareBar> },
        ]} />
      <FindingTable name={t("rework")} rows={rework} rowKey={(row) => row.activity} empty={t("nothing")} note={t("reworkNote")}
        columns={[
          { title: t("step"), value: (row) => step(row.activity) },
          { title: t("again"), value: (row) => row.again, numeric: true },
          { title: t("cases"), value: (row) => row.cases, show: doorOf, numeric: true },
          { title: t("spentAgain"), value: (row) => Math.round(row.spent.median), show: (row) => span(row.spent.median, language), numeric: true },
        ]} />
      <FindingTable name={t("extraSteps")} rows={extra} rowKey={(row) => row.activity} empty={t("nothing")} note={t("extraNote")}
        columns={[
          { title: t("step"), value: (row) => step(row.activity) },
          { title: t("cases"), value: (row) => row.cases, show: doorOf, numeric: true },
          { title: t("longer"), value: (row) => Math.round(row.longer), show: (row) => (row.longer > 0 ? "+" : "") + span(row.longer, language), numeric: true },
        ]} />
      <FindingTable name={t("extremes")} rows={extreme.cases > 0 ? [extreme] : []} rowKey={() => "extreme"} empty={t("noExtremes")} note={t("extremesNote")}
        columns={[{ title: t("cases"), value: (row) => row.cases, show: doorOf, numeric: true }, { title: t("act"), value: () => null, show: (row) => <Supervise of={{ cases: row.cases, numbers: row.examples }} about={t("extremes")} /> }]} />
    </div>
  );
}

const SURE = 0.05;
const NAMES = { overdue: "outcome_overdue", returned: "outcome_returned", redone: "outcome_redone", slow: "outcome_slow", unsatisfied: "outcome_unsatisfied" } as const satisfies Record<Outcome, string>;
const FACTORS: Record<string, "factor_matter" | "factor_unit" | "factor_district" | "factor_street" | "factor_channel" | "factor_mode" | "factor_urgency" | "factor_weekday" | "factor_hour"> = {
  matter: "factor_matter", unit: "factor_unit", district: "factor_district", street: "factor_street", channel: "factor_channel", mode: "factor_mode", urgency: "factor_urgency", weekday: "factor_weekday", hour: "factor_hour",
};
const DAYS = ["day_1", "day_2", "day_3", "day_4", "day_5", "day_6", "day_7"] as const;
const MODES: Record<string, "manual" | "auto" | "smart" | "assisted"> = { manual: "manual", auto: "auto", smart: "smart", assisted: "assisted" };

function Causes({ asked }: StudioTabProps) {
  const t = useTexts(texts);
  const [outcome, setOutcome] = useState<Outcome>("overdue");
  const found = useCauses(asked, outcome);
  const name = useValueName();
  return (
    <div className="studio-causes">
      <div className="studio-choice" role="group" aria-label={t("outcome")}>
        {OUTCOMES.map((one) => <button key={one} type="button" className="btn" aria-pressed={one === outcome} onClick={() => { setOutcome(one); }}>{t(NAMES[one])}</button>)}
      </div>
      <Loaded query={found} rows={6}>
        {(data) => (
          <FindingTable name={t("causes")} rows={data.causes.filter(({ q, ratio }) => q <= SURE && ratio > 1)} rowKey={(row) => `${row.factor}-${row.value}`} empty={t("noCauses")}
            note={t("causesNote", { n: data.hits, cases: data.cases, tests: data.causes.length })}
            columns={[
              { title: t("factor"), value: (row) => t(FACTORS[row.factor] ?? "value") },
              { title: t("value"), value: name },
              { title: t("hits"), value: (row) => row.cases, show: (row) => <Door of={row}>{`${String(row.hits)} / ${String(row.n)}`}</Door>, numeric: true },
              { title: t("rateHere"), value: (row) => row.hits / row.n, show: (row) => <ShareBar share={row.hits / row.n} tone="over">{percent(row.hits / row.n)}</ShareBar> },
              { title: t("rateElse"), value: (row) => row.other_hits / row.others, show: (row) => <ShareBar share={row.other_hits / row.others}>{percent(row.other_hits / row.others)}</ShareBar> },
              { title: t("riskRatio"), value: (row) => row.ratio, show: (row) => `${row.ratio.toFixed(1)} (${row.low.toFixed(1)}–${row.high.toFixed(1)})`, numeric: true },
              { title: t("corrected"), value: (row) => row.q, show: (row) => (row.q < 0.001 ? "< 0.001" : row.q.toFixed(3)), numeric: true },
              { title: t("test"), value: (row) => t(TESTS[row.test]) },
              { title: t("act"), value: () => null, show: (row) => <><Supervise of={row} about={name(row)} /><Propose asked={asked} start={startOf(row)} evidence={t("evidence", { name: name(row), hits: row.hits, n: row.n, ratio: row.ratio.toFixed(1), low: row.low.toFixed(1), high: row.high.toFixed(1) })} /></> },
            ]} />
        )}
      </Loaded>
    </div>
  );
}

/** What a cause asks for first: of a matter another limit, of a unit more hands. */
function startOf({ factor, value }: Cause): Start {
  if (factor === "unit") return { kind: "staff", draft: { unit: value } };
  return { kind: "limit", draft: factor === "matter" ? { matter: value } : {} };
}

function useValueName(): (row: Cause) => string {
  const t = useTexts(texts);
  const channel = useChannels();
  return ({ factor, value, name }) => {
    if (factor === "channel") return channel(value);
    if (factor === "weekday") return t(DAYS[Number(value) - 1] ?? "value");
    if (factor === "mode") return t(MODES[value] ?? "value");
    return name ?? value;
  };
}
