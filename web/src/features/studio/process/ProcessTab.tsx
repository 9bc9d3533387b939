import { Download, Minus, Play, Plus } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Link } from "react-router";

import type { StudioPeriod, StudioTabProps } from "@/contributions/studio/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { EmptyState, Loaded, Skeleton } from "@/shared/ui/states";
import type { Process, Variant, View } from "../model";
import { percent, span } from "../format";
import { listOf } from "../model";
import { useBehind, useProcess, useTokens, xesAddress } from "../queries";
import { texts } from "./texts";
import type { PlacedArc } from "./layout";
import { arcId, layoutOf } from "./layout";
import type { Measure } from "./ProcessMap";
import { ProcessMap } from "./ProcessMap";
import { Replay } from "./Replay";
import "./process.css";

const VIEWS: View[] = ["actions", "stages"];
const MEASURES: Measure[] = ["frequency", "time"];
const SHARES = [0.6, 0.8, 0.9, 0.97, 1];

/** 流程地图: how cases really went, with times, variants, and the cases themselves walking over it. */
export function ProcessTab({ asked }: StudioTabProps) {
  const t = useTexts(texts);
  const [view, setView] = useState<View>("actions");
  const found = useProcess(asked, view);
  return (
    <Loaded query={found} rows={12}>
      {(data) => data.cases === 0 ? <EmptyState title={t("noCases")}><p>{t("noCasesText")}</p></EmptyState> : <Shown key={data.view} data={data} asked={asked} view={view} setView={setView} />}
    </Loaded>
  );
}

interface ShownProps {
  data: Process;
  asked: StudioPeriod;
  view: View;
  setView: (view: View) => void;
}

function Shown({ data, asked, view, setView }: ShownProps) {
  const t = useTexts(texts);
  const say = useSay();
  const [measure, setMeasure] = useState<Measure>("frequency");
  const [detail, setDetail] = useState(2);
  const [zoom, setZoom] = useState(1);
  const [arc, setArc] = useState<PlacedArc | null>(null);
  const [variant, setVariant] = useState<Variant | null>(null);
  const [replaying, setReplaying] = useState(false);
  const tokens = useRef<SVGGElement>(null);
  const played = useTokens(asked, view, replaying);
  const layout = useMemo(() => layoutOf(data, SHARES[detail] ?? 1, (step) => (data.titles[step] ? say(data.titles[step]) : step)), [data, detail, say]);
  const marked = useMemo(() => (variant ? new Set(variant.path.slice(1).map((to, at) => arcId(variant.path[at] ?? "", to))) : null), [variant]);
  return (
    <div className="process">
      <div className="process-bar" role="toolbar" aria-label={t("mapTools")}>
        <span role="group" aria-label={t("view")}>{VIEWS.map((one) => <button key={one} type="button" className="btn" aria-pressed={one === view} onClick={() => { setView(one); }}>{t(one)}</button>)}</span>
        <span role="group" aria-label={t("measure")}>{MEASURES.map((one) => <button key={one} type="button" className="btn" aria-pressed={one === measure} onClick={() => { setMeasure(one); }}>{t(one)}</button>)}</span>
        <label className="process-detail">{t("detail")}<input type="range" min={0} max={SHARES.length - 1} value={detail} aria-valuetext={percent(SHARES[detail] ?? 1)} onChange={(change) => { setDetail(Number(change.target.value)); }} />{percent(SHARES[detail] ?? 1)}</label>
        <span role="group" aria-label={t("zoom")}>
          <button type="button" className="btn" data-quiet disabled={zoom <= 0.5} onClick={() => { setZoom(zoom - 0.25); }} title={t("smaller")}><Minus size={16} aria-hidden /><span className="sr">{t("smaller")}</span></button>
          <button type="button" className="btn" data-quiet disabled={zoom >= 2} onClick={() => { setZoom(zoom + 0.25); }} title={t("larger")}><Plus size={16} aria-hidden /><span className="sr">{t("larger")}</span></button>
        </span>
        <span className="grow" />
        <button type="button" className="btn" data-primary disabled={replaying} onClick={() => { setReplaying(true); }}><Play size={16} aria-hidden /> {t("replay")}</button>
        <a className="btn" href={xesAddress(asked, view)} download title={t("xesHint")}><Download size={15} aria-hidden /> XES</a>
      </div>
      {replaying && (played.data && !played.isPlaceholderData ? <Replay data={played.data} layout={layout} tokens={tokens} close={() => { setReplaying(false); }} /> : <Skeleton rows={1} />)}
      <div className="process-body">
        <div className="process-canvas" tabIndex={0} role="region" aria-label={t("map")}>
          <ProcessMap layout={layout} measure={measure} zoom={zoom} chosen={arc?.id ?? null} marked={marked} choose={setArc} tokens={tokens} />
        </div>
        <aside className="process-side">
          <Facts data={data} />
          <ArcFacts data={data} asked={asked} view={view} arc={arc} />
          <Variants data={data} asked={asked} view={view} chosen={variant} choose={setVariant} />
        </aside>
      </div>
    </div>
  );
}

