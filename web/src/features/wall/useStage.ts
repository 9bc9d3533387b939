import { useCallback, useEffect, useMemo, useState } from "react";

import type { Scene, Turn } from "@/contributions/wall/model";
import { scenes } from "@/contributions/wall/model";
import { useUrlState } from "@/shared/lib/urlState";
import { now } from "@/shared/time/clock";
import { turnAt } from "./model/layout";
import { raised } from "./model/raised";
import { useInForce, usePackScenes, useScreen } from "./queries";
import { PLAN } from "./scenes/vocabulary";

const KEYS = ["scene", "area", "screen", "month"] as const;
export const MAIN = "main";
const LONGEST = 60_000;

/**
 * What is on stage: the address decides, then who switched this screen from afar, then a warning in force, then the plan.
 * Choosing by hand writes the address, so that what is shown can be shared and reloaded.
 */
export function useStage() {
  const [url, change] = useUrlState(KEYS);
  const screen = useScreen(url.screen || MAIN);
  const packs = usePackScenes();
  const all = useMemo<Scene[]>(() => {
    const brought = packs.data?.scenes ?? [];
    return [...scenes.all().filter(({ name }) => !brought.some((one) => one.name === name)), ...brought];
  }, [packs.data]);
  const plan = useMemo<Turn[]>(() => {
    const wanted = screen.data?.plan ?? (packs.data?.plan.length ? packs.data.plan : PLAN);
    const known = wanted.filter(({ scene }) => all.some(({ name }) => name === scene));
    return known.length > 0 ? known : PLAN;
  }, [screen.data, packs.data, all]);
  const turn = useTurn(plan);
  const held = url.scene || screen.data?.scene || null;
  const area = url.area || screen.data?.area || null;
  const warnings = useInForce(area);
  const name = held ?? raised(all, warnings) ?? turn;
  const scene = all.find((one) => one.name === name);
  const show = useCallback((next: string | null) => { change({ scene: next ?? "" }); }, [change]);
  const drill = useCallback((code: string | null) => { change({ area: code ?? "" }); }, [change]);
  const month = url.month || screen.data?.month || null;
  const [pressed, setPressed] = useState(now);
  const since = url.month || !screen.data?.changed_at ? pressed : Date.parse(screen.data.changed_at);
  const look = useCallback(
    (next: string | null) => {
      setPressed(now());
      change({ month: next ?? "" });
    },
    [change],
  );
  const resume = useCallback(() => { change({ scene: "", month: "" }); }, [change]);
  return { screen: url.screen || MAIN, all, scene, name, held: held !== null, warnings, area, show, drill, month, since, look, resume };
}

/** The scene whose turn it is; wakes up when the next one comes. */
function useTurn(plan: Turn[]): string | null {
  const [at, setAt] = useState(now);
  const turn = turnAt(plan, at);
  const until = turn?.until ?? null;
  useEffect(() => {
    if (until === null) return;
    const timer = setTimeout(() => { setAt(now()); }, Math.min(LONGEST, Math.max(250, until - now() + 20)));
    return () => { clearTimeout(timer); };
  }, [until, at]);
  return turn?.scene ?? null;
}
