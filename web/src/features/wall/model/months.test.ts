import { describe, expect, it } from "vitest";

import { daysOf, monthAt, neighbour, PACE, PLAY } from "./months";

const months = ["2025-12", "2026-01", "2026-02"].map((month, at) => ({ month, opened: at }));

describe("history", () => {
  it("plays one month after the other, and again", () => {
    const shown = [0, 1, 2, 3].map((turn) => monthAt(PLAY, 1000, 1000 + turn * PACE, months)?.month);
    expect(shown).toEqual(["2025-12", "2026-01", "2026-02", "2025-12"]);
    expect(monthAt(PLAY, 5000, 1000, months)?.month).toBe("2025-12");
  });
  it("shows now when no month is chosen, and a month without cases as empty", () => {
    expect(monthAt(null, 0, 0, months)).toBeNull();
    expect(monthAt("2026-01", 0, 0, months)?.opened).toBe(1);
    expect(monthAt("2024-01", 0, 0, months)).toEqual({ month: "2024-01", opened: 0 });
    expect(monthAt(PLAY, 0, 0, [])).toBeNull();
  });
  it("steps from now to the last month, back, and beyond it to now", () => {
    expect(neighbour(null, -1, months)).toBe("2026-02");
    expect(neighbour(null, 1, months)).toBeNull();
    expect(neighbour("2026-02", -1, months)).toBe("2026-01");
    expect(neighbour("2025-12", -1, months)).toBe("2025-12");
    expect(neighbour("2026-02", 1, months)).toBeNull();
  });
  it("knows how long a month is", () => {
    expect(daysOf("2024-02")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
    expect(daysOf("2026-12")).toEqual({ from: "2026-12-01", to: "2026-12-31" });
  });
});
