import { describe, expect, it } from "vitest";

import { addressParts, markWords } from "./marking";

describe("markWords", () => {
  it("marks place, subject and what presses, and loses no letter", () => {
    const text = "\u4eba\u6c11\u8def12\u53f7\u8def\u706f\u5f02\u5e38\uff0c\u6709\u5371\u9669";
    const pieces = markWords(text, ["\u4eba\u6c11\u8def12\u53f7"], "\u8def\u706f\u5f02\u5e38");
    expect(pieces.map(({ text: word }) => word).join("")).toBe(text);
    expect(pieces.filter(({ kind }) => kind).map(({ kind }) => kind)).toEqual(["place", "subject", "urgent"]);
  });
  it("prefers the longest word and marks nothing for empty ones", () => {
    expect(markWords("abcd", ["ab", "abc"], "")).toEqual([{ text: "abc", kind: "place" }, { text: "d", kind: null }]);
    expect(markWords("x", [], "")).toEqual([{ text: "x", kind: null }]);
  });
});

describe("addressParts", () => {
  it("splits after the house number", () => {
    expect(addressParts("\u4eba\u6c11\u8def12\u53f7\u5357\u95e8\u53e3")).toEqual(["\u4eba\u6c11\u8def12\u53f7", "\u5357\u95e8\u53e3"]);
    expect(addressParts(null)).toEqual([]);
  });
});
