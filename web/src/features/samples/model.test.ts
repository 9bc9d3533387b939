import { describe, expect, it } from "vitest";

import { keysOf, readLabels, writeLabels } from "./model";

describe("labels", () => {
  it("are written one a line, by name or by code and name", () => {
    expect(readLabels(" 路灯 \n\nclean 市容 环境\n")).toEqual([{ code: "路灯", name: "路灯" }, { code: "clean", name: "市容 环境" }]);
    expect(writeLabels([{ code: "路灯", name: "路灯" }, { code: "clean", name: "市容" }])).toBe("路灯\nclean 市容");
  });

  it("have keys as far as there are digits, and 0 for who cannot tell", () => {
    const many = Array.from({ length: 11 }, (_, at) => ({ code: `c${String(at)}`, name: `n${String(at)}` }));
    const keys = keysOf(many, "?");
    expect(keys.map(({ key }) => key)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "", "0"]);
    expect(keys.at(-1)).toEqual({ key: "0", code: "", name: "?" });
  });
});
