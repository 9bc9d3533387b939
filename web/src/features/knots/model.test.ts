import { expect, test } from "vitest";

import type { Candidate, Knot } from "./model";
import { handlingOf, oneMatter } from "./model";

const candidate = (key: string): Candidate => ({ number: key, matter: { key, name: null }, unit: null, at: "", reasons: [] });

test("only cases of one matter are admitted together", () => {
  expect(oneMatter([candidate("a"), candidate("a")])).toBe(true);
  expect(oneMatter([candidate("a"), candidate("b")])).toBe(false);
  expect(oneMatter([])).toBe(false);
});

test("what is shown of a way of handling is sent back as it was", () => {
  const step = { title: "会勘", unit: { code: "U1", name: "水务" }, due: null, done_at: null, done_by: null, result: "", overdue: false };
  const knot = { title: "t", lead: { code: "U1", name: null }, assists: [], assist_hours: 48, basis: "", plan: null, steps: [step], deadline: "2026-01-01", area: null } as unknown as Knot;
  expect(handlingOf(knot).steps).toEqual([{ title: "会勘", unit: "U1", due: null }]);
});
