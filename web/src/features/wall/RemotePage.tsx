import { useMutation } from "@tanstack/react-query";

import { SessionGate } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { LiveProvider } from "@/shared/live/LiveProvider";
import { ErrorState, Loaded } from "@/shared/ui/states";
import { neighbour, PLAY } from "./model/months";
import { useShownMonth } from "./MonthBar";
import { switchScreen, useMonths, useScreen, useWall } from "./queries";
import { texts } from "./texts";
import { useStage } from "./useStage";
import { Allowed } from "./WallPage";
import "./wall.css";

const NONE: string[] = [];

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
    mutationFn: (change: { scene?: string | null; area?: string | null; month?: string | null }) =>
      switchScreen(name, { scene: chosen?.scene ?? null, area: chosen?.area ?? null, plan: chosen?.plan ?? null, month: chosen?.month ?? null, ...change }),
    onSettled: () => void screen.refetch(),
  });
  const scene = all.find((one) => one.name === chosen?.scene);
  const past = scene ? scene.ground.history !== "none" : true;
  const months = useMonths(chosen?.area ?? null, scene?.matters ?? NONE, past).data ?? [];
  const month = useShownMonth(chosen?.month ?? null, Date.parse(chosen?.changed_at ?? "") || 0, months);
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
      {past && months.length > 0 && (
        <section aria-label={t("history")}>
          <h2>{t("history")} · {month ? t("monthOf", { month: month.month, n: month.opened.toLocaleString("en-US") }) : t("monthNow")}</h2>
          <div className="remote-keys">
            <button type="button" aria-pressed={chosen?.month === PLAY} onClick={() => { act.mutate({ month: chosen?.month === PLAY ? (month?.month ?? null) : PLAY }); }}>{chosen?.month === PLAY ? t("pause") : t("play")}</button>
            <button type="button" aria-pressed={chosen?.month == null} onClick={() => { act.mutate({ month: null }); }}>{t("toNow")}</button>
            <button type="button" onClick={() => { act.mutate({ month: neighbour(month?.month ?? null, -1, months) }); }}>{t("monthBefore")}</button>
            <button type="button" onClick={() => { act.mutate({ month: neighbour(month?.month ?? null, 1, months) }); }}>{t("monthAfter")}</button>
          </div>
        </section>
      )}
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
