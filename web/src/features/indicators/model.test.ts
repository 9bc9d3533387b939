import { expect, it } from "vitest";

import { casesOf, fallOf, shownChange, shownStep, sparkOf } from "./model";
import { grainOf, pieceOf, stepped } from "./periods";

it("names the piece of time of a day as the server does", () => {
  expect([pieceOf("2026-11-22", "month"), pieceOf("2026-11-22", "quarter"), pieceOf("2026-11-22", "week"), pieceOf("2027-01-01", "week"), pieceOf("2026-11-22", "year")]).toEqual(["2026-11", "2026-Q4", "2026-W47", "2026-W53", "2026"]);
});

it("steps from one piece to the next and back", () => {
  for (const piece of ["2026-12", "2026-Q4", "2026-W53", "2026-02-28", "2026", "2024-02-29"]) expect(stepped(stepped(piece, 1), -1)).toBe(piece);
  expect([stepped("2026-12", 1), stepped("2026-Q4", 1), stepped("2026-W53", 1), stepped("2026-W01", -1)]).toEqual(["2027-01", "2027-Q1", "2027-W01", "2025-W52"]);
  expect(stepped("2026-01-02..2026-01-05", 1)).toBe("2026-01-02..2026-01-05");
  expect(grainOf("soon")).toBeNull();
});

it("reads changes of shares in points, others in percent", () => {
  const change = { absolute: -0.02, relative: -0.025, low: null, high: null, sure: null, better: false };
  expect(shownChange(change, "ratio", "个百分点")).toBe("↓ 2 个百分点");
  expect(shownChange({ ...change, absolute: 8, relative: 0.08 }, "case", "")).toBe("↑ 8 %");
  expect(shownChange({ ...change, absolute: 8, relative: null }, "case", "")).toBe("↑ 8");
});

it("leaves a gap where nothing is known", () => {
  expect(sparkOf([0, 10, null, 5], 30, 10)).toEqual(["0.0,10.0 10.0,0.0", "30.0,5.0"]);
  expect(casesOf("closing_rate", { period: "2026" }, "rest")).toBe("/desk/indicators/closing_rate/cases?period=2026&side=rest");
});

it("lets each bar of a waterfall begin where the one before ended", () => {
  expect(fallOf([3, -1, 2])).toEqual([[0, 0.75], [0.5, 0.25], [0.5, 0.5]]);
  expect(fallOf([0])).toEqual([[0, 0]]);
  expect([shownStep(-0.0213, "ratio", "pp"), shownStep(12, "case", "")]).toEqual(["−2.13 pp", "+12"]);
});
