import { describe, expect, it } from "vitest";

import { boxOf, instantOf, startOfDate, startOfDay } from "./day";

describe("startOfDay", () => {
  it("begins at midnight of the city, not of Greenwich", () => {
    expect(startOfDay(Date.parse("2026-03-10T20:15:30.250Z"))).toBe("2026-03-10T16:00:00.000Z");
    expect(startOfDay(Date.parse("2026-03-10T15:59:59.999Z"))).toBe("2026-03-09T16:00:00.000Z");
  });
});

describe("a day of the city", () => {
  it("has a first and a last instant in the city's zone", () => {
    expect(startOfDate("2026-03-02")).toBe("2026-03-01T16:00:00.000Z");
    expect(startOfDate("2026-03-02", true)).toBe("2026-03-02T15:59:59.999Z");
  });
});

describe("a box for times", () => {
  it("says and reads instants in the city's zone", () => {
    const at = "2026-03-10T01:30:00.000Z";
    expect(boxOf(Date.parse(at))).toBe("2026-03-10T09:30");
    expect(instantOf("2026-03-10T09:30")).toBe(at);
  });
});
