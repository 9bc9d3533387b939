import { describe, expect, it } from "vitest";

import type { Offered } from "./model";
import { freshCondition, listOf, orders, wanted, withList } from "./model";

const step = (more: Partial<Offered>): Offered => ({
  id: "street", title: "封控", how: "whistle", found: { zh: "属地", en: "office" }, unit: { code: "U1", name: "一街道" }, people: 0, role: null,
  minutes: 30, text: "请值守", evidence: false, from_level: 1, basis: "", hindered: null, ...more,
});

describe("orders", () => {
  it("sends of the plan's steps only what differs, and of added ones everything", () => {
    const steps = [step({}), step({ id: "lead", how: "dispatch", minutes: 0 })];
    const all = wanted(steps, 1).map((one) => (one.id === "street" ? { ...one, minutes: 45 } : one));
    const added = { key: "+", id: null, taken: true, title: "照明", how: "assist" as const, unit: "U2", minutes: 60, text: "架灯", evidence: true };
    expect(orders([...all, added], steps)).toEqual([
      { id: "street", minutes: 45 }, { id: "lead" }, { title: "照明", how: "assist", unit: "U2", minutes: 60, text: "架灯", evidence: true },
    ]);
  });

  it("leaves out what is struck, what a level has not, and what cannot be done", () => {
    const steps = [step({}), step({ id: "high", from_level: 3 }), step({ id: "none", unit: null, hindered: { zh: "无", en: "none" } })];
    expect(orders(wanted(steps, 2), steps)).toEqual([{ id: "street" }]);
    expect(orders(wanted(steps, 3), steps).map(({ id }) => id)).toEqual(["street", "high"]);
  });
});

describe("conditions", () => {
  it("are written as people write lists", () => {
    const one = withList(freshCondition("words"), "积水，内涝 倒灌");
    expect(one.params).toEqual({ any: ["积水", "内涝", "倒灌"] });
    expect(listOf(one)).toBe("积水、内涝、倒灌");
  });

  it("begin with what they need", () => {
    expect(freshCondition("alarm").params).toEqual({ rules: [], level: "yellow" });
    expect(freshCondition("urgency").params).toEqual({ urgency: 2 });
    expect(freshCondition("major").params).toEqual({});
  });
});
