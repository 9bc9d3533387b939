import { describe, expect, it } from "vitest";

import type { Column, Duty } from "./model";
import { corrects, present, values } from "./model";

const columns: Column[] = [{ code: "found", zh: "发现", en: "Found", type: "number", unit: "case", required: true }];
const duty = (said: Record<string, number> | null, proposed: Record<string, number> | null): Duty =>
  ({ day: "2026-01-01", period: "2026-01", due: "2026-02-05", state: "done", area: "1", area_name: "一区", unit: "U", unit_name: "所", rows: [{ series: "1", said, proposed, by: "", at: "" }] });

describe("figures that are handed in", () => {
  it("takes an empty cell for unknown, not for 0", () => {
    expect(values(columns, { found: " " })).toEqual({ found: null });
    expect(values(columns, { found: "0" })).toEqual({ found: "0" });
  });
  it("shows what waits before what is in force", () => {
    expect(present(duty({ found: 1 }, { found: 2 }))).toEqual({ found: 2 });
  });
  it("asks for a reason only where something in force changes", () => {
    expect(corrects(duty({ found: 1 }, null), columns, { found: "1" })).toBe(false);
    expect(corrects(duty({ found: 1 }, null), columns, { found: "2" })).toBe(true);
    expect(corrects(duty(null, { found: 1 }), columns, { found: "2" })).toBe(false);
  });
});
