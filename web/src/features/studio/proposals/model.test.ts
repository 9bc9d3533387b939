import { describe, expect, it } from "vitest";

import { stepsOf } from "./model";

const one = { state: "sent", own: false, by_people: false } as const;

describe("stepsOf", () => {
  it("lets others with the right decide, never the owner", () => {
    expect(stepsOf(one, true)).toEqual(["accept", "refuse"]);
    expect(stepsOf(one, false)).toEqual([]);
    expect(stepsOf({ ...one, own: true }, true)).toEqual(["withdraw"]);
  });
  it("lets the owner send a draft and say that people carried it out", () => {
    expect(stepsOf({ ...one, state: "drafted", own: true }, false)).toEqual(["send", "withdraw"]);
    expect(stepsOf({ ...one, state: "accepted", own: true, by_people: true }, false)).toEqual(["applied"]);
    expect(stepsOf({ ...one, state: "accepted", own: true }, true)).toEqual([]);
  });
});
