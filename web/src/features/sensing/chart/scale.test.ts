import { describe, expect, it } from "vitest";

import { pieces, range, stepFor, ticks, timeTicks } from "./scale";

const bin = (at: number, mean = 1) => ({ at, min: mean, max: mean, mean, last: mean, count: 1 });

describe("a chart of readings", () => {
  it("asks for a few hundred intervals of a clock's length", () => {
    expect(stepFor(3_600_000)).toBe(10);
    expect(stepFor(86_400_000)).toBe(300);
    expect(stepFor(7 * 86_400_000)).toBe(1800);
    expect(stepFor(30 * 86_400_000)).toBe(7200);
    expect(stepFor(3660 * 86_400_000) % 86_400).toBe(0);
  });
  it("is cut where nothing was said for longer than three values were due", () => {
    const minute = 60_000;
    const bins = [0, 5, 10, 40, 45].map((at) => bin(at * minute));
    expect(pieces(bins, 300, 300).map((part) => part.length)).toEqual([3, 2]);
    expect(pieces(bins, 300, 3600).map((part) => part.length)).toEqual([5]);
    expect(pieces([], 300, null)).toEqual([]);
  });
  it("is not cut between values that come rarely and evenly", () => {
    expect(pieces([0, 30, 60, 90, 300].map((at) => bin(at * 60_000)), 60, null).map((part) => part.length)).toEqual([4, 1]);
  });
  it("has round numbers at its side, also around nought and for a value that never changes", () => {
    expect(ticks(-0.6, 1.2)).toEqual([-0.5, 0, 0.5, 1]);
    expect(ticks(3.1, 4.9)).toEqual([3.5, 4, 4.5]);
    const [low, high] = range([5, 5]);
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(5);
  });
  it("marks full hours of the city, not of the machine", () => {
    const eight = 8 * 3_600_000;
    const from = Date.parse("2026-03-09T17:10:00Z");
    expect(timeTicks(from, from + 86_400_000, eight).map((at) => new Date(at + eight).getUTCHours() % 3)).toEqual(Array(8).fill(0));
  });
});
