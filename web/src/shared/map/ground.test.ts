import { describe, expect, it } from "vitest";

import { viewBox } from "./ground";
import { bounds } from "./style";

describe("viewBox", () => {
  it("always covers the view and stays the same for a small move", () => {
    expect(viewBox(116.401, 39.912, 116.444, 39.951)).toBe("116.40,39.90,116.45,40.00");
    expect(viewBox(116.403, 39.913, 116.446, 39.952)).toBe("116.40,39.90,116.45,40.00");
    expect(viewBox(-0.01, -0.01, 0.01, 0.01)).toBe("-0.05,-0.05,0.05,0.05");
  });
});

describe("bounds", () => {
  it("spans all coordinates and is null without any", () => {
    const polygon: GeoJSON.Feature = { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [[[1, 2], [3, 2], [3, 5], [1, 2]]] } };
    expect(bounds({ type: "FeatureCollection", features: [polygon] })).toEqual([1, 2, 3, 5]);
    expect(bounds({ type: "FeatureCollection", features: [] })).toBeNull();
  });
});
