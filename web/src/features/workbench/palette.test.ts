import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { PALETTE } from "./palette";

const css = readFileSync("src/shared/ui/tokens.css", "utf8");

describe.each(Object.entries(PALETTE))("the palette of the component library in %s", (theme, colours) => {
  it("is that of the tokens", () => {
    const block = css.slice(css.indexOf(`:root[data-theme="${theme}"]`));
    for (const [name, value] of Object.entries(colours)) expect(block.match(new RegExp(`--${name}: (#\\w+);`))?.[1], name).toBe(value);
  });
});
