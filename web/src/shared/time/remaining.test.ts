import { describe, expect, it } from "vitest";

import { setZone, shortTime, span } from "./format";
import { remaining } from "./remaining";

const at = (text: string): number => Date.parse(text);
const STARTED = "2026-03-02T01:00:00Z";
const DUE = "2026-03-02T11:00:00Z";

describe("remaining", () => {
  const clock = { due_at: DUE, status: "running" as const, remaining_s: null };
  it("says how much is left and how urgent it is", () => {
    expect(remaining(clock, STARTED, at("2026-03-02T02:00:00Z"), "zh")).toEqual({ level: "ample", share: 0.9, text: "剩 9 小时" });
    expect(remaining(clock, STARTED, at("2026-03-02T07:00:00Z"), "zh").level).toBe("half");
    expect(remaining(clock, STARTED, at("2026-03-02T10:30:00Z"), "zh")).toMatchObject({ level: "soon", text: "剩 30 分钟" });
    expect(remaining(clock, STARTED, at("2026-03-02T12:30:00Z"), "zh")).toEqual({ level: "over", share: 0, text: "超 1.5 小时" });
  });
  it("counts work time as the server counted it, not the night", () => {
    const work = { ...clock, remaining_s: 3.5 * 3600, unit: "work_hour" as const };
    expect(remaining(work, STARTED, at("2026-03-01T20:00:00Z"), "zh").text).toBe("剩 3.5 工作时");
    expect(remaining({ ...work, unit: "work_day", remaining_s: 72 * 3600 }, STARTED, at("2026-03-01T20:00:00Z"), "en").text).toBe("3 work d left");
    expect(remaining({ ...work, remaining_s: -1800 }, STARTED, at("2026-03-02T12:00:00Z"), "zh").text).toBe("超 30 工作分钟");
  });
  it("knows clocks that do not run", () => {
    expect(remaining({ ...clock, status: "paused" }, STARTED, at(DUE), "zh").level).toBe("paused");
    expect(remaining({ ...clock, status: "met" }, STARTED, at(DUE) + 1, "en").text).toBe("in time");
    expect(remaining(null, STARTED, 0, "zh").level).toBe("none");
    expect(remaining({ due_at: null }, STARTED, 0, "zh").level).toBe("none");
  });
});

describe("shortTime", () => {
  it("speaks of days in the city's zone", () => {
    setZone("Asia/Shanghai");
    const now = at("2026-03-02T17:00:00Z"); // 01:00 on the third in Shanghai
    expect(shortTime("2026-03-02T16:05:00Z", now, "zh")).toBe("今天 00:05");
    expect(shortTime("2026-03-02T15:59:00Z", now, "zh")).toBe("昨天 23:59");
    expect(shortTime("2026-03-03T16:00:00Z", now, "en")).toBe("tomorrow 00:00");
    expect(shortTime("2026-01-05T02:00:00Z", now, "zh")).toBe("01-05 10:00");
    expect(shortTime("2025-01-05T02:00:00Z", now, "zh")).toBe("2025-01-05 10:00");
    expect(shortTime(null, now, "zh")).toBe("—");
  });
});

describe("span", () => {
  it("never says zero", () => {
    expect(span(10, "zh")).toBe("1 分钟");
    expect(span(47 * 3_600_000, "en")).toBe("47 h");
    expect(span(72 * 3_600_000, "zh")).toBe("3 天");
  });
});
