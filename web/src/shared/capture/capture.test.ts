import { expect, it, vi } from "vitest";

import { metres, rounded, view } from "./here";
import { recogniser } from "./Voice";

it("offers speech only where the browser does", () => {
  const Offer = vi.fn();
  expect(recogniser({})).toBeNull();
  expect(recogniser({ webkitSpeechRecognition: Offer })).toBe(Offer);
});

it("measures as the crow flies and says it in words of a walk", () => {
  expect(metres({ lon: 118, lat: 33 }, { lon: 118, lat: 33.01 })).toBeCloseTo(1112, 0);
  expect([rounded(3), rounded(284), rounded(1260)]).toEqual([{ n: "10", far: false }, { n: "280", far: false }, { n: "1.3", far: true }]);
});

it("opens a map on all that is to be seen", () => {
  expect(view([])).toBeNull();
  expect(view([{ lon: 118, lat: 33 }])?.zoom).toBe(16);
  const wide = view([{ lon: 118, lat: 33 }, { lon: 118.2, lat: 33.1 }]);
  expect([wide?.lon.toFixed(2), wide?.lat.toFixed(2)]).toEqual(["118.10", "33.05"]);
  expect(wide?.zoom).toBeLessThan(11);
});
