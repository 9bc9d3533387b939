import type { ReactNode } from "react";

/** A point or a line, and how many metres around it somebody wants to look. */
export interface BufferQuery {
  geometry: { type: "Point"; coordinates: [number, number] } | { type: "LineString"; coordinates: [number, number][] };
  metres: number;
}
export interface MapPoint {
  id: string;
  lon: number;
  lat: number;
  tone: string;
  label?: string;
}
/** Somebody on duty outside: where, and whether they were heard of lately. */
export interface MapPerson {
  id: string;
  lon: number;
  lat: number;
  lost: boolean;
}
/** A thing on the map that says by its shape what is with it: a path on 16 × 16. A higher rank lies above. */
export interface MapMark {
  id: string;
  lon: number;
  lat: number;
  shape: string;
  tone: string;
  rank: number;
}
export interface MapProps {
  height: string;
  points?: MapPoint[];
  people?: MapPerson[];
  onPerson?: (id: string) => void;
  marks?: MapMark[];
  /** The mark with a halo. */
  chosen?: string;
  onMark?: (id: string) => void;
  /** A draggable pin: where something is being reported. */
  pin?: { lon: number; lat: number } | null;
  onPin?: (lon: number, lat: number) => void;
  onPoint?: (id: string) => void;
  onArea?: (code: string, name: string) => void;
  /** Area code whose outline is drawn strongly. */
  highlight?: string | null;
  focus?: { lon: number; lat: number; zoom?: number } | null;
  label: string;
  /** A box to look places up by name; only where somebody is signed in. */
  search?: boolean;
  /** Layer list, measuring, buildings by height; with `onBuffer` also the buffer query. */
  tools?: boolean;
  onBuffer?: (query: BufferQuery | null) => void;
  /** What the buffer query found. */
  toolNote?: ReactNode;
}
