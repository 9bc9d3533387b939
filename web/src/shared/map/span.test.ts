import { describe, expect, it } from "vitest";

import { moveTo, next } from "./span";

const whole = { from: 0, to: 100 };

describe("a window in time", () => {
  it("keeps its width and stays within the whole", () => {
    expect(moveTo(whole, 50, 10)).toEqual({ from: 40, to: 50 });
    expect(moveTo(whole, 5, 10)).toEqual({ from: 0, to: 10 });
    expect(moveTo(whole, 500, 10)).toEqual({ from: 90, to: 100 });
    expect(moveTo(whole, 50, 1000)).toEqual(whole);
  });
  it("goes on by a step and rests at the end", () => {
    expect(next(whole, { from: 40, to: 50 }, 7)).toEqual({ from: 47, to: 57 });
    expect(next(whole, { from: 88, to: 98 }, 7)).toEqual({ from: 90, to: 100 });
    expect(next(whole, { from: 90, to: 100 }, 7)).toEqual({ from: 90, to: 100 });
  });
});
