import type { CaseSummary, Named } from "@/shared/api/types";
import { remaining } from "@/shared/time/remaining";

export const RUNGS = ["over", "soon", "half", "ample"] as const;
export type Rung = (typeof RUNGS)[number];

/** Where a case stands on the ladder: over, under a fifth, under a half, ample; null when no clock runs. */
export function rungOf(one: CaseSummary, now: number): Rung | null {
  const { level } = remaining(one.clock, one.opened_at, now, "en");
  return RUNGS.find((rung) => rung === level) ?? null;
}

export interface Row {
  unit: Named;
  cells: Record<Rung, CaseSummary[]>;
  total: number;
}

/** Sort cases into units and rungs; the unit with most over comes first. */
export function ladder(cases: CaseSummary[], now: number, centre: string): Row[] {
  const rows = new Map<string, Row>();
  for (const one of cases) {
    const rung = rungOf(one, now);
    if (!rung) continue;
    const unit = one.unit ?? { code: "", name: centre };
    const row = rows.get(unit.code) ?? { unit, cells: { over: [], soon: [], half: [], ample: [] }, total: 0 };
    row.cells[rung].push(one);
    row.total += 1;
    rows.set(unit.code, row);
  }
  const weight = (row: Row): number => row.cells.over.length * 1e6 + row.cells.soon.length * 1e3 + row.total;
  return [...rows.values()].sort((a, b) => weight(b) - weight(a));
}
