import { describe, expect, it } from "vitest";

import { caseSummary, journalItem } from "@/testing/cases";
import { chosen, DEFAULT } from "./columns";
import { belongs, filterCount, NO_FILTER } from "./filters";
import { applyChange, changeOf, isNew, replaceRow, shows } from "./live";
import { grouped } from "./sections";
import { stops } from "./track";

const row = caseSummary();
const pages = { pages: [{ items: [caseSummary({ number: "other" })], next: "c" }, { items: [row], next: null }], pageParams: [null, "c"] };
const message = (data: Record<string, unknown>) => changeOf("cases.changed", { number: row.number, action: "sign", stage: "handle", side: null, version: 4, unit: "lights", due_at: "2026-03-03T11:00:00Z", ...data });

describe("live changes", () => {
  it("old state and message give what a fresh read gives", () => {
    const fresh = caseSummary({ stage: "handle", version: 4, due_at: "2026-03-03T11:00:00Z", clock: { kind: "sign", due_at: "2026-03-03T11:00:00Z", status: "running", remaining_s: null } });
    const next = applyChange(pages, message({})!);
    expect(next.pages[1]!.items[0]).toEqual(fresh);
    expect(next.pages[0]).toBe(pages.pages[0]);
  });
  it("ignores repeated and older messages, so that order and repetition do not matter", () => {
    const once = applyChange(pages, message({ version: 6, stage: "verify" })!);
    expect(applyChange(once, message({ version: 6, stage: "verify" })!)).toBe(once);
    expect(applyChange(once, message({ version: 5, stage: "handle" })!)).toBe(once);
  });
  it("shows a new unit by its code until its name is read", () => {
    const next = applyChange(pages, message({ unit: "water" })!);
    expect(next.pages[1]!.items[0]!.unit).toEqual({ code: "water", name: "water" });
    const read = replaceRow(next, caseSummary({ version: 4, stage: "handle", unit: { code: "water", name: "水务局" } }));
    expect(read.pages[1]!.items[0]!.unit?.name).toBe("水务局");
  });
  it("never puts an older row over a newer one", () => {
    expect(replaceRow(pages, caseSummary({ version: 2, stage: "dispatch" }))).toBe(pages);
  });
  it("knows new cases, foreign messages and what is shown", () => {
    expect(isNew(message({ version: 1 })!)).toBe(true);
    expect(isNew(message({ version: 2 })!)).toBe(false);
    expect(changeOf("cases.clock_fired", { number: "1", stage: "x" })).toBeNull();
    expect(changeOf("cases.changed", { number: 1 })).toBeNull();
    expect(shows(pages, row.number)).toBe(true);
    expect(shows(undefined, row.number)).toBe(false);
  });
});

describe("filters", () => {
  it("judges what the page can judge", () => {
    expect(belongs(NO_FILTER, row)).toBe(true);
    expect(belongs({ ...NO_FILTER, stage: "sign,handle" }, row)).toBe(true);
    expect(belongs({ ...NO_FILTER, stage: "handle" }, row)).toBe(false);
    expect(belongs({ ...NO_FILTER, area: "110101" }, row)).toBe(true);
    expect(belongs({ ...NO_FILTER, area: "110102" }, row)).toBe(false);
    expect(belongs({ ...NO_FILTER, unplaced: "true" }, row)).toBe(false);
    expect(belongs({ ...NO_FILTER, q: "anything" }, row)).toBe(true);
  });
  it("judges whether a case is of a group", () => {
    const mine = caseSummary({ unit: { code: "lights", name: "x" }, matter: null, urgency: 2 });
    for (const group of ["unit:lights", "matter:-", "urgency:2", "area:110101", "nonsense", `stage:${mine.stage}`]) expect(belongs({ ...NO_FILTER, group }, mine), group).toBe(true);
    for (const group of ["unit:-", "unit:water", "matter:a", "urgency:1", "stage:void"]) expect(belongs({ ...NO_FILTER, group }, mine), group).toBe(false);
  });
  it("does not count the order as a filter", () => {
    expect(filterCount({ ...NO_FILTER, sort: "due_at", q: "x" })).toBe(1);
  });
});

describe("columns", () => {
  it("survives a stored choice from another version", () => {
    expect(chosen(["gone", "unit"])).toEqual(["title", "unit"]);
    expect(chosen("nonsense")).toEqual(DEFAULT);
    expect(chosen([])).toEqual(DEFAULT);
  });
});

describe("track", () => {
  it("folds a journal into stops with what was done at each", () => {
    const found = stops([
      journalItem({ seq: 3, at: "2026-03-02T03:00:00Z", action: "comment", target: null }),
      journalItem({ seq: 1, target: "intake" }),
      journalItem({ seq: 2, at: "2026-03-02T02:00:00Z", action: "dispatch", origin: "intake", target: "sign", actor_name: "张敏" }),
      journalItem({ seq: 4, at: "2026-03-02T04:00:00Z", action: "transfer", origin: "sign", target: "sign" }),
    ]);
    expect(found.map((one) => [one.stage, one.until, one.acts.length])).toEqual([
      ["intake", "2026-03-02T02:00:00Z", 0],
      ["sign", null, 2],
    ]);
    expect(found[1]!.actor).toBe("张敏");
  });
});

describe("grouped tasks", () => {
  it("puts what is over first and what waits for others last", () => {
    const now = Date.parse("2026-03-02T02:00:00Z");
    const due = (at: string) => ({ kind: "handle" as const, due_at: at, status: "running" as const, remaining_s: null });
    const found = grouped(
      [
        caseSummary({ number: "verify", stage: "verify" }),
        caseSummary({ number: "tomorrow", stage: "handle", clock: due("2026-03-02T17:00:00Z") }),
        caseSummary({ number: "today", stage: "handle", clock: due("2026-03-02T09:00:00Z") }),
        caseSummary({ number: "over", clock: due("2026-03-02T01:00:00Z") }),
        caseSummary({ number: "stopped", stage: "handle", side: "suspended" }),
      ],
      now,
      "Asia/Shanghai",
    );
    expect(found.map(({ group, items }) => [group, items.map((one) => one.number)])).toEqual([
      ["over", ["over"]],
      ["today", ["today"]],
      ["tomorrow", ["tomorrow"]],
      ["others", ["verify", "stopped"]],
    ]);
  });
});
