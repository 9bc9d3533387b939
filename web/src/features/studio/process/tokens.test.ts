import { describe, expect, it } from "vitest";

import { standing } from "./tokens";

describe("standing", () => {
  const steps: [number, number][] = [[0, 10], [1, 20], [1, 20], [2, 40]];
  it("is nowhere before the first and after the last step", () => {
    expect(standing(steps, 9)).toBeNull();
    expect(standing(steps, 41)).toBeNull();
    expect(standing([], 0)).toBeNull();
  });
  it("is on the way between two steps, and at the last of several of one instant", () => {
    expect(standing(steps, 15)).toEqual({ from: 0, to: 1, along: 0.5 });
    expect(standing(steps, 20)).toEqual({ from: 1, to: 2, along: 0 });
    expect(standing(steps, 40)).toEqual({ from: 2, to: 2, along: 0 });
  });
});
