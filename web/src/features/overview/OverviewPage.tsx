import { Link } from "react-router";

import { OPEN_STAGES, useChannels } from "@/features/cases/public";
import { useMatters } from "@/features/matters/public";
import { useAreas, useUnits } from "@/features/organisation/public";
import type { Stage } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { STAGES } from "@/shared/i18n/vocabulary";
import { useNow } from "@/shared/time/clock";
import { startOfDay } from "@/shared/time/day";
import { shortTime } from "@/shared/time/format";
import { Panel, stageTone } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import type { Asked } from "./queries";
import { behind, useStats } from "./queries";
import { texts } from "./texts";
import "./overview.css";

const OPEN = OPEN_STAGES.join(",");
const DAY = 86_400_000;

/** What the shift leader looks at: what stands where, who is late, what moves today. Every number opens its cases. */
export default function OverviewPage() {
  const t = useTexts(texts);
  const start = startOfDay(useNow());
  const week = new Date(Date.parse(start) - 6 * DAY).toISOString();
  return (
    <section className="page overview" tabIndex={0} aria-label={t("title")}>
      <h1>{t("title")}</h1>
      <Figures start={start} />
      <Stages />
      <div className="overview-grid">
        <Bars title={t("lateUnits")} by="unit" asked={{ overdue: "true", stage: OPEN }} tone="over" />
        <Bars title={t("busyUnits")} by="unit" asked={{ stage: "sign,handle" }} />
        <Bars title={t("channelsToday")} by="channel" asked={{ from: start }} />
        <Bars title={t("mattersWeek")} by="matter" asked={{ from: week }} />
        <Bars title={t("areasWeek")} by="area" asked={{ from: week }} />
        <Bars title={t("lateAreas")} by="area" asked={{ overdue: "true", stage: OPEN }} tone="over" />
      </div>
    </section>
  );
}

function Figures({ start }: { start: string }) {
  const t = useTexts(texts);
  const figures: [string, Asked, string?][] = [
    [t("openedToday"), { from: start }],
    [t("open"), { stage: OPEN }],
    [t("overdue"), { overdue: "true", stage: OPEN }, "over"],
    [t("supervised"), { supervised: "true", stage: OPEN }, "soon"],
    [t("disputed"), { side: "disputed" }, "soon"],
    [t("consulting"), { side: "consulting" }],
    [t("unplaced"), { unplaced: "true", stage: OPEN }, "soon"],
    [t("veryUrgent"), { urgency: "3", stage: OPEN }, "over"],
  ];
  return (
    <ul className="figures">
      {figures.map(([name, asked, tone]) => <Figure key={name} name={name} asked={asked} tone={tone ?? ""} />)}
    </ul>
  );
}

function Figure({ name, asked, tone }: { name: string; asked: Asked; tone: string }) {
  const t = useTexts(texts);
  const stats = useStats("stage", asked);
  const total = stats.data?.total;
  return (
    <li>
      <Link to={behind(asked)} className="figure" data-tone={total ? tone : ""}>
        <span>{name}</span>
        <strong>{total === undefined ? "—" : total.toLocaleString("en-US")}<small> {t("pieces")}</small></strong>
      </Link>
    </li>
  );
}

/** The road as a row of stations, each with what stands there. */
function Stages() {
  const t = useTexts(texts);
  const say = useSay();
  const stats = useStats("stage", { stage: OPEN });
  const late = useStats("stage", { stage: OPEN, overdue: "true" });
  const count = (rows: { key: string; count: number }[] | undefined, stage: Stage): number => rows?.find((row) => row.key === stage)?.count ?? 0;
  return (
    <ol className="stations" tabIndex={0} aria-label={t("stations")}>
      {OPEN_STAGES.map((stage) => {
        const over = count(late.data?.rows, stage);
        return (
          <li key={stage} style={{ "--tone": stageTone(stage) } as React.CSSProperties}>
            <Link to={behind({ stage })}>
              <span>{say(STAGES[stage])}</span>
              <strong>{count(stats.data?.rows, stage)}</strong>
            </Link>
            {over > 0 ? <Link className="station-late" to={behind({ stage, overdue: "true" })}>{t("lateHere", { n: over })}</Link> : <span className="weak">{t("inTime")}</span>}
          </li>
        );
      })}
    </ol>
  );
}

const ROWS = 8;

function Bars({ title, by, asked, tone = "" }: { title: string; by: "unit" | "channel" | "matter" | "area"; asked: Asked; tone?: string }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const now = useNow();
  const stats = useStats(by, asked);
  const name = useNames(by);
  const at = stats.dataUpdatedAt ? shortTime(new Date(stats.dataUpdatedAt).toISOString(), now, language) : "";
  return (
    <Panel title={title} extra={<span className="weak small">{t("unitAndTime", { at })}</span>}>
      <Loaded query={stats} rows={5}>
        {({ rows }) => {
          const sorted = [...rows].sort((a, b) => b.count - a.count).slice(0, ROWS);
          const most = sorted[0]?.count ?? 1;
          if (sorted.length === 0) return <p className="weak">{t("nothing")}</p>;
          return (
            <ul className="bars" data-tone={tone}>
              {sorted.map(({ key, count }) => (
                <li key={key}>
                  {key === "-" ? <span className="one-line weak">{t("unknown")}</span> : <Link className="one-line" title={name(key)} to={behind({ ...asked, [by]: key })}>{name(key)}</Link>}
                  <i aria-hidden><b style={{ width: `${String((count / most) * 100)}%` }} /></i>
                  <strong>{count.toLocaleString("en-US")}</strong>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function useNames(by: string): (key: string) => string {
  const channel = useChannels();
  const units = useUnits();
  const areas = useAreas();
  const matters = useMatters();
  return (key) => {
    if (by === "unit") return units.data?.find((unit) => unit.code === key)?.name ?? key;
    if (by === "area") return areas.data?.find((area) => area.code === key)?.name ?? key;
    if (by === "matter") return matters.data?.find((matter) => matter.key === key)?.name ?? key;
    return channel(key);
  };
}
