import { Fragment } from "react";

import type { Scene, WallState } from "@/contributions/wall/model";
import { signs } from "@/contributions/wall/model";
import { useCity } from "@/shared/api/city";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { STAGES } from "@/shared/i18n/vocabulary";
import type { Presence } from "@/shared/live/presence";
import { useNow } from "@/shared/time/clock";
import { fullTime, shortTime, timeOfDay } from "@/shared/time/format";
import { RAMP, STEPS } from "./layers";
import { useNames } from "./panels/names";
import { texts } from "./texts";
import type { useStage } from "./useStage";
import { Warnings } from "./Warnings";

interface TopProps {
  stage: ReturnType<typeof useStage>;
  state: WallState | undefined;
}

/** City, how it stands, scenes, and the clock. */
export function Top({ stage, state }: TopProps) {
  const t = useTexts(texts);
  const say = useSay();
  const now = useNow();
  return (
    <header className="wall-top">
      <h1>{state?.path[0]?.name ?? t("wall")}</h1>
      {state && signs.all().map(({ name, Component }) => <Fragment key={name}><Component state={state} /></Fragment>)}
      <nav aria-label={t("scenes")} className="wall-scenes">
        {stage.all.map(({ name, title }) => (
          <button key={name} type="button" aria-pressed={name === stage.name} onClick={() => { stage.show(name); }}>{say(title)}</button>
        ))}
        <button type="button" aria-pressed={!stage.held} onClick={() => { stage.show(null); }}>{t("plan")}</button>
      </nav>
      <time dateTime={new Date(now).toISOString()}>{fullTime(new Date(now).toISOString()).slice(0, 10)} <b>{timeOfDay(now)}</b></time>
    </header>
  );
}

interface HeadProps extends TopProps {
  fresh: { at: string | null; stale: boolean };
  style: React.CSSProperties;
}

/** Over the map: which warnings are in force, where we are (the way back up), and what is wrong with the data. */
export function Head({ stage, state, fresh, style }: HeadProps) {
  const t = useTexts(texts);
  const language = useLanguage();
  const now = useNow();
  const path = state?.path ?? [];
  return (
    <div className="wall-head" style={style}>
      <Warnings of={stage.warnings} />
      {path.length > 1 && (
        <nav aria-label={t("breadcrumb")}>
          <ol>
            <li><button type="button" onClick={() => { stage.drill(null); }}>{t("whole")}</button></li>
            {path.slice(1).map(({ code, name }, at) => (
              <li key={code}>
                {at === path.length - 2 ? <span aria-current="page">{name}</span> : <button type="button" onClick={() => { stage.drill(code); }}>{name}</button>}
              </li>
            ))}
          </ol>
        </nav>
      )}
      {fresh.stale && <p className="wall-warning" role="status">{t("stale", { time: shortTime(fresh.at, now, language) })}</p>}
      {state?.behind_since && <p className="wall-warning" role="status">{t("behind", { n: shortTime(state.behind_since, now, language) })}</p>}
    </div>
  );
}

const SHOWN = 3;

/** What just happened, in sentences; the newest first. */
export function Ticker({ state }: { state: WallState | undefined }) {
  const t = useTexts(texts);
  return (
    <footer className="wall-ticker" aria-live="off">
      {!state || state.latest.length === 0 ? <p>{t("quiet")}</p> : <Sentences state={state} />}
    </footer>
  );
}

function Sentences({ state }: { state: WallState }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const name = useNames(state);
  const city = useCity();
  return state.latest.slice(0, SHOWN).map((one) => (
    <p key={`${one.number}${one.at}${one.action}`}>
      <a href={`/desk/cases/${one.number}`} target="_blank" rel="noreferrer">
        {t("sentence", {
          time: shortTime(one.at, now, language),
          area: name("area", one.path[2] ?? one.path[1] ?? one.path[0] ?? "-") || say(city),
          matter: name("matter", one.matter),
          stage: say(STAGES[one.stage]),
          unit: one.unit ? t("withUnit", { unit: name("unit", one.unit) }) : t("withoutUnit"),
        })}
      </a>
    </p>
  ));
}

const Figure = ({ lost }: { lost: boolean }) => (
  <svg className="wall-figure" data-lost={lost} viewBox="0 0 64 64" aria-hidden>
    <path d="M10 56a22 22 0 0 1 44 0z" />
    <circle cx="32" cy="18" r="13" />
    {lost && <path className="stroke" d="M10 54L54 12" />}
  </svg>
);

/** What colours and shapes of the map mean. */
export function Legend({ scene, month, forces }: { scene: Scene; month: string | null; forces: Presence | undefined }) {
  const t = useTexts(texts);
  const { history, live } = scene.ground;
  if (history === "none" && !live) return null;
  return (
    <aside className="wall-legend" aria-label={t("legend")}>
      {live && month === null && (
        <p>
          <b>{t("legendLive")}</b>
          <i data-ring="ok" aria-hidden /> {t("legendOk")}
          <i data-ring="soon" aria-hidden /> {t("legendSoon")}
          <i data-ring="late" aria-hidden /> <b className="late">!n</b> {t("legendLate")}
        </p>
      )}
      {forces && month === null && (
        <p>
          <b>{t("forces")}</b>
          <Figure lost={false} /> {t("onDuty", { n: forces.counts.on })}
          <Figure lost /> {t("lost", { n: forces.counts.lost, minutes: Math.round(forces.lost_after_s / 60) })}
        </p>
      )}
      {history !== "none" && (
        <p>
          <b>{t("legendHistory", { period: month ?? t(history) })}</b>
          {STEPS.map((from, at) => (
            <span key={from}><i style={{ background: `var(${RAMP[at] ?? ""})` }} aria-hidden /> {from}{at === STEPS.length - 1 ? "+" : `–${String((STEPS[at + 1] ?? 0) - 1)}`}</span>
          ))}
        </p>
      )}
    </aside>
  );
}
