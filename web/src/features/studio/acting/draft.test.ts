import { describe, expect, it } from "vitest";

import type { Limit } from "../whatif/model";
import type { Entry } from "./draft";
import { drafted } from "./draft";

const days = (amount: number): Limit => ({ amount, unit: "work_day" });
const entry: Entry = {
  id: "1", matter: "matter:1", area: "110000", lead_unit: "U", assist_units: [], scene: "", duty_type: "", legal_basis: "law", filing_standard: "", closing_standard: "", evidence_required: null, status: "approved",
  limits: { sign: { "*": days(1) }, handle: { A: days(2), B: days(5), C: { amount: 4, unit: "work_hour" } } },
};

describe("drafted", () => {
  it("shortens what is longer and keeps the rest", () => {
    const made = drafted(entry, "handle", days(3), "2026-03-03", "why");
    expect(made).toMatchObject({ matter: "matter:1", legal_basis: "law", valid_from: "2026-03-03", change_basis: "why" });
    expect(made?.limits).toEqual({ sign: { "*": days(1) }, handle: { A: days(2), B: days(3), C: { amount: 4, unit: "work_hour" } } });
    expect(made).not.toHaveProperty("id");
  });
  it("is nothing where nothing gets shorter, and gives a limit where there was none", () => {
    expect(drafted(entry, "handle", days(9), "2026-03-03", "why")).toBeNull();
    expect(drafted({ ...entry, limits: {} }, "handle", days(3), "2026-03-03", "why")?.limits).toEqual({ handle: { "*": days(3) } });
  });
});
