import { describe, expect, it } from "vitest";

import { complete } from "./model";

describe("complete", () => {
  it("is a change once nothing is missing", () => {
    expect(complete({ kind: "limit", amount: "3", unit: "work_day" })).toEqual({ kind: "limit", clock: "handle", amount: 3, unit: "work_day" });
    expect(complete({ kind: "limit", amount: "0", unit: "work_day" })).toBeNull();
    expect(complete({ kind: "duty", matter: "m", source: "a", target: "a" })).toBeNull();
    expect(complete({ kind: "pace", clock: "verify", amount: "50" })).toEqual({ kind: "pace", clock: "verify", share: 0.5 });
    expect(complete({ kind: "pace", clock: "verify", amount: "" })).toBeNull();
    expect(complete({ kind: "staff", unit: "a", amount: "1.5" })).toBeNull();
    expect(complete({ kind: "staff", unit: "a", amount: "2" })).toEqual({ kind: "staff", unit: "a", places: 2 });
  });
});
