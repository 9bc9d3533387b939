import { describe, expect, it } from "vitest";

import type { Alarm } from "./model";
import { grouped, matchersOf, touched } from "./model";

const alarm = (id: string, changes: Partial<Alarm> = {}): Alarm => ({
  id, rule: "r", subject: "D1", name: id, labels: { area: "1" }, level: "blue", peak: "blue", value: null, area: "1",
  raised_at: "2026-03-10T01:00:00Z", last_at: "2026-03-10T01:00:00Z", count: 1, recurrences: [], active: true, flapping: false,
  hushed: null, parent: null, is_storm: false, confirmed_at: null, assignee: null, device: 1, lon: null, lat: null, case: null, verdict: null, cleared_at: null,
  closed_at: null, stage: "raised", ...changes,
});

describe("alarms of a shift", () => {
  it("come in groups, the worst first", () => {
    const found = grouped([alarm("a"), alarm("b", { rule: "s", level: "red" }), alarm("c", { rule: "s" }), alarm("d", { level: "orange" })], "rule");
    expect(found.map(({ key, top, alarms }) => [key, top, alarms.map(({ id }) => id)])).toEqual([["s", "red", ["b", "c"]], ["r", "orange", ["d", "a"]]]);
  });
  it("without an area stand in a group of their own", () => {
    expect(grouped([alarm("a", { area: null }), alarm("b")], "area").map(({ key }) => key)).toEqual(["", "1"]);
  });
  it("are silenced by device or by area, always under their rule", () => {
    expect(matchersOf(alarm("a"), "subject").map(({ label, value }) => `${label}=${value}`)).toEqual(["rule=r", "subject=D1"]);
    expect(matchersOf(alarm("a"), "area").map(({ label, value }) => `${label}=${value}`)).toEqual(["rule=r", "area=1"]);
  });
  it("are not done twice", () => {
    const seen = alarm("a", { confirmed_at: "2026-03-10T01:00:00Z", verdict: "false" });
    const fresh = alarm("b");
    expect(touched("confirm", [seen, fresh])).toEqual([fresh]);
    expect(touched("false", [seen, fresh])).toEqual([fresh]);
    expect(touched("true", [seen, fresh])).toEqual([seen, fresh]);
    expect(touched("close", [seen, fresh])).toEqual([seen, fresh]);
  });
});
