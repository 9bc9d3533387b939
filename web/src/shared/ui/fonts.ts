/**
 * The bundled Chinese font in slices by character range: a browser fetches a slice only when a page uses one of
 * its characters and no installed font before it in `--font` has it. The list of slices loads after the first paint.
 */
export function loadFonts(): void {
  const start = () => void import("@fontsource-variable/noto-sans-sc");
  if (typeof requestIdleCallback === "function") requestIdleCallback(start, { timeout: 1500 });
  else setTimeout(start, 300);
}
