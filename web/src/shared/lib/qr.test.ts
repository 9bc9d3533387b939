import { describe, expect, it } from "vitest";

import { qr } from "./qr";

const rows = (text: string): string => (qr(text) ?? []).map((row) => row.map((dark) => (dark ? "#" : ".")).join("")).join("\n");

const KNOWN = `
#######.####..#######
#.....#.......#.....#
#.###.#...###.#.###.#
#.###.#.####..#.###.#
#.###.#.##.##.#.###.#
#.....#.##..#.#.....#
#######.#.#.#.#######
........##...........
#...#.####..######..#
..####..###.###....##
..#..##.#.#.##.....#.
##..#..#.#.##..#...#.
...#..####.#..######.
........#..##....##.#
#######.####..###.##.
#.....#..#...##.....#
#.###.#.#.#.####..#.#
#.###.#..#..###...###
#.###.#...#.##..#....
#.....#...###..#.....
#######.##.#..###.#.#
`.trim();

describe("a QR code", () => {
  it("is, square by square, what an independent reader has read as this text", () => {
    expect(rows("YIWANG")).toBe(KNOWN);
  });
  it("grows with the text and is refused when it does not fit", () => {
    expect(qr("x".repeat(14))).toHaveLength(21);
    expect(qr("x".repeat(15))).toHaveLength(25);
    expect(qr("x".repeat(213))).toHaveLength(57);
    expect(qr("x".repeat(214))).toBeNull();
  });
  it("counts bytes, not characters", () => {
    expect(qr("\u7f51".repeat(71))).toHaveLength(57);
    expect(qr("\u7f51".repeat(72))).toBeNull();
  });
  it("differs wherever the text differs", () => {
    expect(rows("/m/tasks/1")).not.toBe(rows("/m/tasks/2"));
  });
});
