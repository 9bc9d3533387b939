import { describe, expect, it } from "vitest";

import type { Scene, WarningLevel } from "@/contributions/wall/model";
import { raised } from "./raised";

const scene = (name: string, level?: WarningLevel, words: string[] = []): Scene => ({
  name, title: { zh: name, en: name }, ground: { history: "none", live: true }, panels: [], on_warning: level ? { level, words } : null,
});
const SCENES = [scene("plain"), scene("flood", "yellow", ["\u66b4\u96e8", "\u53f0\u98ce"]), scene("war", "red"), scene("storm", "orange", ["\u53f0\u98ce"])];

describe("the scene that a warning brings up", () => {
  it.each([
    [[], null],
    [[["blue", "\u66b4\u96e8\u84dd\u8272\u9884\u8b66"]], null],
    [[["yellow", "\u66b4\u96e8\u9ec4\u8272\u9884\u8b66"]], "flood"],
    [[["yellow", "\u9ad8\u6e29\u9ec4\u8272\u9884\u8b66"]], null],
    [[["orange", "\u53f0\u98ce\u6a59\u8272\u9884\u8b66"]], "storm"],
    [[["yellow", "\u66b4\u96e8"], ["red", "\u9ad8\u6e29"]], "war"],
    [[["yellow", "\u66b4\u96e8"], ["orange", "\u9ad8\u6e29"]], "flood"],
  ] as [[WarningLevel, string][], string | null][])("of %j is %s", (warnings, name) => {
    expect(raised(SCENES, warnings.map(([level, title]) => ({ level, title })))).toBe(name);
  });
});
