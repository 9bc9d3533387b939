import { expect, test } from "vitest";

import { heatSum, sparkline } from "./model";

test("a line of counts stays within its box and nothing lies on the ground", () => {
  expect(sparkline([0, 0])).toBe("0.0,23.0 100.0,23.0");
  expect(sparkline([0, 4])).toBe("0.0,23.0 100.0,1.0");
  expect(sparkline([3])).toBe("0.0,1.0");
  expect(sparkline([])).toBe("");
});

test("a topic's heat is shown with the numbers of its formula", () => {
  expect(heatSum({ reports: 4, votes: 2.04, people: 3, voters: 2 })).toBe("(4.0 + ½×2.0) × log2(1 + 3 + 2)");
});
