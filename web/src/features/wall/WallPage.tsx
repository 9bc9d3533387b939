import { lazy, Suspense, useEffect, useMemo, useState } from "react";

import type { PanelSpec, Scene, WallState } from "@/contributions/wall/model";
import { panelKinds } from "@/contributions/wall/model";
import { SessionGate, useMe, hasRole } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { LiveProvider } from "@/shared/live/LiveProvider";
import type { Present } from "@/shared/live/presence";
import { usePresence } from "@/shared/live/presence";
import { useNow } from "@/shared/time/clock";
import { shortTime } from "@/shared/time/format";
import { useDress } from "@/shared/ui/Appearance";
import { ErrorBoundary } from "@/shared/ui/ErrorBoundary";
import { EmptyState, ErrorState } from "@/shared/ui/states";
import { Head, Legend, Ticker, Top } from "./Edges";
import { columnsFor, covered, placed } from "./model/layout";
import { MonthBar, useShownMonth } from "./MonthBar";
import { neighbour, PLAY } from "./model/months";
import type { Month } from "./queries";
import { useFreshness, useMonths, useWall } from "./queries";
import { texts } from "./texts";
import { useStage } from "./useStage";
import "./wall.css";

const Ground = lazy(() => import("./Ground"));
const TOP = 84;
const BOTTOM = 64;
const HEAD = 56;
const LEGEND = 96;
const MONTHS = 84;
const NONE: string[] = [];
const NOBODY: Present[] = [];
const NO_MONTHS: Month[] = [];

export function WallPage() {
  useDress("dark");
  return (
    <SessionGate>
      <LiveProvider>
        <Allowed>
          <Wall />
        </Allowed>
      </LiveProvider>
    </SessionGate>
  );
}

/** Only some roles see the wall; the others are told who can help, not shown an error. */
export function Allowed({ children }: { children: React.ReactNode }) {
  const t = useTexts(texts);
  const me = useMe();
  if (hasRole(me, "leader", "dispatcher", "supervisor")) return children;
  return (
    <main className="wall-refused">
      <h1>{t("wall")}</h1>
      <EmptyState title={t("noRight")}><a href="/desk">{t("toDesk")}</a></EmptyState>
    </main>
  );
}

function useSize() {
  const [size, setSize] = useState(() => ({ width: window.innerWidth, height: window.innerHeight }));
  useEffect(() => {
    const measure = () => { setSize({ width: window.innerWidth, height: window.innerHeight }); };
    window.addEventListener("resize", measure);
    return () => { window.removeEventListener("resize", measure); };
  }, []);
  return size;
}

