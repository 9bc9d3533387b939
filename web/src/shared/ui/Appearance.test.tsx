import { act, render } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { AppearanceProvider, useDress } from "./Appearance";

function Wall() {
  useDress("dark");
  return null;
}
const shown = () => document.documentElement.dataset.theme;

/** Another window of the same browser has chosen. */
function chosenElsewhere(theme: string) {
  localStorage.setItem("yiwang.theme", JSON.stringify(theme));
  act(() => { window.dispatchEvent(new StorageEvent("storage", { key: "yiwang.theme" })); });
}

describe("a page that has a dress of its own", () => {
  beforeEach(() => { localStorage.clear(); });
  it("keeps it while another window changes the person's choice, and gives way to that choice when it goes", () => {
    const { rerender } = render(<AppearanceProvider><Wall /></AppearanceProvider>);
    expect(shown()).toBe("dark");
    chosenElsewhere("contrast");
    expect(shown()).toBe("dark");
    rerender(<AppearanceProvider>{null}</AppearanceProvider>);
    expect(shown()).toBe("contrast");
  });
  it("is not kept as the person's choice", () => {
    chosenElsewhere("light");
    const { unmount } = render(<AppearanceProvider><Wall /></AppearanceProvider>);
    unmount();
    render(<AppearanceProvider>{null}</AppearanceProvider>);
    expect(shown()).toBe("light");
  });
});
