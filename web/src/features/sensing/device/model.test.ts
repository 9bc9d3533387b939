import { describe, expect, it } from "vitest";

import { limitsOf, propertiesIn, rulesOf, spanOf } from "./model";
import type { Device, RuleRow } from "./queries";

const rule = (code: string, subject: RuleRow["body"]["subject"], when: Record<string, unknown>, running: number | null = 1): RuleRow => ({ code, running, body: { zh: code, en: code, subject, levels: [{ level: "orange", when }] } });
const device = { code: "G1", product: "gauge", tags: ["flood"], path: ["1", "12"] } as Device;
const product = { model: { properties: [{ code: "level" }] } } as never;
const over = { threshold: { property: "level", op: ">=", value: 4.2 } };

describe("rules of a device", () => {
  it("are those whose subject takes it in and that ask for what it says", () => {
    const rules = [
      rule("all", {}, over),
      rule("product", { product: "gauge" }, over),
      rule("other", { product: "truck" }, over),
      rule("area", { area: "12" }, over),
      rule("elsewhere", { area: "13" }, over),
      rule("tagged", { tags: ["flood"] }, { no_data: { seconds: 60 } }),
      rule("mute", {}, { no_data: { seconds: 60 } }),
      rule("smoke", {}, { threshold: { property: "smoke", value: 3 } }),
      rule("asleep", {}, over, null),
      rule("named", { devices: ["G2"] }, over),
    ];
    expect(rulesOf(rules, device, product).map(({ code }) => code)).toEqual(["all", "product", "area", "tagged"]);
  });
  it("draw their limits where a number is one, each once", () => {
    const rules = [
      rule("a", {}, { all: [over, { rate: { property: "level", value: 0.3 } }] }),
      rule("b", {}, { hysteresis: { property: "level", raise_at: 4.8, clear_at: 4.6 } }),
      rule("c", {}, { in_a_row: { of: over, times: 2 } }),
      rule("d", {}, { not: over }),
    ];
    expect(limitsOf(rules, "level", ({ code }) => code).map(({ value, name }) => [value, name])).toEqual([[4.2, "a"], [4.8, "b"]]);
    expect([...propertiesIn(rules[0]?.body.levels)]).toEqual(["level"]);
  });
});

describe("the time looked at", () => {
  it("ends now, or is one's own as long as it goes forward", () => {
    const now = Date.parse("2026-03-10T01:02:03Z");
    const { from, to } = spanOf("24h", { from: "", to: "" }, now);
    expect(to).toBeGreaterThanOrEqual(now);
    expect(to - from).toBe(86_400_000);
    const own = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };
    expect(spanOf("own", own, now).to).toBe(Date.parse(own.to));
    expect(spanOf("own", { from: own.to, to: own.from }, now).to).toBeGreaterThanOrEqual(now);
  });
});
