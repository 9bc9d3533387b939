import { describe, expect, it } from "vitest";

import type { Spot } from "./measure";
import { area, distance, length, pixelsPerMetre, sayArea, sayLength } from "./measure";

describe("measuring", () => {
  it("knows a degree of a meridian", () => {
    expect(distance([118, 33], [118, 34])).toBeCloseTo(111_195, -1);
    expect(length([[118, 33], [118, 34], [118, 33]])).toBeCloseTo(222_390, -2);
    expect(length([[118, 33]])).toBe(0);
  });
  it("measures a square of about a kilometre, whichever way it is drawn", () => {
    const east = 1 / (111.195 * Math.cos((33 * Math.PI) / 180));
    const ring: Spot[] = [[118, 33], [118 + east, 33], [118 + east, 33 + 1 / 111.195], [118, 33 + 1 / 111.195]];
    expect(area(ring) / 1e6).toBeCloseTo(1, 2);
    expect(area([...ring].reverse())).toBeCloseTo(area(ring), 3);
    expect(area(ring.slice(0, 2))).toBe(0);
  });
  it("says lengths and surfaces in fitting units", () => {
    expect([sayLength(850.4), sayLength(12_345), sayArea(9_000), sayArea(2_500_000)]).toEqual(["850 m", "12.3 km", "9,000 m²", "2.5 km²"]);
  });
  it("knows how wide a metre is on the screen", () => {
    expect(1 / pixelsPerMetre(0)).toBeCloseTo(78_271.5, 0);
  });
});
