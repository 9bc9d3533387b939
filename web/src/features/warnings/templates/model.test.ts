import { describe, expect, it } from "vitest";

import type { Stored } from "./model";
import { blank, draftOf, inserted } from "./model";

describe("a template that is written", () => {
  it("takes a field where the cursor stands", () => {
    expect(inserted("ab", 1, 1, "area")).toEqual({ text: "a{area}b", at: 7 });
    expect(inserted("a-b", 1, 2, "level").text).toBe("a{level}b");
  });
  it("is sent back without what only the server says", () => {
    const stored: Stored = { ...blank(), code: "rain", version: 3, changed_at: "2026-01-01T00:00:00Z" };
    expect(draftOf(stored)).toEqual({ ...blank(), code: "rain" });
  });
});
