/** A window in time, in milliseconds. */
export interface Span {
  from: number;
  to: number;
}

export const DAY = 86_400_000;
/** Widths that are offered, in days. */
export const WIDTHS = [1, 3, 7, 30];

/** Return the window of `width` that ends at `end`, kept within the whole. */
export function moveTo(whole: Span, end: number, width: number): Span {
  const wide = Math.min(width, whole.to - whole.from);
  const to = Math.min(Math.max(end, whole.from + wide), whole.to);
  return { from: to - wide, to };
}

/** Return the window one step later; at the end it stays. */
export const next = (whole: Span, value: Span, step: number): Span => moveTo(whole, value.to + step, value.to - value.from);
