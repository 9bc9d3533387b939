import type { Dimension, PanelKind } from "@/contributions/wall/model";
import type { Bilingual } from "@/shared/api/types";
import { Important, Pressing } from "./Cards";
import { Compare, Counts, Ladder, Moved, Units } from "./figures";
import { Today, Trend } from "./Today";
import { BY, TITLES, UNITS } from "./vocabulary";

const by = (options: Record<string, unknown>): Dimension => (options.by as Dimension | undefined) ?? "stage";
const named = (title: Bilingual) => () => title;

/** The panels that scenes can name. */
export const KINDS: PanelKind[] = [
  { name: "today", title: named(TITLES.today), unit: UNITS.cases, Component: Today },
  { name: "trend", title: named(TITLES.trend), unit: UNITS.perDay, Component: Trend },
  { name: "counts", title: (options) => BY[by(options)], unit: UNITS.cases, Component: Counts },
  { name: "ladder", title: named(TITLES.ladder), unit: UNITS.cases, Component: Ladder },
  { name: "units", title: named(TITLES.units), unit: UNITS.cases, Component: Units },
  { name: "moved", title: named(TITLES.moved), unit: UNITS.perWeek, Component: Moved },
  { name: "compare", title: (options) => (options.of === "unit" ? TITLES.compareUnits : TITLES.compareAreas), unit: UNITS.month, Component: Compare },
  { name: "important", title: named(TITLES.important), unit: UNITS.cases, Component: Important },
  { name: "pressing", title: named(TITLES.pressing), unit: UNITS.cases, Component: Pressing },
];
