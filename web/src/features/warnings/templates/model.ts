import type { Level, Receiver } from "../model";

export interface Template {
  code: string;
  title: string;
  text: string;
  level: Level | null;
  category: string;
  hazard: string;
  receivers: Receiver[];
  hours: number | null;
  retired: boolean;
}
export interface Stored extends Template {
  version: number;
  changed_at: string;
}
export interface Version {
  version: number;
  at: string;
  by: string;
  body: Template;
}
export interface Vocabulary {
  fields: { code: string; zh: string; en: string }[];
  categories: { code: string; zh: string; en: string }[];
}

export const blank = (): Template => ({ code: "", title: "", text: "", level: null, category: "Other", hazard: "", receivers: [], hours: 6, retired: false });

/** What may be changed of a stored template. */
export function draftOf({ version: _version, changed_at: _at, ...template }: Stored): Template {
  return template;
}

/** `text` with a field put in place of what is selected, and where the cursor stands then. */
export function inserted(text: string, from: number, to: number, field: string): { text: string; at: number } {
  const put = `{${field}}`;
  return { text: text.slice(0, from) + put + text.slice(to), at: from + put.length };
}
