import { useMemo } from "react";

import { qr } from "../lib/qr";

const QUIET = 4;

/** A code that a phone's camera reads; always dark on light, whatever the theme. `null` where the text is too long. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const grid = useMemo(() => qr(text), [text]);
  if (!grid) return null;
  const size = grid.length + 2 * QUIET;
  const path = grid.map((row, y) => row.map((dark, x) => (dark ? `M${String(x + QUIET)} ${String(y + QUIET)}h1v1h-1z` : "")).join("")).join("");
  return (
    <svg className="qr" viewBox={`0 0 ${String(size)} ${String(size)}`} width="220" height="220" role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
