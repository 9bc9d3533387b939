import { Download } from "lucide-react";
import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { download, workbook } from "@/shared/lib/workbook";
import { now } from "@/shared/time/clock";
import { boxOf } from "@/shared/time/day";
import { When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Drill } from "./Drill";
import type { Result, Row } from "./model";
import { boardName, periodsOf, sheetOf, shown } from "./model";
import { PeriodActs } from "./PeriodActs";
import { useAppeals, useResult, useSchemes } from "./queries";
import { Signs } from "./Signs";
import { texts } from "./texts";
import "@/shared/ui/records.css";
import "./assessment.css";

const KEYS = ["scheme", "period", "object", "live"] as const;

/** Who did how well: ranks, boards and parts of a scheme in a period; each part opens its cases. */
export default function AssessmentPage() {
  const t = useTexts(texts);
  const say = useSay();
  const [state, change] = useUrlState(KEYS);
  const schemes = useSchemes();
  const appeals = useAppeals();
  const choices = periodsOf(boxOf(now()).slice(0, 10));
  const period = state.period || (choices.months[0] ?? "");
  const scheme = schemes.data?.find(({ code }) => code === state.scheme) ?? schemes.data?.[0];
  const result = useResult(scheme?.code ?? "", period, state.live === "1");
  const waiting = appeals.data?.items.filter((one) => one.state === "filed").length ?? 0;
  const groups = [["months", choices.months], ["quarters", choices.quarters], ["years", choices.years]] as const;
  const known = groups.some(([, each]) => each.includes(period));
  const note = scheme && say({ zh: scheme.note_zh, en: scheme.note_en });
  const heads = { rank: t("rank"), name: t("object"), score: t("score"), board: t("board") };
  return (
    <section className="page assessment" aria-label={t("title")} tabIndex={0}>
      <header className="list-head">
        <h1>{t("title")}</h1>
        <select className="input" aria-label={t("scheme")} value={scheme?.code ?? ""} onChange={(picked) => { change({ scheme: picked.target.value, object: "" }); }}>
          {(schemes.data ?? []).map((one) => <option key={one.code} value={one.code}>{say(one)}</option>)}
        </select>
        <select className="input" aria-label={t("period")} value={period} onChange={(picked) => { change({ period: picked.target.value, live: "" }); }}>
          {!known && <option value={period}>{period}</option>}
          {groups.map(([name, each]) => <optgroup key={name} label={t(name)}>{each.map((one) => <option key={one} value={one}>{one}</option>)}</optgroup>)}
        </select>
        <span className="grow" />
        <Link className="btn" to="/desk/appeals">{t("appeals")}{waiting > 0 && <span className="tag">{t("openAppeals", { n: waiting })}</span>}</Link>
        {result.data && <button type="button" className="btn" onClick={() => { download(workbook(say(result.data), sheetOf(result.data, say, heads)), `${result.data.scheme}-${result.data.period}.xlsx`); }}><Download size={15} aria-hidden />{t("export")}</button>}
      </header>
      {note && <p className="weak assessment-note">{note}</p>}
      <Loaded query={result} rows={8}>
        {(data) => (
          <>
            <div className="assessment-status">
              <span>{data.frozen ? t("frozenAs", { n: data.frozen.number, cases: data.frozen.cases }) : t("running")} <When at={data.frozen?.frozen_at ?? data.as_of} /></span>
              {data.frozen && <button type="button" className="btn" onClick={() => { change({ live: "1" }); }}>{t("showLive")}</button>}
              {state.live === "1" && <button type="button" className="btn" onClick={() => { change({ live: "" }); }}>{t("showFrozen")}</button>}
              <PeriodActs result={data} />
            </div>
            {data.boards.length > 0 && (
              <ul className="assessment-legend" aria-label={t("legend")}>
                {data.boards.map((board) => <li key={board.colour} className="assessment-board" data-board={board.colour}>{say(board)}</li>)}
              </ul>
            )}
            {data.objects.length === 0 ? <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>
              : <Ranking result={data} chosen={state.object} choose={(object) => { change({ object: object === state.object ? "" : object }); }} />}
            {state.object && data.objects.some(({ key }) => key === state.object) && <Drill key={state.object} result={data} object={state.object} appealDays={scheme?.appeal_days ?? 0} />}
            <Signs scheme={data.scheme} period={data.period} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Ranking({ result, chosen, choose }: { result: Result; chosen: string; choose: (key: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <div className="records-box assessment-ranking" tabIndex={0} role="region" aria-label={t("ranking")}>
      <table>
        <thead>
          <tr>
            <th data-numeric>{t("rank")}</th><th>{t("object")}</th><th data-numeric>{t("score")}</th><th>{t("board")}</th>
            {result.parts.map((part) => <th key={part.code} data-numeric>{say(part)}</th>)}
          </tr>
        </thead>
        <tbody>
          {result.objects.map((row) => <Line key={row.key} result={result} row={row} current={row.key === chosen} choose={() => { choose(row.key); }} />)}
        </tbody>
      </table>
    </div>
  );
}

function Line({ result, row, current, choose }: { result: Result; row: Row; current: boolean; choose: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <tr data-current={current}>
      <td data-numeric>{row.rank ?? "—"}{row.tied && <small className="weak"> {t("tied")}</small>}</td>
      <td><button type="button" className="assessment-name" aria-expanded={current} onClick={choose}>{row.name}</button></td>
      <td data-numeric>{row.score === null ? <span className="weak" title={say(row.reason)}>{t("noScore")}</span> : <strong>{row.score.toFixed(2)}</strong>}</td>
      <td>{row.board && <span className="assessment-board" data-board={row.board}>{boardName(result, row.board, say)}</span>}</td>
      {result.parts.map((head) => {
        const part = row.parts?.find(({ code }) => code === head.code);
        return (
          <td key={head.code} data-numeric>
            {part === undefined ? <span className="weak">—</span> : part.value === null ? <span className="weak" title={say(part.reason)}>—</span> : shown(part.value, head.unit)}
            {part?.value != null && part.denominator != null && <small className="weak"> {part.numerator}/{part.denominator}</small>}
          </td>
        );
      })}
    </tr>
  );
}
