import type { ComponentType } from "react";

import type { Bilingual, Stage } from "@/shared/api/types";
import { Registry } from "../registry";

/** How many live cases, and how many of them are over their deadline. */
export type Pair = [live: number, late: number];

export interface DayFigures {
  day: string;
  opened: number;
  reports: number;
  closed: number;
  on_time: number;
  late: number;
  rated: number;
  stars: number;
}
export interface LatestItem {
  number: string;
  action: string;
  at: string;
  stage: Stage;
  unit: string | null;
  matter: string | null;
  channel: string;
  path: string[];
}
export interface NamedCode {
  code: string;
  name: string;
}
export type Dimension = "stage" | "channel" | "matter" | "unit" | "area";

/** What the server counts for one area, of one instant; `seq` is the last live message that is in it. */
export interface WallState {
  seq: number;
  at: string;
  area: string | null;
  /** Only cases of these matters and classes (`of`), which are these keys; `null`: of all. */
  of: string[];
  matters: string[] | null;
  path: NamedCode[];
  live: Record<Dimension, Record<string, Pair>> & { n: number; late: number; rungs: number[]; bounds: number[] };
  days: DayFigures[];
  /** By `a:AREA` or `u:UNIT`: opened, reports, closed, on time, late, rated, stars of `compared_days` days. */
  parts: Record<string, number[]>;
  /** By matter: opened in the last seven days, and in the seven before. */
  moved: Record<string, [number, number]>;
  important: string[];
  latest: LatestItem[];
  date: string;
  compared_days: number;
  behind_since: string | null;
  names: Record<"unit" | "matter" | "area", Record<string, string>>;
  children: NamedCode[];
}

/** A panel of a scene: column (negative: from the right edge), row, width, height on the grid. */
export interface PanelSpec {
  kind: string;
  at: [number, number, number, number];
  from_columns?: number;
  title?: Bilingual | null;
  /** `matters`: count only cases of these, in place of those of the scene; the rest belongs to the kind. */
  options?: Record<string, unknown>;
}
export type WarningLevel = "blue" | "yellow" | "orange" | "red";
export type History = "none" | "month" | "year" | "all";
export interface Scene {
  name: string;
  title: Bilingual;
  ground: { history: History; live: boolean; forces?: boolean };
  /** Map and panels count cases of these matters and classes only, unless a panel says otherwise. */
  matters?: string[];
  /** Shown in place of the plan while a warning of this level or above is in force, with one of the words in its title. */
  on_warning?: { level: WarningLevel; words: string[] } | null;
  panels: PanelSpec[];
}
export interface Turn {
  scene: string;
  seconds: number;
}

export interface PanelProps {
  state: WallState;
  options: Record<string, unknown>;
  /** Go down to an area. */
  drill: (area: string) => void;
}
/** A way to show figures. `unit` stands in the head of the panel beside the time of the data. */
export interface PanelKind {
  name: string;
  title: (options: Record<string, unknown>) => Bilingual;
  unit: Bilingual;
  Component: ComponentType<PanelProps>;
}

/** What the top line says beside the city: how the city stands, the weather where something measures it. */
export interface Sign {
  name: string;
  Component: ComponentType<{ state: WallState }>;
}

export const panelKinds = new Registry<PanelKind>("panel kind");
export const scenes = new Registry<Scene>("scene");
export const signs = new Registry<Sign>("sign of the wall");
