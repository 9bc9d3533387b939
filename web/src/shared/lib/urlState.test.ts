import { describe, expect, it } from "vitest";

import { readState, writeState } from "./urlState";

describe("URL state", () => {
  it("reads absent parameters as empty", () => {
    expect(readState(new URLSearchParams("stage=sign"), ["stage", "unit"])).toEqual({ stage: "sign", unit: "" });
  });
  it("drops emptied filters and keeps foreign ones", () => {
    const next = writeState(new URLSearchParams("stage=sign&lang=en"), { stage: "", unit: "U 1", q: undefined });
    expect(next.toString()).toBe("lang=en&unit=U+1");
  });
  it("reads back what it wrote", () => {
    const next = writeState(new URLSearchParams(), { q: "路灯 & 井盖", stage: "sign,handle" });
    expect(readState(new URLSearchParams(next.toString()), ["q", "stage"])).toEqual({ q: "路灯 & 井盖", stage: "sign,handle" });
  });
});
