import type { DayFigures, Dimension, Pair, WallState } from "@/contributions/wall/model";
import type { Stage } from "@/shared/api/types";

/** A case as it is counted. */
export interface Face {
  stage: Stage;
  live: boolean;
  important: boolean;
  channel: string;
  matter: string | null;
  unit: string | null;
  path: string[];
  reports: number;
  opened_day: string;
  due_at: string | null;
  closed_day: string | null;
  on_time: boolean | null;
  satisfaction: number | null;
}
/** A `wall.counted` message: a case leaves the counts as `was` and enters them as `now`. */
export interface Counted {
  seq: number;
  number: string;
  action: string;
  at: string;
  was: Face | null;
  now: Face | null;
  point?: [number, number] | null;
}

const MOST_IMPORTANT = 40;
const MOST_LATEST = 20;
const HOUR = 3_600_000;
const NO_FIGURES = { opened: 0, reports: 0, closed: 0, on_time: 0, late: 0, rated: 0, stars: 0 };

/** Tell whether a case is one of those that are counted here. */
export const inside = (state: WallState, face: Face | null): face is Face =>
  face !== null && (state.area === null || face.path.includes(state.area)) &&
  (state.matters === null || (face.matter !== null && state.matters.includes(face.matter)));

function added(counts: Record<string, Pair>, key: string | null, sign: number, late: number): Record<string, Pair> {
  const { [key ?? "-"]: old, ...rest } = counts;
  const [n, over] = old ?? [0, 0];
  const next: Pair = [n + sign, over + late];
  return next[0] === 0 && next[1] === 0 ? rest : { ...rest, [key ?? "-"]: next };
}

/** The rung of the ladder: how many bounds the time to the deadline has reached; the last one has no deadline. */
export function rungOf(dueAt: string | null, at: string, bounds: number[]): number {
  if (dueAt === null) return bounds.length + 1;
  const hours = (Date.parse(dueAt) - Date.parse(at)) / HOUR;
  return bounds.filter((bound) => hours >= bound).length;
}

function withLive(state: WallState, face: Face, sign: number): WallState["live"] {
  const late = face.due_at !== null && Date.parse(face.due_at) < Date.parse(state.at) ? sign : 0;
  const keys: Record<Dimension, string | null> = {
    stage: face.stage, channel: face.channel, matter: face.matter, unit: face.unit, area: face.path[state.path.length] ?? null,
  };
  const live = { ...state.live, n: state.live.n + sign, late: state.live.late + late };
  for (const by of Object.keys(keys) as Dimension[]) live[by] = added(live[by], keys[by], sign, late);
  const rung = rungOf(face.due_at, state.at, live.bounds);
  live.rungs = live.rungs.map((n, at) => (at === rung ? n + sign : n));
  return live;
}

function onDay(days: DayFigures[], day: string, sign: number, figures: Partial<DayFigures>): DayFigures[] {
  const old = days.find((one) => one.day === day) ?? { day, ...NO_FIGURES };
  const next = { ...old };
  for (const name of Object.keys(NO_FIGURES) as (keyof typeof NO_FIGURES)[]) next[name] += sign * (figures[name] ?? 0);
  return [...days.filter((one) => one.day !== day), next].sort((a, b) => a.day.localeCompare(b.day));
}

function withDays(days: DayFigures[], face: Face, sign: number): DayFigures[] {
  const found = onDay(days, face.opened_day, sign, { opened: 1, reports: face.reports });
  if (face.closed_day === null) return found;
  const stars = face.satisfaction ?? 0;
  return onDay(found, face.closed_day, sign, {
    closed: 1, on_time: face.on_time === true ? 1 : 0, late: face.on_time === false ? 1 : 0, rated: stars > 0 ? 1 : 0, stars,
  });
}

function withFace(state: WallState, face: Face | null, sign: number): WallState {
  if (!inside(state, face)) return state;
  return { ...state, live: face.live ? withLive(state, face, sign) : state.live, days: withDays(state.days, face, sign) };
}

/**
 * Bring a state up to date by one message. An older or repeated one changes nothing; after a gap the state
 * cannot be mended (`null`) and is read afresh.
 */
export function advanced(state: WallState, message: Counted): WallState | null {
  if (message.seq <= state.seq) return state;
  if (message.seq !== state.seq + 1) return null;
  const next = { ...withFace(withFace(state, message.was, -1), message.now, 1), seq: message.seq };
  if (message.was === null && message.now === null) return next;
  const { number, action, at, now } = message;
  next.important = next.important.filter((one) => one !== number);
  if (!inside(state, now)) return next;
  if (now.important) next.important = [number, ...next.important].slice(0, MOST_IMPORTANT);
  const { stage, unit, matter, channel, path } = now;
  next.latest = [{ number, action, at, stage, unit, matter, channel, path }, ...next.latest].slice(0, MOST_LATEST);
  return next;
}
