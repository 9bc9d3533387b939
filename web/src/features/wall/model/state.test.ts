import { describe, expect, it } from "vitest";

import type { WallState } from "@/contributions/wall/model";
import story from "@/testing/wall-story.json";
import { advanced, rungOf } from "./state";
import type { Counted } from "./state";

interface Chain {
  start: WallState;
  steps: { action: string; messages: Counted[]; after: WallState }[];
}
const chains = story as unknown as Chain[];
const comparable = ({ days, ...rest }: WallState) => ({
  ...rest,
  days: days.filter(({ day: _, ...figures }) => Object.values(figures).some((n) => n !== 0)),
});

// The record is the server's own: its test writes it down after each act and fails when it changes.
describe.each(chains)("a wall that listens", ({ start, steps }) => {
  it("shows after each act what a fresh one shows", () => {
    let state = start;
    for (const { action, messages, after } of steps) {
      for (const message of messages) state = advanced(state, message) ?? state;
      expect(comparable(state), action).toEqual(comparable(after));
    }
    expect(steps.length).toBeGreaterThan(15);
  });
  it("hears a message twice and counts it once", () => {
    const [first] = steps;
    const message = first!.messages[0]!;
    const once = advanced(start, message)!;
    expect(advanced(once, message)).toBe(once);
  });
  it("asks for a fresh state when a message is missing", () => {
    expect(advanced(start, steps[1]!.messages[0]!)).toBeNull();
  });
});

describe("rungOf", () => {
  const at = "2026-03-10T00:00:00Z";
  it.each([
    ["2026-03-06T00:00:00Z", 0],
    ["2026-03-08T12:00:00Z", 1],
    ["2026-03-09T12:00:00Z", 2],
    [at, 3],
    ["2026-03-10T04:00:00Z", 4],
    ["2026-03-12T00:00:00Z", 5],
    [null, 6],
  ])("puts a deadline of %s on rung %i", (due, rung) => {
    expect(rungOf(due, at, [-72, -24, 0, 4, 24])).toBe(rung);
  });
});
