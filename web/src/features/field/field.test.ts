import { describe, expect, it } from "vitest";

import type { Entry } from "@/shared/offline/entry";
import { caseSummary } from "@/testing/cases";
import type { Job } from "./model";
import { dueOrder, navigationLink, nextStep, pendingActs, walkingOrder } from "./model";

const job = (number: string, lon: number | null, due: string | null = null): Job => ({ number, kind: "lead", due, case: caseSummary({ number, lon, lat: lon === null ? null : 39.9 }) });

describe("walkingOrder", () => {
  it("goes from where one stands always to the nearest, and ends with what has no place", () => {
    const jobs = [job("far", 116.9), job("nowhere", null), job("near", 116.41), job("middle", 116.5)];
    const route = walkingOrder({ lon: 116.4, lat: 39.9 }, jobs);
    expect(route.map((one) => one.job.number)).toEqual(["near", "middle", "far", "nowhere"]);
    expect(route[0]?.step).toBeCloseTo(853, -1);
    expect(route[3]?.step).toBeNull();
  });
  it("keeps every task exactly once", () => {
    const jobs = Array.from({ length: 40 }, (_, n) => job(String(n), 116 + ((n * 37) % 40) / 100));
    expect(new Set(walkingOrder({ lon: 116.2, lat: 39.9 }, jobs).map((one) => one.job.number)).size).toBe(40);
  });
  it("goes by deadline where nobody knows the place", () => {
    expect(dueOrder([job("b", 1, "2026-02"), job("c", 1), job("a", 1, "2026-01")]).map((one) => one.job.number)).toEqual(["a", "b", "c"]);
  });
});

describe("nextStep", () => {
  it("follows what the server allows", () => {
    expect(nextStep(["sign", "comment"], [], "lead")).toBe("sign");
    expect(nextStep(["feedback", "comment"], [], "lead")).toBe("feedback");
    expect(nextStep(["verify_fail"], [], "verify")).toBe("verify");
    expect(nextStep(["comment"], [], "lead")).toBe("none");
  });
  it("goes on from what was done here without a network", () => {
    expect(nextStep(["sign"], ["sign"], "lead")).toBe("feedback");
    expect(nextStep(["sign"], ["sign"], "assist")).toBe("complete");
    expect(nextStep(["sign"], ["sign", "feedback"], "lead")).toBe("waiting");
  });
  it("counts only what has not arrived yet", () => {
    const entry = (action: string, state: Entry["state"]) => ({ kind: "act", number: "1", action, state }) as Entry;
    expect(pendingActs([entry("sign", "sent"), entry("feedback", "waiting"), { ...entry("sign", "waiting"), number: "2" }], "1")).toEqual(["feedback"]);
  });
});

it("opens the phone's own navigation", () => {
  expect(navigationLink({ lon: 118.1, lat: 33 }, "Android")).toBe("geo:33.000000,118.100000?q=33.000000,118.100000");
  expect(navigationLink({ lon: 118.1, lat: 33 }, "iPhone")).toContain("maps:");
});
