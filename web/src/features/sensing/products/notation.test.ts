import { describe, expect, it } from "vitest";

import type { Parameter } from "../model";
import { read, written } from "./notation";

const parameter = (changes: Partial<Parameter>): Parameter => ({ name: "开度", name_en: "", kind: "number", unit: "1", low: null, high: null, members: [], optional: false, ...changes });

describe("parameters as people write them", () => {
  it.each([
    parameter({ unit: "%", low: 0, high: 100, name_en: "Opening" }),
    parameter({ kind: "integer", low: 1, optional: true }),
    parameter({ kind: "text", high: 200 }),
    parameter({ kind: "enum", members: [{ value: 0, code: "auto", name: "自动", name_en: "" }, { value: 1, code: "hand", name: "手动", name_en: "" }] }),
  ])("read as they are written: %o", (one) => {
    expect(read(written(one))).toEqual(one);
  });
  it("stay words without a kind", () => {
    expect(read("要说的话")).toBe("要说的话");
    expect(read("温度｜数｜℃")).toEqual(parameter({ name: "温度", unit: "Cel" }));
  });
});
