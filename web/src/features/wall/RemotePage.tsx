import { useMutation } from "@tanstack/react-query";

import { SessionGate } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { LiveProvider } from "@/shared/live/LiveProvider";
import { ErrorState, Loaded } from "@/shared/ui/states";
import { switchScreen, useScreen, useWall } from "./queries";
import { texts } from "./texts";
import { useStage } from "./useStage";
import { Allowed } from "./WallPage";
import "./wall.css";

/** A phone as the wall's remote: one tap switches the scene or the area of all walls of that name. */
export function RemotePage() {
  return (
    <SessionGate>
      <LiveProvider>
        <Allowed>
          <Remote />
        </Allowed>
      </LiveProvider>
    </SessionGate>
  );
}

function Remote() {
  const t = useTexts(texts);
  const say = useSay();
  const { screen: name, all } = useStage();
  const screen = useScreen(name);
  const chosen = screen.data;
  const { query } = useWall(chosen?.area ?? null);
  const act = useMutation({
    mutationFn: (change: { scene?: string | null; area?: string | null }) =>
      switchScreen(name, { scene: chosen?.scene ?? null, area: chosen?.area ?? null, plan: chosen?.plan ?? null, ...change }),
    onSettled: () => void screen.refetch(),
  });
  const title = all.find((one) => one.name === chosen?.scene)?.title;
  return (
    <main className="remote">
      <h1>{t("remote")} · {t("remoteOf", { screen: name })}</h1>
      <p>{t("remoteHint")}</p>
      <p role="status">{t("showing", { scene: title ? say(title) : t("plan") })}</p>
      {act.error && <ErrorState error={act.error} />}
      <section aria-label={t("scenes")} className="remote-keys">
        <button type="button" aria-pressed={chosen?.scene === null} onClick={() => { act.mutate({ scene: null }); }}>{t("plan")}</button>
        {all.map((one) => (
          <button key={one.name} type="button" aria-pressed={one.name === chosen?.scene} onClick={() => { act.mutate({ scene: one.name }); }}>{say(one.title)}</button>
        ))}
      </section>
      <Loaded query={query} rows={4}>
        {(state) => (
          <section aria-label={t("breadcrumb")}>
            <h2>{state.path.map((one) => one.name).join(" / ")}</h2>
            <div className="remote-keys">
              {state.path.length > 1 && <button type="button" onClick={() => { act.mutate({ area: state.path.length > 2 ? (state.path.at(-2)?.code ?? null) : null }); }}>{t("goUp")}</button>}
              {state.children.map(({ code, name: area }) => (
                <button key={code} type="button" onClick={() => { act.mutate({ area: code }); }}>{area}</button>
              ))}
            </div>
          </section>
        )}
      </Loaded>
    </main>
  );
}
