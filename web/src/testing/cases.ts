import type { CaseSummary, JournalItem } from "@/shared/api/types";

/** A case as the contract describes it, for tests. */
export const caseSummary = (changes: Partial<CaseSummary> = {}): CaseSummary => ({
  number: "110101012026030200000013",
  stage: "sign",
  side: null,
  title: "路灯不亮",
  matter: { key: "matter:01037", name: "路灯异常" },
  area: { code: "110101001001", name: "东里社区" },
  address: "东里路 3 号",
  lon: 116.41,
  lat: 39.91,
  unit: { code: "lights", name: "路灯所" },
  channel: "hotline",
  source: "hotline",
  urgency: 1,
  opened_at: "2026-03-02T01:00:00Z",
  closed_at: null,
  due_at: "2026-03-02T11:00:00Z",
  clock: { kind: "sign", due_at: "2026-03-02T03:00:00Z", status: "running", remaining_s: 3600 },
  overdue: false,
  counts: { reports: 1, returned: 0, redone: 0, reworked: 0, urged: 0 },
  supervised: false,
  unplaced: false,
  version: 3,
  ...changes,
});

export const journalItem = (changes: Partial<JournalItem>): JournalItem => ({
  seq: 1, at: "2026-03-02T01:00:00Z", actor: "system", actor_name: "系统", action: "open", label: null, origin: null, target: null, data: {}, hash: "", ...changes,
});
