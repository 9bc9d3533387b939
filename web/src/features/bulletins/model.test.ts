import { describe, expect, it } from "vitest";

import type { Bulletin } from "./model";
import { codesOf, editable, fresh, lastPeriod, stepsOf, told } from "./model";

const one = (more: Partial<Bulletin>) => ({ state: "drafted", own: false, ...more }) as Bulletin;
const may = { write: true, approve: true };

describe("steps", () => {
  it("let nobody approve what they wrote", () => {
    expect(stepsOf(one({}), may)).toEqual(["approve", "return"]);
    expect(stepsOf(one({ own: true }), may)).toEqual(["return"]);
    expect(stepsOf(one({ state: "published" }), { write: false, approve: false })).toEqual([]);
    expect(editable(one({ state: "published" }), may)).toBe(false);
  });
});

describe("periods", () => {
  it("are those that were over last", () => {
    expect(["day", "week", "month", "quarter", "year", "any"].map((every) => lastPeriod(every as "day", "2026-01-01"))).toEqual([
      "2025-12-31", "2025-W52", "2025-12", "2025-Q4", "2025", "2025-12-25..2025-12-31",
    ]);
    expect(lastPeriod("week", "2026-01-05")).toBe("2026-W01");
    expect(lastPeriod("quarter", "2026-11-22")).toBe("2026-Q3");
  });
});

describe("blocks", () => {
  it("are told anew, and an empty choice is none", () => {
    expect(told({ ...fresh.table, change: "last" }, "change", "")).toEqual(fresh.table);
    expect(told(fresh.heading, "text", "x").text).toBe("x");
    expect(codesOf("a, b，c d")).toEqual(["a", "b", "c", "d"]);
  });
});
