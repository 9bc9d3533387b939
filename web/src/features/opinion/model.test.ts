import { expect, test } from "vitest";

import { sparkline } from "./model";

test("a line of counts stays within its box and nothing lies on the ground", () => {
  expect(sparkline([0, 0])).toBe("0.0,23.0 100.0,23.0");
  expect(sparkline([0, 4])).toBe("0.0,23.0 100.0,1.0");
  expect(sparkline([3])).toBe("0.0,1.0");
  expect(sparkline([])).toBe("");
});
