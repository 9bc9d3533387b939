import { Download } from "lucide-react";
import { Link } from "react-router";

import { LightMark, shown } from "@/features/pulse/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { download, workbook } from "@/shared/lib/workbook";
import { Loaded } from "@/shared/ui/states";
import type { Asked, Definition, Dimension, Drilled, Part } from "./model";
import type { Grain } from "./periods";
import { casesOf } from "./model";
import { grainOf } from "./periods";
import { useNames } from "./parts";
import { useDrill } from "./queries";
import { texts } from "./texts";

/** A period is divided into the next smaller pieces. */
const SMALLER: Record<Grain, Grain> = { year: "month", quarter: "month", month: "day", week: "day", day: "day" };

interface Props {
  definition: Definition;
  asked: Asked;
  by: Dimension;
  choose: (by: Dimension) => void;
  down: (ask: Record<string, string>) => void;
}

/** The parts of a value: a name goes down, a number opens its cases. */
export function Drill({ definition, asked, by, choose, down }: Props) {
  const t = useTexts(texts);
  const found = useDrill(definition.code, asked, by, SMALLER[grainOf(asked.period) ?? "month"]);
  return (
    <section className="panel">
      <header>
        <h2>{t("by")}</h2>
        <div className="indicator-groups" role="group" aria-label={t("by")}>
          {definition.drill.map((one, at) => <button key={one} type="button" className="btn" aria-pressed={one === by} title={String(at + 1)} onClick={() => { choose(one); }}>{t(one)}</button>)}
        </div>
        <Save definition={definition} found={found.data} />
      </header>
      <Loaded query={found} rows={6}>{(drilled) => <Parts definition={definition} found={drilled} down={down} />}</Loaded>
    </section>
  );
}

function useLabel(by: Dimension): (part: Part) => string {
  const t = useTexts(texts);
  const name = useNames();
  return ({ key, name: told }) => (key === "-" ? t("unknown") : (told ?? name(by, key)));
}

function Parts({ definition, found, down }: { definition: Definition; found: Drilled; down: Props["down"] }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const label = useLabel(found.by);
  const quotient = definition.kind === "ratio";
  const largest = Math.max(...found.parts.map(({ value }) => Math.abs(value ?? 0)), 0);
  const most = definition.unit === "ratio" ? Math.max(largest, 1) : largest;
  if (found.parts.length === 0) return <p className="panel-body weak">{t("nothing")}</p>;
  return (
    <div className="indicator-box" tabIndex={0} role="region" aria-label={`${t("by")} ${t(found.by)}`}>
      <table>
        <thead><tr><th>{t(found.by)}</th><th data-numeric>{t("value")}</th><th><span className="sr">{t("share")}</span></th>{quotient && <><th data-numeric>{t("numerator")}</th><th data-numeric>{t("denominator")}</th></>}<th>{t("toCases")}</th></tr></thead>
        <tbody>
          {found.parts.map((part) => {
            const { ask } = part;
            const door = (side: "numerator" | "denominator", n: number | null) => (ask && n !== null ? <Link to={casesOf(definition.code, ask, side)}>{n.toLocaleString("en-US")}</Link> : (n?.toLocaleString("en-US") ?? "—"));
            return (
              <tr key={part.key}>
                <td>{ask ? <button type="button" className="link" onClick={() => { down(ask); }}>{label(part)}</button> : <span className="weak">{label(part)}</span>}</td>
                <td data-numeric title={part.reason?.[language]}><strong>{shown(part.value, definition.unit, language)}</strong> {part.light && <LightMark light={part.light} quiet />}</td>
                <td className="indicator-bar-cell"><i aria-hidden><b data-light={part.light ?? "plain"} style={{ width: `${String(most ? (Math.abs(part.value ?? 0) / most) * 100 : 0)}%` }} /></i></td>
                {quotient && <><td data-numeric>{door("numerator", part.numerator)}</td><td data-numeric>{door("denominator", part.denominator)}</td></>}
                <td>{ask && <Link to={casesOf(definition.code, ask, quotient ? "rest" : "numerator")}>{quotient ? t("rest") : t("cases")}</Link>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {found.more && <p className="weak small panel-body">{t("more", { n: found.parts.length })}</p>}
    </div>
  );
}

/** What is shown leaves as a workbook, with the value it belongs to, its time and its version. */
function Save({ definition, found }: { definition: Definition; found: Drilled | undefined }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const label = useLabel(found?.by ?? "area");
  const save = () => {
    if (!found) return;
    const { whole } = found;
    const rows = found.parts.map((part) => [label(part), part.value, part.numerator, part.denominator, part.missing, part.reason?.[language] ?? ""]);
    const head = [t(found.by), t("value"), t("numerator"), t("denominator"), t("missing"), t("noValue")];
    const total = [definition[language], whole.value, whole.numerator, whole.denominator, whole.missing, whole.reason?.[language] ?? ""];
    const notes = [[`${t("period")} ${whole.period}`], [`${t("asOf")} ${whole.as_of ?? "—"}`], [`${t("caliber")} ${t("version", { n: whole.version })} ${definition[`caliber_${language}`]}`]];
    download(workbook(definition[language], [head, total, ...rows, ...notes]), `${definition.code}-${whole.period}-${found.by}.xlsx`);
  };
  return <button type="button" className="btn" data-quiet disabled={!found?.parts.length} onClick={save}><Download size={15} aria-hidden /> {t("download")}</button>;
}
