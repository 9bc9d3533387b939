import type { Schema } from "@/shared/api/types";
import type { Field, Values } from "@/shared/lib/schema";
import { body, fieldsOf } from "@/shared/lib/schema";

/** Fields that the server fills best by itself when they are left out. */
const UNASKED = new Set(["task"]);

/** Return the fields to show for an action: `lon` and `lat` become one place on the map. */
export function formFields(schema: Schema | null): Field[] {
  const fields = fieldsOf(schema).filter((one) => !UNASKED.has(one.name));
  const lon = fields.find((one) => one.name === "lon");
  if (!lon || !fields.some((one) => one.name === "lat")) return fields;
  const place: Field = { ...lon, name: "place", kind: "object", label: null, help: null, minimum: null, maximum: null, above: null };
  return [place, ...fields.filter((one) => one.name !== "lon" && one.name !== "lat")];
}

/** Return the body to send for what was filled in. */
export function formBody(fields: Field[], values: Values): Values {
  const { place, ...rest } = body(fields, values) as Values & { place?: Values };
  const parts = rest.parts as { text: string }[] | undefined;
  if (parts) rest.parts = parts.filter((part) => part.text.trim());
  return place ? { ...rest, ...place } : rest;
}
