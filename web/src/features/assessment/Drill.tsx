import { useState } from "react";
import { Link } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel } from "@/shared/ui/parts";
import { FileSheet } from "./FileSheet";
import type { Part, PartHead, Result } from "./model";
import { listOf, shown } from "./model";
import { useBehind, useTrend } from "./queries";
import { texts } from "./texts";

/** One who is assessed: how each part becomes points, the cases behind it, the periods before. */
export function Drill({ result, object, appealDays }: { result: Result; object: string; appealDays: number }) {
  const t = useTexts(texts);
  const say = useSay();
  const [filing, setFiling] = useState(false);
  const may = hasRole(useMe(), "agent", "dispatcher", "handler", "verifier", "supervisor", "assessor", "leader");
  const row = result.objects.find(({ key }) => key === object);
  if (!row) return null;
  const contest = row.parts && may && !result.frozen && appealDays > 0;
  return (
    <Panel title={row.name} extra={contest ? <button type="button" className="btn" onClick={() => { setFiling(true); }}>{t("appeal")}</button> : undefined}>
      {row.reason && <p className="weak">{t("noScore")}：{say(row.reason)}</p>}
      {row.parts === null ? <p className="weak">{t("hidden")}</p> : (
        <div className="records-box" tabIndex={0} role="region" aria-label={row.name}>
          <table>
            <thead><tr><th>{t("part")}</th><th data-numeric>{t("value")}</th><th data-numeric>{t("counts")}</th><th data-numeric>{t("points")}</th><th data-numeric>{t("weight")}</th><th data-numeric>{t("gives")}</th><th>{t("casesBehind")}</th></tr></thead>
            <tbody>
              {result.parts.map((head) => {
                const part = row.parts?.find(({ code }) => code === head.code);
                return part && <PartLine key={head.code} result={result} object={object} head={head} part={part} />;
              })}
            </tbody>
          </table>
        </div>
      )}
      <Trend result={result} object={object} />
      {filing && <FileSheet result={result} object={object} close={() => { setFiling(false); }} />}
    </Panel>
  );
}

function PartLine({ result, object, head, part }: { result: Result; object: string; head: PartHead; part: Part }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <tr>
      <td>{say(head)}{part.missing > 0 && <small className="weak"> {t("missing", { n: part.missing })}</small>}</td>
      <td data-numeric>{part.value === null ? <span className="weak">{say(part.reason)}</span> : shown(part.value, head.unit)}</td>
      <td data-numeric>{part.denominator === null ? "—" : `${String(part.numerator ?? 0)} / ${String(part.denominator)}`}</td>
      <td data-numeric>{part.points === null ? <span className="weak">{say(part.reason)}</span> : part.points.toFixed(2)}</td>
      <td data-numeric>{part.weight || "±"}</td>
      <td data-numeric>{part.gives.toFixed(2)}</td>
      <td>{head.mapping.kind === "adjust" ? <Cases result={result} object={object} part={head.code} side="numerator" label={t("concerned")} /> : <Cases result={result} object={object} part={head.code} side="rest" label={t("rest")} />} <Cases result={result} object={object} part={head.code} side="denominator" label={t("all")} /></td>
    </tr>
  );
}

/** A door to the cases behind a part; lists of cases take some hundred numbers at once. */
function Cases({ result, object, part, side, label }: { result: Result; object: string; part: string; side: "rest" | "denominator" | "numerator"; label: string }) {
  const t = useTexts(texts);
  const found = useBehind(result.scheme, result.period, object, part, side);
  const numbers = found.data?.numbers ?? [];
  if (numbers.length === 0) return <span className="weak">{label} 0</span>;
  return <Link to={listOf(numbers)}>{label} {found.data?.next ? t("firstCases", { n: numbers.length }) : numbers.length}</Link>;
}

/** Scores and ranks of the periods before, as bars with their numbers. */
function Trend({ result, object }: { result: Result; object: string }) {
  const t = useTexts(texts);
  const before = useTrend(result.scheme, result.period);
  if (before.length < 2) return null;
  return (
    <figure className="assessment-trend">
      <figcaption>{t("trend")}</figcaption>
      <ol>
        {before.map((each) => {
          const row = each.objects.find(({ key }) => key === object);
          return (
            <li key={each.period}>
              <span className="mono">{each.period}</span>
              <i aria-hidden style={{ inlineSize: `${String(Math.min(100, row?.score ?? 0))}%` }} data-none={row?.score == null} />
              <span>{row?.score == null ? "—" : `${row.score.toFixed(2)} · ${t("rankOf", { n: row.rank ?? 0 })}`}</span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
