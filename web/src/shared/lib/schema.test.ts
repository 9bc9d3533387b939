import { describe, expect, it } from "vitest";

import type { Schema } from "../api/types";
import { body, fieldsOf, initialValues, problems } from "./schema";

const RETURN: Schema = {
  type: "object",
  required: ["reason", "judgement"],
  properties: {
    version: { type: "integer" },
    unit: { anyOf: [{ type: "string" }, { type: "null" }], title: "Unit", default: null },
    reason: { type: "string", minLength: 2, maxLength: 500 },
    judgement: { $ref: "#/$defs/Judgement" },
    days: { anyOf: [{ type: "integer", minimum: 1, maximum: 30 }, { type: "null" }] },
    until: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] },
    media: { type: "array", items: { type: "string" } },
  },
  $defs: { Judgement: { type: "string", enum: ["liable", "not_liable"] } },
};

describe("fieldsOf", () => {
  const fields = fieldsOf(RETURN);
  const named = Object.fromEntries(fields.map((one) => [one.name, one]));

  it("puts required fields first and leaves out what the page fills itself", () => {
    expect(fields.map((one) => one.name)).toEqual(["reason", "judgement", "unit", "days", "until", "media"]);
  });
  it("sees through null unions and references", () => {
    expect(named.unit).toMatchObject({ kind: "text", required: false });
    expect(named.judgement).toMatchObject({ kind: "choice", options: [{ value: "liable" }, { value: "not_liable" }] });
    expect(named.days).toMatchObject({ kind: "number", minimum: 1, maximum: 30 });
    expect(named.until?.kind).toBe("datetime");
    expect(named.reason?.kind).toBe("long");
    expect(named.media?.kind).toBe("list");
  });
  it("gives nothing for an action without a body", () => {
    expect(fieldsOf(null)).toEqual([]);
    expect(fieldsOf({ type: "object" })).toEqual([]);
  });
  it("takes defaults as initial values, but not null", () => {
    expect(initialValues(fieldsOf({ type: "object", properties: { a: { type: "string", default: "x" }, b: { default: null } } }))).toEqual({ a: "x" });
  });
});

describe("problems and body", () => {
  const fields = fieldsOf(RETURN);
  it("names each wrong field", () => {
    expect(problems(fields, { reason: "  ", days: 31 })).toEqual({ reason: "required", judgement: "required", days: "high" });
    expect(problems(fields, { reason: "x", judgement: "liable", days: 0 })).toEqual({ reason: "short", days: "low" });
  });
  it("counts characters as people do", () => {
    const short = fieldsOf({ type: "object", properties: { a: { type: "string", maxLength: 2 } } });
    expect(problems(short, { a: "𠮷𠮷" })).toEqual({});
    expect(problems(short, { a: "𠮷𠮷𠮷" })).toEqual({ a: "long" });
  });
  it("sends only what has a value, keeping false and zero", () => {
    const some = fieldsOf({ type: "object", properties: { a: { type: "boolean" }, b: { type: "integer" }, c: { type: "string" } } });
    expect(body(some, { a: false, b: 0, c: " " })).toEqual({ a: false, b: 0, c: "" });
    expect(body(some, { c: "" })).toEqual({});
  });
});
