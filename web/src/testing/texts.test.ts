import { describe, expect, it } from "vitest";

import type { Catalogue } from "@/shared/i18n/catalogue";

const catalogues = import.meta.glob<{ texts: Catalogue<Record<string, string>> }>("/src/**/texts.ts", { eager: true });
const sources = import.meta.glob<string>("/src/**/*.{ts,tsx}", { eager: true, query: "?raw", import: "default" });
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
const isTest = (path: string): boolean => path.includes(".test.") || path.startsWith("/src/testing/");

/** Files that hold words on purpose: catalogues, vocabularies, bilingual sentences. */
const WORD_FILES = /\/(texts|vocabulary|errors|format|remaining)\.tsx?$/;

const slots = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? "").sort();

function codeOf(folder: string): string {
  return Object.entries(sources)
    .filter(([path]) => path.startsWith(folder) && !path.endsWith("texts.ts") && !isTest(path))
    .map(([, text]) => text)
    .join("\n");
}

describe.each(Object.entries(catalogues))("texts of %s", (path, { texts }) => {
  it("has the same keys and slots in both languages, none empty", () => {
    expect(Object.keys(texts.en).sort()).toEqual(Object.keys(texts.zh).sort());
    for (const [key, zh] of Object.entries(texts.zh)) {
      const en = texts.en[key] ?? "";
      expect(zh.trim() && en.trim(), key).not.toBe("");
      expect(slots(en), key).toEqual(slots(zh));
    }
  });
  it("has no key that nothing uses", () => {
    const code = codeOf(folderOf(path));
    const unused = Object.keys(texts.zh).filter((key) => !new RegExp(`["'\`]${key}["'\`]|\\b${key}:`).test(code));
    expect(unused).toEqual([]);
  });
});

describe("sources", () => {
  it("have no Chinese outside the catalogues", () => {
    const found = Object.entries(sources)
      .filter(([path]) => !isTest(path) && !WORD_FILES.test(path))
      .filter(([, text]) => /[\u4e00-\u9fff]/.test(text.replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, "").replaceAll("、", "")))
      .map(([path]) => path);
    expect(found).toEqual([]);
  });
  it("are really looked at", () => {
    expect(Object.keys(sources).length).toBeGreaterThan(90);
    expect(Object.keys(catalogues).length).toBeGreaterThan(8);
  });
});
