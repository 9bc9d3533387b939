import { expect, test } from "vitest";

import { cornersOf, linesOf, wordsOf } from "./model";

test("words of the city are one per line or with commas, each once", () => {
  expect(wordsOf("塔吊\n 爆破 、塔吊,\n\n")).toEqual(["塔吊", "爆破"]);
});

test("a boundary is read back as it was written, and a line that is no point is refused", () => {
  const corners: [number, number][] = [[120.1, 30.2], [120.3, 30.2], [120.3, 30.4]];
  expect(cornersOf(linesOf(corners))).toEqual(corners);
  expect(cornersOf("120.1，30.2")).toEqual([[120.1, 30.2]]);
  expect(cornersOf("")).toEqual([]);
  for (const wrong of ["120.1", "120.1, x", "1, 2, 3"]) expect(cornersOf(wrong)).toBeNull();
});
