import { describe, expect, it } from "vitest";

import { behind, better, share } from "./model";

describe("share", () => {
  it("says nothing of what was not counted", () => {
    expect(share(0.0213)).toBe("2.1%");
    expect(share(0)).toBe("0.0%");
    expect(share(null)).toBe("—");
    expect(share(undefined)).toBe("—");
  });
});

describe("behind", () => {
  it("opens the cases of a matter or an area, and nothing where a list cannot", () => {
    expect(behind("matter", { key: "matter:06010", name: "x" }, "a", "b")).toBe("/desk/cases?matter=matter%3A06010&from=a&to=b");
    expect(behind("district", { code: "1", name: "x" }, "a", "b")).toContain("area=1");
    expect(behind("by", "model", "a", "b")).toBeNull();
    expect(behind("matter", null, "a", "b")).toBeNull();
  });
});

describe("better", () => {
  it("knows which way is up", () => {
    expect(better("first_right", 0.9, 0.8)).toBe("better");
    expect(better("error", 0.01, 0.02)).toBe("better");
    expect(better("error", 0.03, 0.02)).toBe("worse");
    expect(better("automatic", 0.5, 0.5001)).toBe("same");
    expect(better("automatic", 0.5, null)).toBeNull();
  });
});
