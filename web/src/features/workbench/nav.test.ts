import { describe, expect, it } from "vitest";

import { homeOf, NAV, navFor } from "./nav";

const keys = (...roles: Parameters<typeof navFor>[0]) => navFor(roles).map((item) => item.key);

describe("the rail", () => {
  it("begins the day of each role where its work is", () => {
    expect(homeOf(["handler"])).toBe("/desk/tasks");
    expect(homeOf(["agent"])).toBe("/desk/file");
    expect(homeOf(["verifier"])).toBe("/desk/check");
    expect(homeOf(["auditor"])).toBe("/desk/trail");
    expect(homeOf(["security"])).toBe("/desk/accounts");
    expect(homeOf(["admin"])).toBe("/desk/imports");
    expect(homeOf(["supervisor"])).toBe("/desk/overview");
    expect(homeOf([])).toBe("/desk/areas");
  });
  it("keeps accounts with the security officer, imports with the administrator", () => {
    expect(keys("security")).toContain("accounts");
    expect(keys("security")).not.toContain("imports");
    expect(keys("security")).not.toContain("all");
    expect(keys("admin")).toContain("imports");
    expect(keys("admin")).not.toContain("accounts");
    expect(keys("handler")).not.toContain("dispatch");
  });
  it("shows one who has several roles everything once", () => {
    expect(keys("agent", "dispatcher", "agent")).toEqual([...new Set(keys("agent", "dispatcher"))]);
    expect(new Set(NAV.map((item) => item.key)).size).toBe(NAV.length);
  });
});
