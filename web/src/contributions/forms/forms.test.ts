import { describe, expect, it } from "vitest";

import { installContributions } from "@/testing/install";
import type { Schema } from "@/shared/api/types";
import { fieldsOf } from "@/shared/lib/schema";
import { formBody, formFields } from "./model";
import { formWidgets, widgetFor } from "./widgets";

installContributions();
const unit = { anyOf: [{ type: "string", maxLength: 40 }, { type: "null" }], default: null };
const DISPATCH: Schema = {
  $ref: "#/$defs/Dispatch",
  $defs: {
    Dispatch: {
      type: "object",
      properties: { version: { type: "integer" }, unit, assists: { type: "array", items: { type: "string" } }, demand: { type: "string", maxLength: 4000 }, task: unit },
      required: [],
    },
  },
};
const LOCATION: Schema = { type: "object", properties: { lon: { type: "number" }, lat: { type: "number" }, address: { type: "string", maxLength: 300 } }, required: ["lon", "lat"] };
const widgetNames = (schema: Schema) => formFields(schema).map((field) => widgetFor(field)?.name);

describe("widgets", () => {
  it("finds the best one for each field of an action", () => {
    expect(widgetNames(DISPATCH)).toEqual(["unit", "units", "long"]);
    expect(widgetNames(LOCATION)).toEqual(["place", "long"]);
    expect(widgetNames({ type: "object", properties: { reason: { type: "string", maxLength: 100 }, basis: { type: "string", maxLength: 4000 } } })).toEqual(["reason", "long"]);
    expect(widgetNames({ type: "object", properties: { satisfaction: { type: "integer", minimum: 1, maximum: 5 }, resolved: { type: "boolean" } } })).toEqual(["stars", "yes-no"]);
  });
  it("takes the one that a schema names", () => {
    const [field] = fieldsOf({ type: "object", properties: { x: { type: "string", "x-widget": "matter" } } });
    expect(widgetFor(field!)?.name).toBe("matter");
  });
  it("refuses two of one name", () => {
    expect(() => { formWidgets.install(formWidgets.all()[0]!); }).toThrow("twice");
  });
});

describe("formBody", () => {
  it("takes the place apart into degrees", () => {
    const fields = formFields(LOCATION);
    expect(formBody(fields, { place: { lon: 116.4, lat: 39.9 }, address: " 东里路 " })).toEqual({ lon: 116.4, lat: 39.9, address: "东里路" });
  });
  it("drops empty parts", () => {
    const fields = formFields({ type: "object", properties: { parts: { type: "array", items: { type: "object" } } } });
    expect(formBody(fields, { parts: [{ text: "a" }, { text: " " }] })).toEqual({ parts: [{ text: "a" }] });
  });
});
