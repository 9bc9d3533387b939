import { Select } from "antd";
import { useState } from "react";

import type { StudioTabProps } from "@/contributions/studio/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Supervise } from "../acting/Supervise";
import type { Conformance, Deviation, StepRef } from "../model";
import { percent } from "../format";
import { Door, FindingTable, ShareBar } from "../parts";
import { useConformance } from "../queries";
import { texts } from "./texts";

const KINDS = { skipped: "skipped", early: "early", late: "late", unknown: "unknown", role: "role", unit: "unit", self: "self" } as const satisfies Record<Deviation["kind"], string>;

/** 流程合规: past cases beside the version of the flow that was in force for them, or beside another one. */
export function ConformanceTab({ asked }: StudioTabProps) {
  const t = useTexts(texts);
  const [against, setAgainst] = useState("");
  const found = useConformance(asked, against);
  return (
    <Loaded query={found} rows={10}>
      {(data) => data.cases === 0 ? <EmptyState title={t("noCases")} /> : <Shown data={data} against={against} setAgainst={setAgainst} />}
    </Loaded>
  );
}

function Shown({ data, against, setAgainst }: { data: Conformance; against: string; setAgainst: (version: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const named = ({ step, title }: StepRef): string => (title ? say(title) : step);
  const version = (row: { version: number; imported: boolean }): string => t("versionOf", { n: row.version }) + (row.imported ? t("imported") : "");
  return (
    <div className="studio-column">
      <div className="studio-choice">
        <label>{t("heldAgainst")} <Select value={against} style={{ minWidth: 220 }} aria-label={t("heldAgainst")} onChange={setAgainst}
          options={[{ value: "", label: t("own") }, ...data.known.map((one) => ({ value: `${one.flow}@${String(one.version)}`, label: `${say(one.title)} ${t("versionOf", { n: one.version })}` }))]} /></label>
      </div>
      <ul className="studio-figures">
        <li className="figure"><span>{t("fitness")}</span><strong>{data.fitness === null ? "—" : percent(data.fitness, 1)}</strong><small>{t("fitnessOf", { n: data.fitting, of: data.judged })}</small></li>
        <li className="figure" data-tone={data.deviations.length > 0 ? "soon" : ""}><span>{t("kinds")}</span><strong>{data.deviations.length}</strong><small>{t("kindsMeans")}</small></li>
      </ul>
      <p className="weak">{say(data.rule)}</p>
      <FindingTable name={t("deviations")} rows={data.deviations} rowKey={(_, at) => String(at)} empty={t("noDeviations")}
        columns={[
          { title: t("kind"), value: (row) => t(KINDS[row.kind]) },
          { title: t("transition"), value: (row) => (row.before && row.before.step !== row.step.step ? `${named(row.before)} → ` : "") + named(row.step) },
          { title: t("missing"), value: (row) => row.missing.map(named).join(" → "), wide: true },
          { title: t("cases"), value: (row) => row.cases, show: (row) => <Door of={row} />, numeric: true },
          { title: t("share"), value: (row) => row.share, show: (row) => <ShareBar share={row.share} tone="soon">{percent(row.share, 1)}</ShareBar> },
          { title: t("version"), value: version },
          { title: t("act"), value: () => null, show: (row) => <Supervise of={row} about={`${t(KINDS[row.kind])} ${named(row.step)}`} /> },
        ]} />
      <div className="studio-grid">
        <FindingTable name={t("byVersion")} rows={data.versions} rowKey={(_, at) => String(at)} empty={t("noCases")}
          columns={[
            { title: t("version"), value: (row) => `${say(row.title)} ${version(row)}` },
            { title: t("cases"), value: (row) => row.cases, show: (row) => <Door of={row} />, numeric: true },
            { title: t("fitness"), value: (row) => row.fitness, show: (row) => <ShareBar share={row.fitness}>{percent(row.fitness, 1)}</ShareBar> },
            { title: t("deviating"), value: (row) => row.deviating.cases, show: (row) => <Door of={row.deviating} />, numeric: true },
          ]} />
        <FindingTable name={t("worst")} rows={data.worst} rowKey={(row) => row.number} empty={t("noDeviations")}
          columns={[
            { title: t("case"), value: (row) => row.number, show: (row) => <Door of={{ cases: 1, numbers: [row.number] }}>{row.number}</Door> },
            { title: t("kinds"), value: (row) => row.deviations, numeric: true },
          ]} />
      </div>
    </div>
  );
}
