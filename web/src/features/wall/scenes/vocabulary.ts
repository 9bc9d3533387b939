import type { Scene, Turn } from "@/contributions/wall/model";

const w = (zh: string, en: string) => ({ zh, en });

/** The scenes that every city has. Packs add their own in the same form (section `wall`). */
export const SCENES: Scene[] = [
  {
    name: "overview",
    title: w("平时总览", "Overview"),
    ground: { history: "none", live: true, forces: true },
    panels: [
      { kind: "today", at: [0, 0, 3, 3] },
      { kind: "trend", at: [0, 3, 3, 2] },
      { kind: "counts", at: [0, 5, 3, 3], options: { by: "channel", top: 5 } },
      { kind: "ladder", at: [-3, 0, 3, 3] },
      { kind: "units", at: [-3, 3, 3, 2], options: { top: 3 } },
      { kind: "important", at: [-3, 5, 3, 3], options: { top: 3 } },
      { kind: "counts", at: [3, 0, 3, 4], from_columns: 18, options: { by: "stage", top: 8 } },
      { kind: "counts", at: [3, 4, 3, 4], from_columns: 18, options: { by: "area", top: 8 } },
      { kind: "counts", at: [-6, 0, 3, 4], from_columns: 24, options: { by: "matter", top: 8 } },
      { kind: "pressing", at: [-6, 4, 3, 4], from_columns: 24, options: { top: 4 } },
    ],
  },
  {
    name: "grid",
    title: w("网格", "Grids"),
    ground: { history: "month", live: true, forces: true },
    panels: [
      { kind: "counts", at: [0, 0, 3, 5], options: { by: "area", top: 10 } },
      { kind: "counts", at: [0, 5, 3, 3], options: { by: "stage", top: 5 } },
      { kind: "pressing", at: [-3, 0, 3, 5], options: { top: 5 } },
      { kind: "moved", at: [-3, 5, 3, 3], options: { top: 5 } },
      { kind: "counts", at: [3, 0, 3, 4], from_columns: 18, options: { by: "matter", top: 8 } },
      { kind: "important", at: [3, 4, 3, 4], from_columns: 18, options: { top: 4 } },
      { kind: "units", at: [-6, 0, 3, 4], from_columns: 24, options: { top: 8 } },
      { kind: "ladder", at: [-6, 4, 3, 4], from_columns: 24 },
    ],
  },
  {
    name: "hotline",
    title: w("热线", "Hotline"),
    ground: { history: "month", live: true },
    panels: [
      { kind: "today", at: [0, 0, 3, 3] },
      { kind: "counts", at: [0, 3, 3, 5], options: { by: "matter", top: 9 } },
      { kind: "moved", at: [-3, 0, 3, 4], options: { top: 7 } },
      { kind: "counts", at: [-3, 4, 3, 4], options: { by: "channel", top: 7 } },
      { kind: "trend", at: [3, 0, 3, 4], from_columns: 18 },
      { kind: "counts", at: [3, 4, 3, 4], from_columns: 18, options: { by: "area", top: 8 } },
      { kind: "important", at: [-6, 0, 3, 5], from_columns: 24, options: { top: 5 } },
      { kind: "ladder", at: [-6, 5, 3, 3], from_columns: 24 },
    ],
  },
  {
    name: "assessment",
    title: w("考核", "Assessment"),
    ground: { history: "year", live: false },
    panels: [
      { kind: "compare", at: [0, 0, 4, 5], options: { of: "area", top: 8 } },
      { kind: "trend", at: [0, 5, 4, 3] },
      { kind: "compare", at: [-4, 0, 4, 5], options: { of: "unit", top: 8 } },
      { kind: "ladder", at: [-4, 5, 4, 3] },
      { kind: "units", at: [4, 0, 3, 4], from_columns: 18, options: { top: 8 } },
      { kind: "counts", at: [4, 4, 3, 4], from_columns: 18, options: { by: "stage", top: 8 } },
      { kind: "today", at: [-7, 0, 3, 3], from_columns: 24 },
      { kind: "pressing", at: [-7, 3, 3, 5], from_columns: 24, options: { top: 5 } },
    ],
  },
];

/** How the scenes follow each other unless a pack or a screen has a plan of its own. */
export const PLAN: Turn[] = SCENES.map(({ name }) => ({ scene: name, seconds: name === "overview" ? 120 : 60 }));
