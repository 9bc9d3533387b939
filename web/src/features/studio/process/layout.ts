import { Graph, layout as place } from "@dagrejs/dagre";

import type { Arc, Process } from "../model";

export interface Point {
  x: number;
  y: number;
}
export interface PlacedNode extends Point {
  id: string;
  label: string;
  n: number;
  width: number;
  height: number;
}
export interface PlacedArc {
  id: string;
  from: string;
  to: string;
  points: Point[];
  label: Point;
  arc: Arc | null;
  n: number;
}
export interface Layout {
  nodes: PlacedNode[];
  arcs: PlacedArc[];
  width: number;
  height: number;
}

/** Where all cases begin and end; no step can be called so. */
export const START = "\u25b6";
export const END = "\u25a0";
export const arcId = (from: string, to: string): string => `${from}\u2192${to}`;

const HEIGHT = 46;
const LEAST = 96;
/** Chinese characters are as wide as the letters are high. */
const widthOf = (text: string): number => Math.max(LEAST, 32 + [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0xff ? 14.5 : 8), 0));

/**
 * The arcs worth drawing: the most frequent ones until `share` of all transitions is shown, and for every step its
 * strongest way in and out, so that no step hangs in the air.
 */
export function strongest(arcs: Arc[], share: number): Arc[] {
  const sorted = [...arcs].sort((a, b) => b.n - a.n);
  const total = sorted.reduce((sum, { n }) => sum + n, 0);
  const kept = new Set<Arc>();
  let shown = 0;
  for (const arc of sorted) {
    if (kept.size > 0 && shown >= share * total) break;
    kept.add(arc);
    shown += arc.n;
  }
  const seen = new Set([...kept].flatMap(({ from, to }) => [from, to]));
  for (const step of seen) {
    for (const end of ["from", "to"] as const) {
      const best = sorted.find((arc) => arc[end] === step && arc.from !== arc.to && seen.has(arc.from) && seen.has(arc.to));
      if (best) kept.add(best);
    }
  }
  return sorted.filter((arc) => kept.has(arc));
}

/** Place the steps in layers, in the order in which work flows, and route the arcs between them. */
export function layoutOf(process: Process, share: number, label: (step: string) => string): Layout {
  const arcs = strongest(process.arcs, share);
  const steps = new Set(arcs.flatMap(({ from, to }) => [from, to]));
  if (steps.size === 0) for (const step of Object.keys(process.activities)) steps.add(step);
  const graph = new Graph({ multigraph: false });
  graph.setGraph({ rankdir: "TB", nodesep: 34, ranksep: 40, edgesep: 14, marginx: 16, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const end of [START, END]) graph.setNode(end, { width: 26, height: 26 });
  for (const step of steps) graph.setNode(step, { width: widthOf(label(step)), height: HEIGHT });
  const ends = (of: Record<string, number>): [string, number][] => Object.entries(of).filter(([step]) => steps.has(step)).sort((a, b) => b[1] - a[1]).filter(([, n], at) => at === 0 || n >= (1 - share) * process.cases);
  const wanted: [string, string, Arc | null, number][] = [
    ...ends(process.starts).map(([step, n]): [string, string, null, number] => [START, step, null, n]),
    ...arcs.map((arc): [string, string, Arc, number] => [arc.from, arc.to, arc, arc.n]),
    ...ends(process.ends).map(([step, n]): [string, string, null, number] => [step, END, null, n]),
  ];
  for (const [from, to, , n] of wanted) graph.setEdge(from, to, { weight: 1 + Math.log1p(n), width: 44, height: 16, labelpos: "c" });
  place(graph);
  const size = graph.graph() as { width?: number; height?: number };
  const total = process.activities;
  return {
    nodes: graph.nodes().map((id) => {
      const { x, y, width, height } = graph.node(id) as PlacedNode;
      return { id, label: id === START || id === END ? "" : label(id), n: total[id] ?? 0, x, y, width, height };
    }),
    arcs: wanted.map(([from, to, arc, n]) => {
      const { points, x, y } = graph.edge(from, to) as { points: Point[]; x?: number; y?: number };
      const middle = points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
      return { id: arcId(from, to), from, to, points, label: { x: x ?? middle.x, y: y ?? middle.y }, arc, n };
    }),
    width: size.width ?? 0,
    height: size.height ?? 0,
  };
}

/** A smooth line through the ends and near the bends: quadratic curves between the middles. */
export function curve(points: Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  const f = (n: number): string => n.toFixed(1);
  let path = `M${f(first.x)},${f(first.y)}`;
  rest.forEach((point, at) => {
    const next = rest[at + 1];
    if (!next) path += ` L${f(point.x)},${f(point.y)}`;
    else path += ` Q${f(point.x)},${f(point.y)} ${f((point.x + next.x) / 2)},${f((point.y + next.y) / 2)}`;
  });
  return path;
}
