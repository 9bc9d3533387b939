import { describe, expect, it } from "vitest";

import type { CaseSummary } from "@/shared/api/types";
import { caseSummary } from "@/testing/cases";
import story from "@/testing/desk-story.json";
import type { Pages } from "./live";
import { applyChange, changeOf, CHANGED, isNew, replaceRow } from "./live";

interface Step {
  action: string;
  before: Partial<CaseSummary> | null;
  messages: Record<string, unknown>[];
  fresh: Partial<CaseSummary>;
}
const steps = story as unknown as Step[];
const acts = steps.filter(({ before }) => before !== null);
const list = (row: Partial<CaseSummary>): Pages => ({ pages: [{ items: [caseSummary({ number: "other" }), caseSummary(row)], next: null }], pageParams: [null] });
const shown = ({ pages }: Pages): CaseSummary => pages[0]!.items[1]!;
/** What a message can say of a row; the rest comes with the fresh case a moment later. */
const known = (row: CaseSummary) => ({ stage: row.stage, side: row.side, version: row.version, unit: row.unit?.code ?? null, due_at: row.due_at });

describe("a row of a list", () => {
  it.each(acts.map((step, at) => [step.action, at] as const))("old state and the messages of %s (%i) give what a fresh read gives", (_, at) => {
    const { before, messages, fresh } = acts[at]!;
    const changes = messages.map((data) => changeOf(CHANGED, data)!);
    const after = changes.reduce(applyChange, list(before!));
    expect(known(shown(after))).toEqual(known(caseSummary(fresh)));
    // told again, in any order: nothing changes
    expect([...changes].reverse().reduce(applyChange, after)).toBe(after);
    expect(shown(replaceRow(after, caseSummary(fresh)))).toEqual(caseSummary(fresh));
    expect(after.pages[0]!.items[0]).toEqual(caseSummary({ number: "other" }));
  });
  it("knows each opening as a new case", () => {
    const openings = steps.filter(({ before }) => before === null);
    expect(openings.length).toBeGreaterThan(10);
    for (const { messages } of openings) expect(isNew(changeOf(CHANGED, messages[0]!)!)).toBe(true);
  });
});
