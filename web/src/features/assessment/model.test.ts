import { describe, expect, it } from "vitest";

import type { Result } from "./model";
import { endingWith, numbersOf, periodsOf, sheetOf, short, shown } from "./model";

describe("periods", () => {
  it("go back over the new year", () => {
    const found = periodsOf("2026-02-09");
    expect(found.months.slice(0, 3)).toEqual(["2026-02", "2026-01", "2025-12"]);
    expect(found.quarters.slice(0, 2)).toEqual(["2026-Q1", "2025-Q4"]);
    expect(found.years[0]).toBe("2026");
  });
  it("have others of the same length before them", () => {
    expect(endingWith("2026-01", 3)).toEqual(["2025-11", "2025-12", "2026-01"]);
    expect(endingWith("2026-Q1", 2)).toEqual(["2025-Q4", "2026-Q1"]);
    expect(endingWith("2026", 2)).toEqual(["2025", "2026"]);
    expect(endingWith("2026-01-01..2026-01-09", 2)).toEqual([]);
  });
});

describe("what is shown", () => {
  it("says shares in percent, and nothing for what is not known", () => {
    expect([shown(0.5, "ratio"), shown(3, "case"), shown(1.234, "hour"), shown(null, "ratio")]).toEqual(["50.00%", "3", "1.23", "—"]);
  });
  it("leaves the conditions out of a board's name", () => {
    expect([short("红榜（优秀，前20%）"), short("Red: the best fifth")]).toEqual(["红榜", "Red"]);
  });
  it("reads numbers from what was pasted", () => {
    expect(numbersOf(" 1，2\n2 3;")).toEqual(["1", "2", "3"]);
  });
  it("writes no zero where nothing is known, and nothing of others", () => {
    const result = {
      parts: [{ code: "p", zh: "率", en: "rate" }], boards: [{ colour: "red", zh: "红榜（优秀）", en: "Red" }],
      objects: [
        { rank: 1, name: "甲", score: 90, board: "red", parts: [{ code: "p", value: 0.9, numerator: 9, denominator: 10 }] },
        { rank: null, name: "乙", score: null, board: null, parts: null },
      ],
    } as unknown as Result;
    expect(sheetOf(result, (text) => text.zh, { rank: "名次", name: "对象", score: "得分", board: "榜" })).toEqual([
      ["名次", "对象", "得分", "榜", "率", "率 n", "率 d"],
      [1, "甲", 90, "红榜", 0.9, 9, 10],
      [null, "乙", null, "", null, null, null],
    ]);
  });
});
