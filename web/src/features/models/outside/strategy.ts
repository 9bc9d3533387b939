export interface Strategy {
  code: string; version: number; kind: string; zh: string; en: string; sites: string[]; least_confidence: number;
  picture_region: [number, number][]; map_region: [number, number][]; times: { days: number[]; start: string; end: string }[];
  confirm: { n: number; m: number; within_s: number }; debounce_s: number; merge: { metres: number; within_s: number };
  matter: string | null; text: string; enabled: boolean;
}

/** What a strategy sends: as it is stored, without what the list adds. */
export type Body = Omit<Strategy, "code" | "version" | "text"> & { text?: string };

export const BLANK: Body = {
  kind: "", zh: "", en: "", sites: [], least_confidence: 0.5, picture_region: [], map_region: [], times: [],
  confirm: { n: 1, m: 1, within_s: 300 }, debounce_s: 0, merge: { metres: 0, within_s: 0 }, matter: null, enabled: true,
};

/** Corners written one a line, `x, y`; `null` if a line is no corner. */
export function readCorners(text: string): [number, number][] | null {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const corners = lines.map((line) => line.split(/[\s,，]+/).map(Number));
  const sound = corners.every((one) => one.length === 2 && one.every(Number.isFinite));
  return sound ? corners.map(([x = 0, y = 0]) => [x, y]) : null;
}

export const writeCorners = (corners: readonly (readonly [number, number])[]): string => corners.map((one) => one.join(", ")).join("\n");

/** Times written one a line, `1-5 07:00-19:00`; days 1 (Monday) to 7, none means all. */
export function readTimes(text: string): Body["times"] | null {
  const found: Body["times"] = [];
  for (const line of text.split("\n").map((one) => one.trim()).filter(Boolean)) {
    const read = /^(?:([1-7])(?:-([1-7]))?\s+)?(\d\d:\d\d)-(\d\d:\d\d)$/.exec(line);
    if (!read) return null;
    const first = Number(read[1] ?? 1);
    const last = Number(read[2] ?? read[1] ?? 7);
    if (last < first) return null;
    found.push({ days: Array.from({ length: last - first + 1 }, (_, at) => first + at), start: read[3] ?? "", end: read[4] ?? "" });
  }
  return found;
}

export const writeTimes = (times: Body["times"]): string =>
  times.map(({ days, start, end }) => {
    const [first, last] = [days[0] ?? 1, days.at(-1) ?? 7];
    return `${days.length === 7 ? "" : `${first === last ? String(first) : `${String(first)}-${String(last)}`} `}${start}-${end}`;
  }).join("\n");

/** Whether days of a time can be written as one span. */
export const inOneSpan = (days: readonly number[]): boolean => days.every((day, at) => at === 0 || day === (days[at - 1] ?? 0) + 1);

export const bodyOf = ({ code: _code, version: _version, ...body }: Strategy): Body => body;
