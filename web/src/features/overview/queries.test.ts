import { describe, expect, it } from "vitest";

import { behind } from "./queries";

describe("behind", () => {
  it("is the address of the same question", () => {
    expect(behind({ unit: "A B", overdue: "true" })).toBe("/desk/cases?unit=A+B&overdue=true");
  });
});
