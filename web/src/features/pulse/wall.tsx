import { useQuery } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";

import type { PanelKind, PanelProps, Scene, Sign } from "@/contributions/wall/model";
import { useSay } from "@/shared/i18n/language";
import { Loaded } from "@/shared/ui/states";
import { KeyFigures } from "./KeyFigures";
import { readKeyFigures, useStage } from "./queries";
import { SCENES, TITLES } from "./vocabulary";

/** Indicators of the area the wall shows; grey where they are not fresh. */
function Figures({ state, options }: PanelProps) {
  const codes = Array.isArray(options.codes) ? options.codes.map(String) : [];
  const figures = useQuery({ queryKey: ["wall", "figures", codes, state.area], queryFn: () => readKeyFigures(codes, state.area), refetchInterval: 60_000 });
  return <Loaded query={figures} rows={codes.length}>{(found) => <KeyFigures figures={found} doors />}</Loaded>;
}

/** The stage of the city beside its name. */
function Stage() {
  const say = useSay();
  const { data } = useStage();
  if (!data) return null;
  return <p className="wall-standing" data-level={data.stage <= 1 ? "fine" : data.stage <= 2 ? "soon" : "over"}><ShieldAlert aria-hidden /> {say(data.name)}</p>;
}

export const PULSE_PANELS: PanelKind[] = [{ name: "indicators", title: (options) => (options.of === "work" ? TITLES.work : options.of === "people" ? TITLES.people : TITLES.figures), unit: TITLES.month, Component: Figures }];
export const PULSE_SIGNS: Sign[] = [{ name: "stage", Component: Stage }];
export const PULSE_SCENES: Scene[] = SCENES;