function Facts({ data }: { data: Process }) {
  const t = useTexts(texts);
  const language = useLanguage();
  return (
    <dl className="process-facts">
      <div><dt>{t("cases")}</dt><dd>{data.cases.toLocaleString("en-US")}</dd></div>
      <div><dt>{t("stepsIn")}</dt><dd>{data.steps.toLocaleString("en-US")}</dd></div>
      <div><dt>{t("variants")}</dt><dd>{data.variants.n.toLocaleString("en-US")}</dd></div>
      {data.durations && <div><dt>{t("wholeMedian")}</dt><dd>{span(data.durations.median, language)}</dd></div>}
    </dl>
  );
}

function ArcFacts({ data, asked, view, arc }: { data: Process; asked: StudioPeriod; view: View; arc: PlacedArc | null }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const behind = useBehind(asked, view, arc ? { arc: [arc.from, arc.to] } : null);
  if (!arc?.arc) return <p className="process-hint weak">{t("arcHint")}</p>;
  const name = (step: string): string => (data.titles[step] ? say(data.titles[step]) : step);
  const { n, median, mean, p95, most } = arc.arc;
  const cases = behind.isPlaceholderData ? undefined : behind.data;
  return (
    <section className="panel" aria-live="polite">
      <header>
        <h2>{name(arc.from)} → {name(arc.to)}</h2>
        {cases && <Link className="btn" to={listOf(cases.numbers)}>{t("openN", { n: cases.cases })}</Link>}
      </header>
      <dl className="process-facts panel-body">
        <div><dt>{t("times")}</dt><dd>{n.toLocaleString("en-US")}</dd></div>
        <div><dt>{t("median")}</dt><dd>{span(median, language)}</dd></div>
        <div><dt>{t("mean")}</dt><dd>{span(mean, language)}</dd></div>
        <div><dt>{t("p95")}</dt><dd>{span(p95, language)}</dd></div>
        <div><dt>{t("longest")}</dt><dd>{span(most, language)}</dd></div>
      </dl>
    </section>
  );
}

function Variants({ data, asked, view, chosen, choose }: { data: Process; asked: StudioPeriod; view: View; chosen: Variant | null; choose: (variant: Variant | null) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const behind = useBehind(asked, view, chosen ? { path: chosen.path } : null);
  const cases = behind.isPlaceholderData ? undefined : behind.data;
  const name = (step: string): string => (data.titles[step] ? say(data.titles[step]) : step);
  const most = data.variants.most_frequent[0]?.n ?? 1;
  return (
    <section className="panel process-variants">
      <header>
        <h2>{t("variants")}</h2>
        {chosen && cases && <Link className="btn" to={listOf(cases.numbers)}>{t("openN", { n: cases.cases })}</Link>}
      </header>
      <ol tabIndex={0} aria-label={t("variants")}>
        {data.variants.most_frequent.map((one, at) => (
          <li key={one.path.join()}>
            <button type="button" aria-pressed={one === chosen} onClick={() => { choose(one === chosen ? null : one); }}>
              <span className="variant-head"><strong>#{at + 1}</strong><span>{t("variantIs", { n: one.n, share: percent(one.n / data.cases, 1) })}</span><span className="weak">{span(one.median, language)}</span></span>
              <i aria-hidden><b style={{ width: `${String((one.n / most) * 100)}%` }} /></i>
              <span className="variant-path">{one.path.map(name).join(" → ")}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
