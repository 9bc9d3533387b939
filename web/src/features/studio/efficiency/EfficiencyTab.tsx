import type { StudioTabProps } from "@/contributions/studio/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { CLOCKS } from "@/shared/i18n/vocabulary";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Cases, Efficiency, Use } from "../model";
import { percent, span } from "../format";
import type { Column } from "../parts";
import { Door, FindingTable, ShareBar } from "../parts";
import { useEfficiency } from "../queries";
import { texts } from "./texts";

/** 效能概况: how well dispatch and handling went, and how much of their limits was used. */
export function EfficiencyTab({ asked }: StudioTabProps) {
  const t = useTexts(texts);
  const found = useEfficiency(asked);
  return (
    <Loaded query={found} rows={10}>
      {(data) => data.cases === 0 ? <EmptyState title={t("noCases")}><p>{t("noCasesText")}</p></EmptyState> : <Shown data={data} />}
    </Loaded>
  );
}

function Shown({ data }: { data: Efficiency }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const judged = data.on_time + data.overdue.cases;
  const dispatches = data.modes.reduce((n, one) => n + one.dispatches, 0);
  const wrong = data.modes.reduce((n, one) => n + one.accepted_returns, 0);
  const waits = data.modes.filter((one) => one.mean_seconds !== null);
  const wait = waits.reduce((n, one) => n + (one.mean_seconds ?? 0) * one.dispatches, 0) / Math.max(1, waits.reduce((n, one) => n + one.dispatches, 0));
  const figures: [string, string, string, Cases?, string?][] = [
    [t("casesOpened"), data.cases.toLocaleString("en-US"), t("closedOf", { n: data.closed })],
    [t("onTimeRate"), judged ? percent(data.on_time / judged, 1) : "—", t("onTimeOf", { n: data.on_time, of: judged })],
    [t("overdueHandled"), data.overdue.cases.toLocaleString("en-US"), t("openThem"), data.overdue, "over"],
    [t("earlyRate"), judged ? percent(data.early / judged, 1) : "—", t("earlyMeans")],
    [t("nearRate"), judged ? percent(data.near / judged, 1) : "—", t("nearMeans"), undefined, "soon"],
    [t("dispatchRight"), dispatches ? percent(1 - wrong / dispatches, 1) : "—", t("dispatchRightOf", { n: wrong, of: dispatches })],
    [t("dispatchTime"), waits.length > 0 ? span(wait, language) : "—", t("dispatchTimeMeans")],
  ];
  return (
    <>
      <ul className="studio-figures">
        {figures.map(([name, value, under, cases, tone]) => (
          <li key={name} className="figure" data-tone={cases?.cases === 0 ? "" : tone}>
            <span>{name}</span>
            <strong>{cases ? <Door of={cases}>{value}</Door> : value}</strong>
            <small>{under}</small>
          </li>
        ))}
      </ul>
      <Tables data={data} />
    </>
  );
}

function useUseColumns<T extends Use>(first: Column<T>[]): Column<T>[] {
  const t = useTexts(texts);
  return [
    ...first,
    { title: t("judged"), value: (row) => row.n, numeric: true },
    { title: t("missedRate"), value: (row) => row.missed_clocks / row.n, show: (row) => <ShareBar share={row.missed_clocks / row.n} tone="over"><Door of={row.missed}>{percent(row.missed_clocks / row.n, 1)}</Door></ShareBar> },
    { title: t("usedMedian"), value: (row) => row.median, show: (row) => <ShareBar share={row.median}>{percent(row.median)}</ShareBar> },
    { title: t("usedP90"), value: (row) => row.p90, show: (row) => <ShareBar share={row.p90} tone={row.p90 > 1 ? "over" : row.p90 > 0.8 ? "soon" : undefined}>{percent(row.p90)}</ShareBar> },
  ];
}

function Tables({ data }: { data: Efficiency }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const clock = (kind: string): string => say(CLOCKS[kind as keyof typeof CLOCKS] ?? kind);
  const clocks = useUseColumns<Efficiency["clocks"][number]>([{ title: t("clock"), value: (row) => clock(row.clock) }]);
  const units = useUseColumns<Efficiency["units"][number]>([
    { title: t("unit"), value: (row) => row.unit.name ?? row.unit.code },
    { title: t("clock"), value: (row) => clock(row.clock) },
  ]);
  const modes: Record<string, string> = { manual: t("manual"), auto: t("auto"), smart: t("smart"), assisted: t("assisted") };
  return (
    <div className="studio-grid">
      <FindingTable name={t("clockUse")} rows={data.clocks} columns={clocks} rowKey={(row) => row.clock} empty={t("nothing")} note={t("clockUseNote")} />
      <FindingTable name={t("unitUse")} rows={data.units} columns={units} rowKey={(row) => `${row.unit.code}-${row.clock}`} empty={t("nothing")} />
      <FindingTable name={t("byMode")} rows={data.modes} rowKey={(row) => row.mode} empty={t("nothing")}
        columns={[
          { title: t("mode"), value: (row) => modes[row.mode] ?? row.mode },
          { title: t("dispatches"), value: (row) => row.dispatches, numeric: true },
          { title: t("rightShare"), value: (row) => row.accuracy, show: (row) => row.accuracy === null ? "—" : <ShareBar share={row.accuracy}>{percent(row.accuracy, 1)}</ShareBar> },
          { title: t("returnedRightly"), value: (row) => row.returned.cases, show: (row) => <Door of={row.returned} />, numeric: true },
          { title: t("dispatchTime"), value: (row) => row.mean_seconds, show: (row) => row.mean_seconds === null ? "—" : span(row.mean_seconds, language), numeric: true },
        ]} />
      <FindingTable name={t("liableReturns")} rows={data.liable} rowKey={(row) => row.unit.code} empty={t("noLiable")} note={data.dispatcher_liable.cases > 0 ? <>{t("dispatcherLiable")} <Door of={data.dispatcher_liable} /></> : undefined}
        columns={[
          { title: t("unit"), value: (row) => row.unit.name ?? row.unit.code },
          { title: t("liable"), value: (row) => row.cases, show: (row) => <Door of={row} />, numeric: true },
        ]} />
    </div>
  );
}
