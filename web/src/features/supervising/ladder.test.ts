import { describe, expect, it } from "vitest";

import { caseSummary } from "@/testing/cases";
import { ladder, rungOf } from "./ladder";
import { fits, supervision } from "./measures";

const NOW = Date.parse("2026-03-10T04:00:00Z");
const HOUR = 3_600_000;
const due = (hours: number, unit: string | null) =>
  caseSummary({
    opened_at: new Date(NOW - 10 * HOUR).toISOString(),
    unit: unit === null ? null : { code: unit, name: unit },
    clock: { kind: "handle", due_at: new Date(NOW + hours * HOUR).toISOString(), status: "running", remaining_s: hours * 3600, limit_s: 36_000, unit: "work_hour" },
  });

describe("the ladder", () => {
  it("has four rungs by the share of time that is left", () => {
    expect([-1, 1, 4, 9].map((hours) => rungOf(due(hours, "a"), NOW))).toEqual(["over", "soon", "half", "ample"]);
    expect(rungOf(caseSummary({ clock: null }), NOW)).toBeNull();
  });
  it("puts first who is over most, and the centre's own cases under its name", () => {
    const rows = ladder([due(9, "a"), due(9, "a"), due(-1, "b"), due(1, null)], NOW, "centre");
    expect(rows.map(({ unit }) => unit.name)).toEqual(["b", "centre", "a"]);
    expect(rows[2]?.total).toBe(2);
  });
});

describe("a measure", () => {
  const actions = [{ id: "urge", stages: ["*"], sides: ["*"] }, { id: "supervise", stages: ["handle"], sides: [] }];
  it("is offered only where a flow in force has it, and everywhere until the flows are known", () => {
    const here = (stage: "dispatch" | "handle", side: "waiting" | null = null) => (["urge", "supervise", "list"] as const).map((measure) => fits(actions, measure, { stage, side }));
    expect(here("dispatch")).toEqual([true, false, false]);
    expect(here("handle")).toEqual([true, true, true]);
    expect(here("handle", "waiting")).toEqual([true, false, false]);
    expect(fits(undefined, "list", { stage: "dispatch", side: null })).toBe(true);
  });
});

describe("a supervision", () => {
  it("has a kind, a demand, and hours until its date if it has one that is to come", () => {
    expect(supervision("list", " fix it ", "", NOW)).toEqual({ kind: "listed", demand: "fix it" });
    expect(supervision("supervise", "a", new Date(NOW + 90 * 60_000).toISOString(), NOW)).toEqual({ kind: "written", demand: "a", hours: 1.5 });
    expect(supervision("supervise", "a", new Date(NOW - HOUR).toISOString(), NOW)).toEqual({ kind: "written", demand: "a" });
  });
});