function Wall() {
  const t = useTexts(texts);
  const stage = useStage();
  const { width, height } = useSize();
  const columns = columnsFor(width, height);
  const { query } = useWall(stage.area);
  const state = query.data;
  const fresh = useFreshness(state);
  const { scene, all, name, show, drill, look, resume } = stage;
  const of = scene?.matters ?? NONE;
  const { recent } = useWall(stage.area, of);
  const forces = usePresence(scene?.ground.forces ?? false, state?.area ?? null).data;
  const shownForces = scene?.ground.forces ? forces : undefined;
  const past = scene !== undefined && scene.ground.history !== "none";
  const months = useMonths(state?.area ?? null, of, past && state !== undefined).data ?? NO_MONTHS;
  const chosen = past && months.length > 0 ? stage.month : null;
  const playing = chosen === PLAY;
  const month = useShownMonth(chosen, stage.since, months);
  const up = state?.path.at(-2)?.code ?? null;
  const keys = useMemo(() => {
    const at = all.findIndex((one) => one.name === name);
    const turn = (by: number) => { show(all[(at + by + all.length) % all.length]?.name ?? null); };
    const step = (by: 1 | -1) => { look(neighbour(month?.month ?? null, by, months)); };
    const toggle = () => { look(playing ? (month?.month ?? null) : PLAY); };
    const history = months.length === 0 ? [] : [
      { keys: "p", label: t("playOrPause"), run: toggle },
      { keys: "MediaPlayPause", label: t("playOrPause"), run: toggle, hidden: true },
      { keys: ",", label: t("monthBefore"), run: () => { step(-1); } },
      { keys: ".", label: t("monthAfter"), run: () => { step(1); } },
    ];
    return [
      ...history,
      { keys: "ArrowRight", label: t("next"), run: () => { turn(1); } },
      { keys: "ArrowLeft", label: t("previous"), run: () => { turn(-1); } },
      { keys: "ArrowUp", label: t("up"), run: () => { drill(up); } },
      { keys: "Escape", label: t("resume"), run: resume },
    ];
  }, [all, name, show, drill, look, resume, up, months, month, playing, t]);
  useKeys(t("keys"), keys);
  const side = covered(scene?.panels ?? [], columns);
  const column = width / columns;
  const pixel = height / 1080;
  return (
    <main className="wall" data-stale={fresh.stale} style={{ "--columns": columns } as React.CSSProperties}>
      {state && scene && (
        <ErrorBoundary name="wall map">
          <Suspense>
            <Ground
              area={state.area}
              depth={state.path.length}
              of={of}
              month={month?.month ?? null}
              history={scene.ground.history}
              live={scene.ground.live && month === null}
              today={state.date}
              seq={state.seq}
              recent={recent}
              forces={month === null ? (shownForces?.items ?? NOBODY) : NOBODY}
              drill={drill}
              onCase={(number) => window.open(`/desk/cases/${number}`, "_blank", "noopener")}
              padding={{ left: side.left * column + 20, right: side.right * column + 20, top: (TOP + HEAD) * pixel + 20, bottom: (BOTTOM + LEGEND + (months.length > 0 && past ? MONTHS : 0)) * pixel }}
              below={state.children.map(({ code }) => code)}
            />
          </Suspense>
        </ErrorBoundary>
      )}
      <Top stage={stage} state={state} />
      <Head stage={stage} state={state} fresh={fresh} style={{ left: side.left * column, right: side.right * column }} />
      {!state && query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {!scene && name && <p className="wall-none">{t("noScene", { scene: name })}</p>}
      <div className="wall-grid">
        {state && scene?.panels.map((panel, at) => <Placed key={`${scene.name}${String(at)}`} scene={scene} panel={panel} columns={columns} state={state} fresh={fresh} drill={drill} />)}
      </div>
      {scene && (
        <div className="wall-foot" style={{ left: side.left * column, right: side.right * column }}>
          <Legend scene={scene} month={month?.month ?? null} forces={shownForces} />
          {past && months.length > 0 && <MonthBar months={months} shown={month} playing={playing} look={look} />}
        </div>
      )}
      <Ticker state={state} />
    </main>
  );
}

interface PlacedProps {
  scene: Scene;
  panel: Scene["panels"][number];
  columns: number;
  state: WallState;
  fresh: { at: string | null; stale: boolean };
  drill: (area: string) => void;
}

const chosenMatters = ({ options }: PanelSpec, scene: Scene): string[] => (Array.isArray(options?.matters) ? (options.matters as string[]) : (scene.matters ?? NONE));

/** A panel where the scene puts it; of some matters only, it has counts of its own. */
function Placed(props: PlacedProps) {
  const kind = panelKinds.get(props.panel.kind);
  if (!kind || !placed(props.panel, props.columns)) return null;
  const matters = chosenMatters(props.panel, props.scene);
  return matters.length > 0 ? <OfMatters {...props} matters={matters} /> : <Panel {...props} />;
}

function OfMatters({ matters, ...props }: PlacedProps & { matters: string[] }) {
  const { query } = useWall(props.state.area, matters);
  const fresh = useFreshness(query.data);
  return query.data && query.data.area === props.state.area ? <Panel {...props} state={query.data} fresh={fresh} /> : null;
}

/** With its unit and the time of its data. */
function Panel({ panel, columns, state, fresh, drill }: PlacedProps) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const place = placed(panel, columns);
  const kind = panelKinds.get(panel.kind);
  if (!place || !kind) return null;
  const options: NonNullable<PanelSpec["options"]> = panel.options ?? {};
  const time = shortTime(fresh.at, now, language);
  return (
    <section className="wall-panel" style={place} data-stale={fresh.stale}>
      <header>
        <h2>{say(panel.title ?? kind.title(options))}</h2>
        <p>{fresh.stale ? t("stale", { time }) : t("unitAt", { unit: say(kind.unit), time })}</p>
      </header>
      <ErrorBoundary name={panel.kind}>
        <kind.Component state={state} options={options} drill={drill} />
      </ErrorBoundary>
    </section>
  );
}
