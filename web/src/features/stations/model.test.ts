import { describe, expect, it } from "vitest";

import type { Limit, Station } from "./model";
import { counted, levelOf, signed, tellingLimit } from "./model";

const limit = (level: Limit["level"], above: number | null): Limit => ({ zh: level, en: level, level, value: 3, hours: null, above });
const station = (changes: Partial<Station>): Station => ({ code: "S", name: "S", lon: null, lat: null, address: "", online: true, value: 1, at: 1, stale: false, trend: null, falls: [], limits: [], level: null, alarms: [], ...changes });

describe("stations of a board", () => {
  it("are as grave as their guards and alarms", () => {
    const alarmed = station({ level: "yellow", alarms: [{ id: "1", rule: "r", level: "orange", case: null, raised_at: "" }] });
    expect(levelOf(alarmed)).toBe("orange");
    expect(levelOf(station({}))).toBeNull();
    expect(counted([alarmed, station({ level: "yellow" }), station({ level: "yellow" }), station({})])).toEqual([["orange", 1], ["yellow", 2]]);
  });
  it("tell the highest limit reached, else the nearest", () => {
    expect(tellingLimit(station({ limits: [limit("yellow", 1), limit("orange", 0.2), limit("red", -1)] }))?.level).toBe("orange");
    expect(tellingLimit(station({ limits: [limit("yellow", -0.5), limit("orange", -1)] }))?.level).toBe("yellow");
    expect(tellingLimit(station({ limits: [limit("yellow", null)] }))).toBeNull();
  });
  it("write how far with its sign", () => {
    expect([signed(0.25), signed(-1.5), signed(0)]).toEqual(["+0.25", "−1.5", "0"]);
  });
});
