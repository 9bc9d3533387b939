import { describe, expect, it } from "vitest";

import { scenes } from "@/contributions/wall/model";
import { PLAN } from "../scenes/vocabulary";
import { installWall } from "@/testing/install";
import { columnsFor, covered, placed, ROWS, turnAt } from "./layout";

installWall();
const SIZES: [number, number][] = [[1920, 1080], [3840, 1080], [5760, 2160]];

describe("the grid", () => {
  it("grows in columns, not in their width", () => {
    expect(SIZES.map(([width, height]) => columnsFor(width, height))).toEqual([12, 24, 18]);
    expect(columnsFor(1024, 768)).toBe(12);
  });
  it.each(SIZES)("has room for every panel of every scene at %i by %i, and none lies on another", (width, height) => {
    const columns = columnsFor(width, height);
    for (const scene of scenes.all()) {
      const taken = new Set<string>();
      for (const { kind, at: [column, row, wide, high], from_columns: from = 12 } of scene.panels) {
        if (columns < from) continue;
        const first = column < 0 ? columns + column : column;
        expect(first + wide, `${scene.name} ${kind}`).toBeLessThanOrEqual(columns);
        expect(row + high).toBeLessThanOrEqual(ROWS);
        for (let x = first; x < first + wide; x += 1)
          for (let y = row; y < row + high; y += 1) {
            const cell = `${String(x)}/${String(y)}`;
            expect(taken.has(cell), `${scene.name} ${kind} ${cell}`).toBe(false);
            taken.add(cell);
          }
      }
    }
  });
  it("counts negative columns from the right and hides what is for wider screens", () => {
    expect(placed({ kind: "x", at: [-3, 1, 3, 2] }, 24)).toEqual({ gridColumn: "22 / span 3", gridRow: "2 / span 2" });
    expect(placed({ kind: "x", at: [0, 0, 3, 2], from_columns: 18 }, 12)).toBeNull();
    expect(covered([{ kind: "x", at: [0, 0, 3, 2] }, { kind: "y", at: [-4, 0, 2, 2] }], 12)).toEqual({ left: 3, right: 4 });
  });
});

describe("the plan", () => {
  const plan = [{ scene: "a", seconds: 10 }, { scene: "b", seconds: 20 }];
  it("gives each scene its time, on every screen at the same instant", () => {
    expect(turnAt(plan, 30_000)).toEqual({ scene: "a", until: 40_000 });
    expect(turnAt(plan, 40_000)).toEqual({ scene: "b", until: 60_000 });
    expect(turnAt(plan, 59_999)?.scene).toBe("b");
    expect(turnAt([], 5)).toBeNull();
  });
  it("names only scenes that there are", () => {
    for (const { scene } of PLAN) expect(scenes.get(scene), scene).toBeDefined();
  });
});
