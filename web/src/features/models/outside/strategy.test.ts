import { describe, expect, it } from "vitest";

import { readCorners, readTimes, writeCorners, writeTimes } from "./strategy";

describe("times", () => {
  it("are read and written the same", () => {
    const text = "1-5 07:00-19:00\n6 08:00-12:00\n22:00-06:00";
    const read = readTimes(text);
    expect(read?.map(({ days }) => days.length)).toEqual([5, 1, 7]);
    expect(writeTimes(read ?? [])).toBe(text);
  });
  it("are refused where a line is none", () => {
    expect(readTimes("morning")).toBeNull();
    expect(readTimes("5-1 07:00-19:00")).toBeNull();
    expect(readTimes("")).toEqual([]);
  });
});

describe("corners", () => {
  it("are read in the ways people write them", () => {
    expect(readCorners("0, 0.3\n1 0.3\n1，1")).toEqual([[0, 0.3], [1, 0.3], [1, 1]]);
    expect(writeCorners([[0, 0.5]])).toBe("0, 0.5");
    expect(readCorners("1\n2")).toBeNull();
    expect(readCorners("a, b")).toBeNull();
  });
});
