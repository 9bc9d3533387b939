import type { Limit } from "../whatif/model";

export interface Entry {
  id: string;
  matter: string;
  area: string;
  lead_unit: string;
  assist_units: string[];
  scene: string;
  limits: Record<string, Record<string, Limit>>;
  duty_type: string;
  legal_basis: string;
  filing_standard: string;
  closing_standard: string;
  evidence_required: boolean | null;
  status: string;
}
const KEPT = ["matter", "area", "lead_unit", "assist_units", "scene", "duty_type", "legal_basis", "filing_standard", "closing_standard", "evidence_required"] as const;

/** The draft of an entry with a shorter limit: every grade that has more of the same unit gets it; others stay. Null if nothing changes. */
export function drafted(entry: Entry, clock: string, limit: Limit, from: string, basis: string): Record<string, unknown> | null {
  const grades = entry.limits[clock] ?? { "*": { amount: Number.POSITIVE_INFINITY, unit: limit.unit } };
  const shorter = Object.fromEntries(Object.entries(grades).map(([grade, old]) => [grade, old.unit === limit.unit && old.amount > limit.amount ? limit : old]));
  if (Object.values(shorter).every((one) => one !== limit)) return null;
  return { ...Object.fromEntries(KEPT.map((key) => [key, entry[key]])), limits: { ...entry.limits, [clock]: shorter }, valid_from: from, change_basis: basis };
}
