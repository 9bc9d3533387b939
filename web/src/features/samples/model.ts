/** A label; `n` texts end with it. */
export interface Label { code: string; name: string; n: number }
export interface Listed { code: string; name: string; texts: number; versions: number }
export interface May { settle: boolean; manage: boolean }
export interface Agreement {
  n: number;
  equal: number | null;
  alpha: number | null;
  alpha_interval: [number, number] | null;
}
export interface Version {
  number: number; at: string; by: string; note: string; digest: string; texts: number; erased: number; agreement: Agreement;
}
export interface SampleSet {
  code: string;
  name: string;
  guide: string;
  labels: Label[];
  counts: Record<"texts" | "untouched" | "half" | "agreed" | "open" | "settled" | "unclear" | "usable" | "compared" | "as_given", number>;
  agreement: Agreement & { pairs: { who: string[]; n: number; kappa: number | null }[]; confused: { labels: string[]; n: number }[]; sources: Record<string, string> };
  versions: Version[];
}
export interface Waiting { item: { id: string; text: string } | null; left: number }
export type Role = "label" | "settle";

/** Who cannot tell says so; it counts like a label and goes into no version. */
export const UNCLEAR = "";
const KEYED = 9;

/** What the keys 1 to 9 and 0 choose. */
export function keysOf(labels: Pick<Label, "code" | "name">[], unclear: string): { key: string; code: string; name: string }[] {
  const keyed = labels.slice(0, KEYED).map(({ code, name }, at) => ({ key: String(at + 1), code, name }));
  const rest = labels.slice(KEYED).map(({ code, name }) => ({ key: "", code, name }));
  return [...keyed, ...rest, { key: "0", code: UNCLEAR, name: unclear }];
}

/** Labels written one a line, `code name` or only a name: the name is its own code then. */
export function readLabels(text: string): { code: string; name: string }[] {
  return text.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => {
    const [first = "", ...rest] = line.split(/\s+/);
    return { code: first, name: rest.join(" ") || first };
  });
}

export const writeLabels = (labels: Pick<Label, "code" | "name">[]): string =>
  labels.map(({ code, name }) => (code === name ? name : `${code} ${name}`)).join("\n");
