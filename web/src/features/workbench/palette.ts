import type { Theme } from "@/shared/ui/Appearance";

/**
 * What the component library is told of our tokens. It computes shades from colours, so it needs values, not CSS
 * variables; a test compares them with `shared/ui/tokens.css`.
 */
export const PALETTE: Record<Theme, { primary: string; "text-weak": string; "line-strong": string; "surface-1": string; text: string }> = {
  light: { primary: "#1d5cb0", "text-weak": "#5b6875", "line-strong": "#b7c2cd", "surface-1": "#ffffff", text: "#2c3845" },
  dark: { primary: "#5c9ce6", "text-weak": "#98a6b4", "line-strong": "#46576a", "surface-1": "#151d26", text: "#d0d9e2" },
  contrast: { primary: "#00379b", "text-weak": "#262626", "line-strong": "#000000", "surface-1": "#ffffff", text: "#000000" },
};
