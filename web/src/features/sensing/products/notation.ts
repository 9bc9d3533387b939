import type { Parameter } from "../model";
import { OPTIONAL, PARAMETER_KINDS, UNITS } from "../vocabulary";

const KINDS = Object.fromEntries(Object.entries(PARAMETER_KINDS).map(([kind, word]) => [word, kind as Parameter["kind"]]));

/** A parameter as one writes it: `name|kind|unit|low..high|optional`; words alone stay as they are. */
export function written(value: string | Parameter): string {
  if (typeof value === "string") return value;
  const parts = [value.name, PARAMETER_KINDS[value.kind]];
  if (value.unit !== "1") parts.push(value.unit);
  if (value.low !== null || value.high !== null) parts.push(`${value.low === null ? "" : String(value.low)}..${value.high === null ? "" : String(value.high)}`);
  if (value.members.length > 0) parts.push(value.members.map((one) => `${String(one.value)}=${one.code}:${one.name}`).join(","));
  if (value.optional) parts.push(OPTIONAL[0] ?? "");
  if (value.name_en) parts.push(`en:${value.name_en}`);
  return parts.join("|");
}

const bound = (text: string | undefined): number | null => (text === undefined || text.trim() === "" ? null : Number(text));

function member(text: string): Parameter["members"][number] {
  const [value = "", rest = ""] = text.replace("：", ":").split("=");
  const [code = "", name = ""] = rest.split(":").map((part) => part.trim());
  return { value: Number(value), code, name: name || code, name_en: "" };
}

/** What `written` wrote; text without a bar is words only, and such a function cannot be called. */
export function read(text: string): string | Parameter {
  const [name = "", ...rest] = text.replaceAll("｜", "|").split("|").map((part) => part.trim());
  if (rest.length === 0) return text;
  const [kind = "number", ...more] = rest.filter(Boolean);
  const found: Parameter = { name, name_en: "", kind: KINDS[kind] ?? (kind as Parameter["kind"]), unit: "1", low: null, high: null, members: [], optional: false };
  for (const part of more) {
    if (OPTIONAL.includes(part)) found.optional = true;
    else if (part.startsWith("en:")) found.name_en = part.slice(3).trim();
    else if (part.includes("..")) [found.low, found.high] = [bound(part.split("..")[0]), bound(part.split("..")[1])];
    else if (part.includes("=")) found.members = part.split(/[,，]/).filter((one) => one.trim() !== "").map(member);
    else found.unit = Object.keys(UNITS).find((code) => UNITS[code] === part) ?? part;
  }
  return found;
}
