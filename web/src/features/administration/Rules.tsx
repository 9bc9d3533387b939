import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { ROLES } from "@/shared/i18n/vocabulary";
import type { Role } from "@/shared/api/types";
import { Panel } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import type { CalendarRow, FlowRow } from "./reference";
import { useCalendarRows, useFlowRows } from "./reference";
import { texts } from "./texts";

export function FlowsPage() {
  const t = useTexts(texts);
  const rows = useFlowRows();
  return (
    <section className="page" tabIndex={0} aria-label={t("flows")}>
      <h1>{t("flows")}</h1>
      <Loaded query={rows} rows={10}>{(all) => all.map((flow) => <Flow key={flow.id} flow={flow} />)}</Loaded>
    </section>
  );
}

function Flow({ flow }: { flow: FlowRow }) {
  const t = useTexts(texts);
  const say = useSay();
  const title = (id: string | null): string => say(flow.stages.find((stage) => stage.id === id)?.title);
  const acts = (stage: string) => flow.actions.filter((action) => !action.automatic && (action.stages.includes(stage) || action.stages.includes("*")));
  return (
    <Panel title={say(flow.title)} extra={<span className="weak">{t("version", { n: flow.version })}</span>} flush>
      <div className="records">
        <table>
          <thead>
            <tr><th>{t("stage")}</th><th>{t("next")}</th><th>{t("roles")}</th><th>{t("actions")}</th></tr>
          </thead>
          <tbody>
            {flow.stages.map((stage) => (
              <tr key={stage.id}>
                <td className="strong">{say(stage.title)}</td>
                <td>{title(stage.next)}</td>
                <td>{stage.roles.map((role) => say(ROLES[role as Role] ?? role)).join("、")}</td>
                <td className="weak">{acts(stage.id).map((action) => say(action.title)).join(" · ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

export function CalendarsPage() {
  const t = useTexts(texts);
  const rows = useCalendarRows();
  return (
    <section className="page" tabIndex={0} aria-label={t("calendars")}>
      <h1>{t("calendars")}</h1>
      <Loaded query={rows} rows={10}>{(all) => all.map((calendar) => <Calendar key={calendar.code} calendar={calendar} />)}</Loaded>
    </section>
  );
}

const MONDAY = Date.UTC(2024, 0, 1);
const DAYS = [0, 1, 2, 3, 4, 5, 6];

function Calendar({ calendar }: { calendar: CalendarRow }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const weekday = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en", { weekday: "short", timeZone: "UTC" });
  const frames = (day: number): string =>
    (calendar.weekly[String(day)] ?? []).map((frame) => (Array.isArray(frame) ? frame.map((time) => String(time).slice(0, 5)).join("–") : String(frame))).join(" ");
  const holidays = Array.isArray(calendar.holidays) ? calendar.holidays : Object.entries(calendar.holidays).map(([day, name]) => `${day} ${name}`);
  return (
    <Panel title={calendar.code} extra={<span className="weak">{t("zone")} {calendar.timezone}</span>}>
      <dl className="facts">
        <dt>{t("weekly")}</dt>
        <dd>
          {DAYS.map((day) => (
            <div key={day}>{weekday.format(MONDAY + day * 86_400_000)} {frames(day) || <span className="weak">{t("rest")}</span>}</div>
          ))}
        </dd>
        <dt>{t("holidays")}</dt>
        <dd>{holidays.length > 0 ? [...holidays].sort().join(" · ") : t("none")}</dd>
        <dt>{t("makeup")}</dt>
        <dd>{Object.keys(calendar.makeup).sort().join(" · ") || t("none")}</dd>
      </dl>
    </Panel>
  );
}
