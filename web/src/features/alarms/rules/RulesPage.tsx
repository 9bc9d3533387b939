import { Plus } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { span } from "@/shared/time/format";
import { When } from "@/shared/ui/parts";
import { RecordTable } from "@/shared/ui/RecordTable";
import type { RecordColumn } from "@/shared/ui/RecordTable";
import { Loaded } from "@/shared/ui/states";
import { LevelMark } from "../LevelMark";
import type { RuleRow } from "./model";
import { usePrecision, useRules, useWatching } from "./queries";
import { SwitchSheet } from "./SwitchSheet";
import { texts } from "./texts";
import "./rules.css";

const SPANS = [1, 7, 30, 90];

/** All rules: which run, whom they watch, how often they called and how often rightly. */
export default function RulesPage() {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const me = useMe();
  const rules = useRules();
  const watching = useWatching();
  const [days, setDays] = useState(30);
  const precision = usePrecision(days);
  const [switching, setSwitching] = useState<RuleRow | null>(null);
  const may = hasRole(me, "dispatcher", "admin");
  const figures = (row: RuleRow) => precision.data?.get(row.code);
  const columns: RecordColumn<RuleRow>[] = [
    {
      title: t("rule"), search: (row) => `${row.code} ${row.body.zh} ${row.body.en}`,
      value: (row) => <Link className="strong" to={`/desk/alarm-rules/${row.code}`}>{say({ zh: row.body.zh, en: row.body.en || row.body.zh })}<br /><span className="mono weak">{row.code}</span></Link>,
    },
    { title: t("state"), value: (row) => <State row={row} may={may} turn={() => { setSwitching(row); }} /> },
    { title: t("levels"), value: (row) => <span className="rule-marks">{row.body.levels.map(({ level }) => <LevelMark key={level} level={level} />)}</span> },
    {
      title: t("watches"), value: (row) => {
        const one = watching.data?.get(row.code);
        if (row.running === null || !one) return <span className="weak">—</span>;
        return one.resting ? <span className="rule-rests">{t("rests", { why: say(one.resting.message) })}</span> : t("devicesN", { n: one.devices });
      },
    },
    { title: t("raisedIn"), numeric: true, value: (row) => figures(row)?.raised ?? 0 },
    { title: t("living"), numeric: true, value: (row) => (figures(row)?.living ? <Link to={`/desk/alarms?rule=${row.code}`}>{figures(row)?.living}</Link> : 0) },
    {
      title: t("precision"), numeric: true, value: (row) => {
        const one = figures(row);
        if (!one || one.precision === null) return <span className="weak">{t("notJudged")}</span>;
        return t("precisionOf", { share: Math.round(one.precision * 100), right: one.said_true, all: one.said_true + one.said_false });
      },
    },
    { title: t("meanLasting"), numeric: true, value: (row) => (figures(row)?.mean_seconds == null ? "—" : span((figures(row)?.mean_seconds ?? 0) * 1000, language)) },
    { title: t("changed"), value: (row) => <When at={row.changed_at} /> },
  ];
  const extra = (
    <>
      <label className="rule-pair">{t("over")}
        <select className="input" value={days} onChange={(chosen) => { setDays(Number(chosen.target.value)); }}>{SPANS.map((n) => <option key={n} value={n}>{t("lastDays", { n })}</option>)}</select>
      </label>
      <Link className="btn" to="/desk/alarm-silences">{t("toSilences")}</Link>
      {may && <Link className="btn" data-primary to="/desk/alarm-rules/new"><Plus size={16} aria-hidden />{t("newRule")}</Link>}
    </>
  );
  return (
    <section className="queue rules-page">
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak">{t("about2")}</span>
      </header>
      <Loaded query={rules} rows={10}>{(rows) => <RecordTable rows={rows} columns={columns} rowKey={({ code }) => code} label={t("title")} extra={extra} />}</Loaded>
      {switching && <SwitchSheet code={switching.code} name={say({ zh: switching.body.zh, en: switching.body.en || switching.body.zh })} from={switching.running} to={switching.running === null ? switching.version : null} close={() => { setSwitching(null); }} />}
    </section>
  );
}

function State({ row, may, turn }: { row: RuleRow; may: boolean; turn: () => void }) {
  const t = useTexts(texts);
  const words = row.running === null ? t("off") : t("runs", { n: row.running });
  return (
    <span className="rule-state" data-on={row.running !== null}>
      <span>{words}</span>
      {row.running !== row.version && <small className="weak">{t("draft", { n: row.version })}</small>}
      {may && <button type="button" className="btn" onClick={turn}>{row.running === null ? t("switchOn") : t("switchOff")}<span className="sr"> {row.code}</span></button>}
    </span>
  );
}
