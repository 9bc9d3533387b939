import { expect, test } from "vitest";

import type { Warning } from "./model";
import { actsOf } from "./model";

const ALL = { draft: true, approve: true, publish: true };
const draft: Warning = {
  id: "1", number: "YJ1", content: null, edition: 0, proposed: { level: "red", title: "", text: "", areas: [], valid_from: "", valid_until: "" },
  refused: null, published_at: null, ended_at: null, reason: null, stage: "drafted", proposal: "drafted", own_proposal: false,
};
const published: Warning = { ...draft, content: draft.proposed, proposed: null, proposal: null, edition: 1, stage: "published" };

test("who wrote it is not offered to approve it", () => {
  expect(actsOf(draft, ALL, false)).toEqual(["approve", "refuse", "revise", "withdraw"]);
  expect(actsOf({ ...draft, own_proposal: true }, ALL, false)).toEqual(["revise", "withdraw"]);
});

test("what was approved can be published, what is published lifted", () => {
  expect(actsOf({ ...draft, proposal: "approved" }, ALL, false)).toContain("publish");
  expect(actsOf(published, ALL, false)).toEqual(["revise", "lift"]);
});

test("a receiver without rights only confirms, also when it is over", () => {
  const none = { draft: false, approve: false, publish: false };
  expect(actsOf(published, none, true)).toEqual(["confirm"]);
  expect(actsOf({ ...published, ended_at: "2026-01-01" }, ALL, false)).toEqual([]);
});
