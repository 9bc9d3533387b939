export const COLUMNS = [
  "number", "stage", "left", "title", "matter", "area", "unit", "channel", "opened", "marks",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Widths in rem; the title takes what is left. */
export const WIDTHS: Record<Column, number> = {
  number: 13.8,
  stage: 8.2,
  left: 11,
  title: 14,
  matter: 9.5,
  area: 8.6,
  unit: 9.2,
  channel: 6.5,
  opened: 7.6,
  marks: 7.8,
};
export const ALWAYS = new Set<Column>(["title"]);
export const DEFAULT: Column[] = ["stage", "left", "title", "area", "unit", "opened", "marks"];

/** Return the stored choice without names that no longer exist, and never without the title. */
export function chosen(stored: unknown): Column[] {
  const known = Array.isArray(stored) ? COLUMNS.filter((one) => (stored as unknown[]).includes(one)) : [];
  if (known.length === 0) return DEFAULT;
  return known.includes("title") ? ordered(known) : ordered([...known, "title"]);
}

const ORDER: Column[] = ["stage", "left", "title", "matter", "area", "unit", "channel", "opened", "number", "marks"];
const ordered = (columns: Column[]): Column[] => ORDER.filter((one) => columns.includes(one));

const GAP = 0.86;

/** The columns of a row for CSS, and the width below which the table scrolls sideways. */
export const layout = (columns: Column[], picking = false): { gridTemplateColumns: string; minWidth: string } => ({
  gridTemplateColumns: (picking ? "1.2rem " : "") + columns.map((one) => (one === "title" ? `minmax(${String(WIDTHS[one])}rem, 1fr)` : `${String(WIDTHS[one])}rem`)).join(" "),
  minWidth: `${String(columns.reduce((sum, one) => sum + WIDTHS[one] + GAP, 2))}rem`,
});
