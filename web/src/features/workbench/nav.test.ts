import { describe, expect, it } from "vitest";

import { GROUPS, homeOf, leadsTo, NAV, navFor } from "./nav";

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
  it("keeps what belongs together in one place", () => {
    const groups = NAV.map((item) => item.group);
    expect(groups.filter((group, at) => group !== groups[at - 1])).toEqual([...GROUPS]);
  });
  it("knows the page one is on, and no other that begins alike", () => {
    expect(leadsTo("alarms", "/desk/alarms")).toBe(true);
    expect(leadsTo("all", "/desk/cases/310000")).toBe(true);
    expect(leadsTo("alarms", "/desk/alarms-of-old")).toBe(false);
  });
  it("shows one who has several roles everything once", () => {
    expect(keys("agent", "dispatcher", "agent")).toEqual([...new Set(keys("agent", "dispatcher"))]);
    expect(new Set(NAV.map((item) => item.key)).size).toBe(NAV.length);
  });
});
