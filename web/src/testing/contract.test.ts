import { describe, expect, it } from "vitest";

import openapi from "../../openapi.json";

type Method = "get" | "post" | "delete" | "put";
const known = Object.entries(openapi.paths as Record<string, Partial<Record<Method, unknown>>>).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method} ${path.replace("/api/v1", "").replaceAll(/\{\w+\}/g, "*")}`),
);
const sources = import.meta.glob<string>("/src/**/*.{ts,tsx}", { eager: true, query: "?raw", import: "default" });
const VERBS: Record<string, Method> = { get: "get", post: "post", upload: "post", put: "put", remove: "delete" };
// api.get<…>("/cases/…"), with template slots as one segment each.
const CALL = /\bapi\.(get|post|put|upload|remove)(?:<(?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*>)?\(\s*(["`])(\/[^"`]*)\2/g;

const asked = Object.entries(sources)
  .filter(([path]) => !path.includes(".test.") && !path.startsWith("/src/testing/"))
  .flatMap(([path, text]) =>
    [...text.matchAll(CALL)].map(([, verb = "", , address = ""]) => ({
      path,
      call: `${VERBS[verb] ?? verb} ${address.replaceAll(/\$\{[^}]*\}/g, "*")}`,
    })),
  );

const fits = (one: string, other: string): boolean => {
  const [left, right] = [one.split("/"), other.split("/")];
  return left.length === right.length && left.every((part, at) => part === right[at] || part === "*" || right[at] === "*");
};
const serves = (call: string): boolean => known.some((one) => fits(one, call));

describe("the server's description", () => {
  it("has every address that the pages ask for", () => {
    expect(asked.filter(({ call }) => !serves(call))).toEqual([]);
  });
  it("is compared with real calls", () => {
    expect(asked.length).toBeGreaterThan(20);
    expect(serves("get /cases/*")).toBe(true);
    expect(serves("get /no/such/address")).toBe(false);
  });
});
