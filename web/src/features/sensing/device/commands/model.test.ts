import { describe, expect, it } from "vitest";

import type { Product } from "../../model";
import { callables, SET, valuesOf } from "./model";

const opening = { name: "开度", name_en: "", kind: "number" as const, unit: "%", low: 0, high: 100, members: [], optional: false };
const product = {
  model: {
    properties: [{ code: "level", writable: false }, { code: "limit", name: "限值", name_en: "", kind: "number", unit: "m", low: 0, high: 9, members: [], writable: true }],
    functions: [
      { code: "open", name: "开闸", name_en: "", input: { opening }, output: {}, dangerous: true, expires_s: 600 },
      { code: "speak", name: "喊话", name_en: "", input: { text: "要说的话" }, output: {}, dangerous: false, expires_s: 600 },
    ],
  },
} as unknown as Product;

describe("what a device can be told", () => {
  it("is every function with typed parameters, and setting what is writable", () => {
    const found = callables(product, { name: "设置", name_en: "Set" });
    expect(found.map(({ code }) => code)).toEqual(["open", SET]);
    expect(Object.keys(found[1]?.input ?? {})).toEqual(["limit"]);
    expect(callables(undefined, { name: "", name_en: "" })).toEqual([]);
  });
  it("takes what was typed as values of their kind", () => {
    const input = { opening, loud: { ...opening, kind: "boolean" as const }, note: { ...opening, kind: "text" as const } };
    expect(valuesOf(input, { opening: "30", loud: "false", note: "" })).toEqual({ opening: 30, loud: false });
  });
});
