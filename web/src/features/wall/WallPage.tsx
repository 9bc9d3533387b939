import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useState } from "react";

import type { PanelSpec, Scene, WallState } from "@/contributions/wall/model";
import { panelKinds } from "@/contributions/wall/model";
import { SessionGate, useMe, hasRole } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { LiveProvider } from "@/shared/live/LiveProvider";
import { useNow } from "@/shared/time/clock";
import { shortTime } from "@/shared/time/format";
import { ErrorBoundary } from "@/shared/ui/ErrorBoundary";
import { EmptyState, ErrorState } from "@/shared/ui/states";
import { Legend, Ticker, Top } from "./Edges";
import { columnsFor, covered, placed } from "./model/layout";
import { useFreshness, useWall } from "./queries";
import { texts } from "./texts";
import { useStage } from "./useStage";
import "./wall.css";

const Ground = lazy(() => import("./Ground"));
const TOP = 84;
const BOTTOM = 64;
const LEGEND = 90;

/** A wall is dark: it hangs in a dim room. Elsewhere the person's own choice stays. */
export function useDark(): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    const before = root.dataset.theme;
    root.dataset.theme = "dark";
    return () => {
      if (before) root.dataset.theme = before;
    };
  }, []);
}

export function WallPage() {
  useDark();
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
  const { query, recent } = useWall(stage.area);
  const state = query.data;
  const fresh = useFreshness(state);
  const { scene, all, name, show, drill } = stage;
  const up = state?.path.at(-2)?.code ?? null;
  const keys = useMemo(() => {
    const at = all.findIndex((one) => one.name === name);
    const turn = (by: number) => { show(all[(at + by + all.length) % all.length]?.name ?? null); };
    return [
      { keys: "ArrowRight", label: t("next"), run: () => { turn(1); } },
      { keys: "ArrowLeft", label: t("previous"), run: () => { turn(-1); } },
      { keys: "ArrowUp", label: t("up"), run: () => { drill(up); } },
      { keys: "Escape", label: t("resume"), run: () => { show(null); } },
    ];
  }, [all, name, show, drill, up, t]);
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
              history={scene.ground.history}
              live={scene.ground.live}
              today={state.date}
              seq={state.seq}
              recent={recent}
              drill={drill}
              onCase={(number) => window.open(`/desk/cases/${number}`, "_blank", "noopener")}
              padding={{ left: side.left * column + 20, right: side.right * column + 20, top: TOP * pixel + 20, bottom: (BOTTOM + LEGEND) * pixel }}
              below={state.children.map(({ code }) => code)}
            />
          </Suspense>
        </ErrorBoundary>
      )}
      <Top stage={stage} state={state} fresh={fresh} />
      {!state && query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {!scene && name && <p className="wall-none">{t("noScene", { scene: name })}</p>}
      <div className="wall-grid">
        {state && scene?.panels.map((panel, at) => <Placed key={`${scene.name}${String(at)}`} panel={panel} columns={columns} state={state} fresh={fresh} drill={drill} />)}
      </div>
      {scene && <Legend scene={scene} left={side.left * column} />}
      <Ticker state={state} />
    </main>
  );
}

interface PlacedProps {
  panel: Scene["panels"][number];
  columns: number;
  state: WallState;
  fresh: { at: string | null; stale: boolean };
  drill: (area: string) => void;
}

/** A panel where the scene puts it, with its unit and the time of its data. */
function Placed({ panel, columns, state, fresh, drill }: PlacedProps) {
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
