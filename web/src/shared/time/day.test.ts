import { describe, expect, it } from "vitest";

import { startOfDay } from "./day";

describe("startOfDay", () => {
  it("begins at midnight of the city, not of Greenwich", () => {
    expect(startOfDay(Date.parse("2026-03-10T20:15:30.250Z"))).toBe("2026-03-10T16:00:00.000Z");
    expect(startOfDay(Date.parse("2026-03-10T15:59:59.999Z"))).toBe("2026-03-09T16:00:00.000Z");
  });
});
