import type { PanelSpec, Turn } from "@/contributions/wall/model";

export const ROWS = 8;
const COLUMNS = 12;
const STANDARD = 16 / 9;

/** A column is as wide as on a 16:9 screen of the same height: wider screens have more columns, never wider ones. */
export const columnsFor = (width: number, height: number): number =>
  Math.max(COLUMNS, Math.round((COLUMNS * width) / height / STANDARD));

/** Where a panel lies, as CSS grid lines; `null` where the screen is too narrow for it. */
export function placed({ at: [column, row, width, height], from_columns: from = COLUMNS }: PanelSpec, columns: number) {
  if (columns < from) return null;
  const first = column < 0 ? columns + column : column;
  return { gridColumn: `${String(first + 1)} / span ${String(width)}`, gridRow: `${String(row + 1)} / span ${String(height)}` };
}

/** How many columns panels cover at the left and at the right edge: the map keeps its subject between them. */
export function covered(panels: PanelSpec[], columns: number): { left: number; right: number } {
  const shown = panels.filter((one) => placed(one, columns) !== null);
  const left = Math.max(0, ...shown.filter((one) => one.at[0] >= 0).map((one) => one.at[0] + one.at[2]));
  const right = Math.max(0, ...shown.filter((one) => one.at[0] < 0).map((one) => -one.at[0]));
  return { left, right };
}

/** The scene whose turn it is at `now`, and when the next one comes. All screens of one plan change together. */
export function turnAt(plan: Turn[], now: number): { scene: string; until: number } | null {
  const whole = plan.reduce((sum, turn) => sum + turn.seconds * 1000, 0);
  if (whole <= 0) return null;
  let end = Math.floor(now / whole) * whole;
  for (const turn of plan) {
    end += turn.seconds * 1000;
    if (now < end) return { scene: turn.scene, until: end };
  }
  return null;
}
