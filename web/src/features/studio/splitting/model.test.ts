import { expect, test } from "vitest";

import { draftOf, partsOf, wordsOf } from "./model";

const part = { name: "施工噪声", words: ["施工", "工地"], duties: [], limit: null };

test("words are cut at any separator and kept once", () => {
  expect(wordsOf(" 施工、工地,施工；打桩 ")).toEqual(["施工", "工地", "打桩"]);
});

test("only wanted parts are proposed, and none while one lacks a name or words", () => {
  const draft = draftOf(part);
  expect(partsOf([draft, { ...draft, wanted: false, name: "" }])).toEqual([part]);
  expect(partsOf([{ ...draft, words: "、" }])).toBeNull();
  expect(partsOf([{ ...draft, wanted: false }])).toBeNull();
});
