import { useState } from "react";
import { Link } from "react-router";

import { shown } from "@/features/pulse/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { Panel } from "@/shared/ui/parts";
import { ErrorState, Loaded, Skeleton } from "@/shared/ui/states";
import type { Asked, Definition, Dimension, Factor, Waterfall } from "./model";
import { DIVISIBLE, fallOf, pageOf, shownStep } from "./model";
import { useNames } from "./parts";
import { useFactors, useWaterfall } from "./queries";
import { texts } from "./texts";

/** So many steps are drawn; the rest is one. */
const STEPS = 12;

/** 变化来自哪里: what each part gives to the change since the piece before. */
export function Why({ definition, asked, by }: { definition: Definition; asked: Asked; by: Dimension }) {
  const t = useTexts(texts);
  const dimension = by === "time" ? "area" : by;
  const divisible = DIVISIBLE.has(definition.kind);
  const found = useWaterfall(definition.code, asked, dimension, divisible);
  return (
    <Panel title={t("why")} extra={<span className="weak small">{t("whyBy", { what: t(dimension) })}</span>}>
      {divisible ? <Loaded query={found} rows={4}>{(data) => <Steps definition={definition} found={data} dimension={dimension} />}</Loaded> : <p className="weak">{t("notDivided")}</p>}
    </Panel>
  );
}

function Steps({ definition, found, dimension }: { definition: Definition; found: Waterfall; dimension: Dimension }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const name = useNames();
  const { unit } = definition;
  const moving = found.parts.filter(({ total }) => Math.abs(total) > 1e-12);
  const rows = moving.slice(0, STEPS);
  const others = moving.slice(STEPS).reduce((sum, { total }) => sum + total, 0);
  const steps = [...rows.map(({ total }) => total), ...(others ? [others] : [])];
  const places = fallOf(steps);
  const bar = (at: number) => {
    const [left = 0, width = 0] = places[at] ?? [];
    return <td className="indicator-bar-cell"><i aria-hidden><b data-step={(steps[at] ?? 0) > 0 ? "up" : "down"} style={{ marginLeft: `${String(left * 100)}%`, width: `${String(width * 100)}%` }} /></i></td>;
  };
  const quotient = definition.kind === "ratio";
  if (found.change === null) return <p className="weak">{t("noChange")}</p>;
  return (
    <>
      <p>{t("whyAbout", { then: shown(found.then.value, unit, language), now: shown(found.now.value, unit, language), change: shownStep(found.change, unit, t("points")) })}</p>
      {rows.length > 0 && (
        <table className="indicator-fall" aria-label={t("why")}>
          <thead><tr><th>{t("part")}</th><th data-numeric>{t("total")}</th><th><span className="sr">{t("share")}</span></th>{quotient && <><th data-numeric>{t("own")}</th><th data-numeric>{t("mix")}</th></>}</tr></thead>
          <tbody>
            {rows.map((part, at) => (
              <tr key={part.key}>
                <td>{part.now?.ask ? <Link to={pageOf(definition.code, part.now.ask)}>{part.name ?? name(dimension, part.key)}</Link> : (part.name ?? (part.key === "-" ? t("unknown") : part.key))}</td>
                <td data-numeric><strong>{shownStep(part.total, unit, t("points"))}</strong></td>
                {bar(at)}
                {quotient && <><td data-numeric>{shownStep(part.rate, unit, "")}</td><td data-numeric>{shownStep(part.mix, unit, "")}</td></>}
              </tr>
            ))}
            {others !== 0 && <tr><td className="weak">…</td><td data-numeric>{shownStep(others, unit, t("points"))}</td>{bar(rows.length)}{quotient && <><td /><td /></>}</tr>}
          </tbody>
        </table>
      )}
    </>
  );
}

/** 一起变动的指标: what moves with it, and how much earlier or later; computed when asked for. */
export function WhatElse({ definition, asked }: { definition: Definition; asked: Asked }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const [wanted, want] = useState(false);
  const found = useFactors(definition.code, asked, wanted);
  const unit = t(found.data?.grain ?? "day");
  const when = ({ lag }: Factor): string => (lag === 0 ? t("together") : t(lag > 0 ? "earlier" : "later", { n: Math.abs(lag), unit }));
  const sure = found.data?.factors.filter((one) => one.sure) ?? [];
  return (
    <Panel title={t("factors")} extra={!wanted && <button type="button" className="btn" onClick={() => { want(true); }}>{t("show")}</button>}>
      {wanted && (found.error ? <ErrorState error={found.error} /> : !found.data ? <Skeleton rows={3} /> : (
        <>
          <p className="weak">{found.data.factors.length === 0 ? t("fewPieces", { n: found.data.known }) : t("factorsAbout", { n: found.data.looked })}</p>
          {sure.length === 0 ? found.data.factors.length > 0 && <p>{t("noFactors")}</p> : (
            <table className="indicator-fall" aria-label={t("factors")}>
              <thead><tr><th>{t("name")}</th><th data-numeric>{t("strength")}</th><th>{t("lag")}</th></tr></thead>
              <tbody>{sure.map((one) => <tr key={one.code}><td><Link to={pageOf(one.code, { period: asked.period, area: asked.area })}>{one[language]}</Link></td><td data-numeric>{one.spearman.toFixed(2)} ({one.low.toFixed(2)} … {one.high.toFixed(2)})</td><td>{when(one)}</td></tr>)}</tbody>
            </table>
          )}
        </>
      ))}
    </Panel>
  );
}
