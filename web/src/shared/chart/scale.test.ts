import { describe, expect, it } from "vitest";

import type { Point } from "./scale";
import { extent, nearest, offsetAt, pieces, timeTicks, valueTicks } from "./scale";

const HOUR = 3_600_000;

describe("a chart of readings", () => {
  it("has ticks at whole hours of the city", () => {
    const from = Date.parse("2026-03-10T01:20:00Z");
    const found = timeTicks({ from, to: from + 12 * HOUR }, 6, "Asia/Shanghai");
    expect(found.map((at) => new Date(at).toISOString().slice(11, 16))).toEqual(["02:00", "04:00", "06:00", "08:00", "10:00", "12:00"]);
    expect(offsetAt(from, "Asia/Shanghai")).toBe(8 * HOUR);
  });
  it("has days that begin at the city's midnight", () => {
    const from = Date.parse("2026-03-10T01:20:00Z");
    expect(timeTicks({ from, to: from + 72 * HOUR }, 4, "Asia/Shanghai").map((at) => new Date(at).toISOString().slice(0, 16))).toEqual(["2026-03-10T16:00", "2026-03-11T16:00", "2026-03-12T16:00"]);
  });
  it("has round values", () => {
    expect(valueTicks(1.93, 4.2)).toEqual([2, 2.5, 3, 3.5, 4]);
    expect(valueTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(valueTicks(3, 3)).toEqual([3]);
  });
  it("shows silence as a gap", () => {
    const points: Point[] = [[0, 1], [60_000, 2], [120_000, 3], [HOUR, 4], [HOUR + 60_000, 5]];
    expect(pieces(points).map((one) => one.length)).toEqual([3, 2]);
  });
  it("finds the reading nearest to an instant", () => {
    const points: Point[] = [[0, 1], [10, 2], [20, 3]];
    expect([-5, 4, 6, 99].map((at) => nearest(points, at)?.[1])).toEqual([1, 1, 2, 3]);
    expect(nearest([], 4)).toBeUndefined();
  });
  it("gives a flat line air", () => {
    expect(extent([5])).toEqual([4, 6]);
    expect(extent([])).toEqual([0, 1]);
  });
});
