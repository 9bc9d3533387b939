import { expect, it } from "vitest";

import { instruction, midnight } from "./queries";

it("finds when today began in the city, wherever the phone is", () => {
  expect(midnight(Date.parse("2026-03-02T01:30:00Z"), "Asia/Shanghai")).toBe("2026-03-01T16:00:00.000Z");
  expect(midnight(Date.parse("2026-03-01T15:59:59Z"), "Asia/Shanghai")).toBe("2026-02-28T16:00:00.000Z");
});

it("makes words a supervision with a date where a unit has the case, else an urging", () => {
  expect(instruction({ stage: "handle" }, "办", 8)).toEqual({ action: "supervise", body: { kind: "written", demand: "办", hours: 8 } });
  expect(instruction({ stage: "handle" }, "关注", null).body).toEqual({ kind: "written", demand: "关注" });
  expect(instruction({ stage: "dispatch" }, "办", 8)).toEqual({ action: "urge", body: { comment: "办" } });
});
