import { describe, expect, it } from "vitest";

import type { Arc, Process } from "../model";
import { curve, END, layoutOf, START, strongest } from "./layout";

const times = { mean: 1, median: 1, p95: 1, least: 1, most: 1, total: 1 };
const arc = (from: string, to: string, n: number): Arc => ({ from, to, n, ...times });
const process: Process = {
  view: "actions", cases: 10, steps: 30, durations: null,
  activities: { open: 10, work: 12, close: 10, rare: 1 }, titles: {}, starts: { open: 10 }, ends: { close: 10 },
  arcs: [arc("open", "work", 10), arc("work", "close", 9), arc("work", "work", 2), arc("work", "rare", 1), arc("rare", "close", 1)],
  variants: { n: 1, most_frequent: [] },
  findings: { hand_overs: [], ping_pong: [], rework: [], extra_steps: [], slow: [], extreme_durations: { cases: 0, examples: [] } },
};

describe("strongest", () => {
  it("keeps the frequent arcs and leaves no step hanging", () => {
    expect(strongest(process.arcs, 0.8).map(({ from, to }) => `${from}-${to}`)).toEqual(["open-work", "work-close"]);
    expect(strongest(process.arcs, 1)).toHaveLength(5);
    expect(strongest([], 1)).toEqual([]);
  });
});

describe("layoutOf", () => {
  it("puts what comes first above what follows, and routes every arc", () => {
    const placed = layoutOf(process, 1, (step) => step);
    const at = (id: string): number => placed.nodes.find((node) => node.id === id)?.y ?? Number.NaN;
    expect([START, "open", "work", "rare", "close", END].map(at)).toEqual([...[START, "open", "work", "rare", "close", END].map(at)].sort((a, b) => a - b));
    expect(placed.arcs.every(({ points }) => points.length >= 2)).toBe(true);
    expect(placed.width).toBeGreaterThan(90);
  });
});

describe("curve", () => {
  it("begins and ends where it should", () => {
    expect(curve([])).toBe("");
    expect(curve([{ x: 0, y: 0 }, { x: 5, y: 5 }, { x: 10, y: 0 }])).toBe("M0.0,0.0 Q5.0,5.0 7.5,2.5 L10.0,0.0");
  });
});
