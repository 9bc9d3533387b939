import { describe, expect, it } from "vitest";

import type { Difference } from "./model";
import { blank, linesOf, merged, moved, nextMember, pairsOf, PROPERTY, same, touched } from "./model";

const difference = (part: Difference["part"], code: string, what: Difference["what"]): Difference => ({ part, code, what, name: "", fields: [] });

describe("a thing model on the page", () => {
  it("asks about rules for what differs or goes, not for what is new", () => {
    const found = touched([difference("property", "level", "changed"), difference("property", "flow", "removed"), difference("property", "new", "added"), difference("event", "tamper", "removed"), difference("event", "open", "changed")]);
    expect(found).toEqual({ properties: ["level", "flow"], occurrences: ["tamper"] });
  });

  it("takes a table as the model alone, and keeps the code of a product that is there", () => {
    const old = { ...blank(), code: "gauge", maker: "A" };
    const read = { code: "other", model: { ...blank().model, properties: [{ ...PROPERTY, code: "level" }] } };
    expect(merged(old, read, false)).toMatchObject({ code: "gauge", maker: "A", model: { properties: [{ code: "level" }] } });
    expect(merged(old, read, true).code).toBe("other");
  });

  it("moves rows within the list only", () => {
    expect(moved(["a", "b", "c"], 1, -1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  });

  it("reads pairs as they are written", () => {
    expect(pairsOf(linesOf({ to: "a=b", from: "" }))).toEqual({ to: "a=b", from: "" });
    expect(pairsOf("alone\n\n")).toEqual({ alone: "" });
  });

  it("numbers members on, and two drafts that say the same are the same", () => {
    expect(nextMember([])).toBe(0);
    expect(nextMember([{ value: 4, code: "a", name: "a", name_en: "" }])).toBe(5);
    expect(same({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
  });
});
