import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { AroundAlarm, CamerasNear } from "./around/Around";
import { LevelMark } from "./LevelMark";
import type { AlarmDetail, Line } from "./model";
import { useAlarm } from "./queries";
import { texts } from "./texts";

/** All that is known of one alarm: what it is, how often it came, its case, and who did what. */
export function Detail({ id, rule, area }: { id: string; rule: string; area: string }) {
  const found = useAlarm(id);
  return <Loaded query={found} rows={8}>{(alarm) => <Facts alarm={alarm} rule={rule} area={area} />}</Loaded>;
}

function Facts({ alarm, rule, area }: { alarm: AlarmDetail; rule: string; area: string }) {
  const t = useTexts(texts);
  const facts: [string, React.ReactNode][] = [
    [t("level"), <LevelMark key="level" level={alarm.level} />],
    [t("peak"), <LevelMark key="peak" level={alarm.peak} />],
    [t("stage"), t(alarm.stage)],
    [t("rule"), alarm.is_storm ? rule : <Link key="rule" to={`/desk/alarm-rules/${alarm.rule}`}>{rule}</Link>],
    [t("device"), alarm.labels.product ? <Link key="device" to={`/desk/devices/${encodeURIComponent(alarm.subject)}`}>{`${alarm.name} (${alarm.subject})`}</Link> : `${alarm.name} (${alarm.subject})`],
    [t("area"), area],
    [t("value"), alarm.value ?? t("noValue")],
    [t("since"), <When key="since" at={alarm.raised_at} />],
    [t("last"), <When key="last" at={alarm.last_at} />],
    [t("times"), t("timesValue", { n: alarm.count })],
    [t("caseNo"), alarm.case ? <Link key="case" to={`/desk/cases/${alarm.case}`}>{alarm.case}</Link> : t("noCase")],
    [t("verdict"), alarm.verdict ? t(alarm.verdict) : t("noVerdict")],
  ];
  if (alarm.assignee) facts.push([t("assignee"), alarm.assignee]);
  if (alarm.hushed) facts.push([t("hushed"), t("byWhat", { why: alarm.hushed })]);
  return (
    <>
      <h2>{alarm.name}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
      </dl>
      <p><Link to={`/desk/warnings?alarms=${alarm.id}`}>{t("toWarning")}</Link></p>
      <AroundAlarm alarm={alarm} rule={rule} />
      <CamerasNear alarm={alarm} />
      {alarm.recurrences.length > 0 && (
        <>
          <h3>{t("values")}</h3>
          <ul className="alarm-values">
            {alarm.recurrences.map(([at, value], index) => <li key={`${at}-${String(index)}`}><When at={at} /> <span>{value ?? t("noValue")}</span></li>)}
          </ul>
        </>
      )}
      <h3>{t("journal")}</h3>
      <ol className="alarm-journal">{alarm.journal.map((line, index) => <Entry key={`${line.at}-${String(index)}`} line={line} />)}</ol>
    </>
  );
}

function Entry({ line }: { line: Line }) {
  const t = useTexts(texts);
  const words: Record<string, string> = {
    raise: t("raise"), recur: t("recur"), clear: t("clear"), level: t("moved"), hush: t("hush"), adopt: t("adopt"), report: t("report"), case: t("case"),
    confirm: t("confirm"), assign: t("assign"), handle: t("handle"), verdict: t("judged"), comment: t("comment"), close: t("close"), withdraw: t("withdraw"),
  };
  const { verdict, text, assignee, of } = line.data;
  const said = [text, assignee].map((one) => (typeof one === "string" ? one : ""));
  const more = [verdict === "true" || verdict === "false" ? t(verdict) : "", typeof of === "string" ? (words[of] ?? of) : "", ...said].filter(Boolean).join(" · ");
  return (
    <li>
      <When at={line.at} /> <strong>{words[line.action] ?? line.action}</strong> {more} <span className="weak">{line.actor ?? t("system")}</span>
    </li>
  );
}
