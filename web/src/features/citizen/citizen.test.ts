import { describe, expect, it } from "vitest";

import { frame, level, outlines, steps } from "./heat";
import { emptyDraft, followPath, lacking, parseHash, publicBody } from "./model";

const zh = (words: { zh: string }) => words.zh;

describe("following", () => {
  it("reads back the link that was given out", () => {
    const path = followPath({ id: "r", number: "1101 01", secret: "a/b#c" });
    expect(parseHash(path.slice(path.indexOf("#")))).toEqual({ number: "1101 01", receipt: "a/b#c" });
  });
  it("uses the report's id until there is a number, and asks for nothing without a secret", () => {
    expect(followPath({ id: "r", number: null, secret: "s" }, "/m")).toBe("/m/follow#r/s");
    expect(parseHash("")).toEqual({ number: "", receipt: "" });
  });
});

describe("publicBody", () => {
  const empty = emptyDraft();
  it("sends no empty reporter and only whole places", () => {
    expect(publicBody({ ...empty, text: " 井盖破损 ", address: "东里路" }, zh)).toEqual({ text: "井盖破损", address: "东里路" });
    const spot = { lon: 1, lat: 2, accuracy: 8 };
    expect(publicBody({ ...empty, text: "x", spot, phone: "138" }, zh)).toEqual({ text: "x", lon: 1, lat: 2, crs: "wgs84", reporter: { phone: "138" } });
  });
  it("lets a picture speak where nothing was written", () => {
    expect(publicBody({ ...empty, picture: "lamp" }, zh)).toEqual({ text: "路灯不亮", matter: "matter:01037" });
    expect([lacking(empty), lacking({ ...empty, picture: "lamp" }), lacking({ ...empty, text: "x", address: "y" })]).toEqual(["text", "place", null]);
  });
  it("gives every draft a key of its own", () => {
    expect(emptyDraft().id).not.toBe(emptyDraft().id);
  });
});

describe("heat", () => {
  const cell = { west: 120, east: 120.01, south: 30, north: 30.01, street: "", cases: 10, closed_percent: 50 };
  it("fits all squares into the picture, north at the top", () => {
    const view = frame([cell, { ...cell, west: 120.02, east: 120.03, south: 30.02, north: 30.03 }], 1000);
    const low = view.box(cell);
    expect(low.x).toBeGreaterThanOrEqual(0);
    expect(low.y + low.height).toBeLessThanOrEqual(view.height);
    expect(view.box({ ...cell, south: 30.02, north: 30.03 }).y).toBeLessThan(low.y);
  });
  it("has four steps, the fullest the darkest", () => {
    expect(steps(40)).toEqual([5, 10, 20, 30]);
    expect([5, 10, 20, 40].map((n) => level(n, 40))).toEqual([1, 2, 3, 4]);
    expect([steps(5), level(5, 5)]).toEqual([[5], 4]);
  });
  it("draws every ring of an area", () => {
    const ring = [[120, 30], [120.01, 30], [120, 30.01], [120, 30]];
    const area = { type: "Feature" as const, properties: {}, geometry: { type: "MultiPolygon" as const, coordinates: [[ring], [ring]] } };
    expect(outlines({ type: "FeatureCollection", features: [area] }, frame([cell], 100))).toHaveLength(2);
  });
});
