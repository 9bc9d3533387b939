import type { Square } from "./api";

const LEAST = 0.08;

export interface View {
  height: number;
  box: (cell: Square) => { x: number; y: number; width: number; height: number };
  point: (lon: number, lat: number) => [number, number];
}

/** Fit all squares into a picture `side` wide; degrees are drawn as metres are at the middle. */
export function frame(cells: Square[], side: number): View {
  const west = Math.min(...cells.map((cell) => cell.west));
  const east = Math.max(...cells.map((cell) => cell.east));
  const south = Math.min(...cells.map((cell) => cell.south));
  const north = Math.max(...cells.map((cell) => cell.north));
  // Some streets around are shown, or nobody knows where a few squares lie.
  const margin = Math.max((east - west) * 0.06, (north - south) * 0.06, (LEAST - (east - west)) / 2);
  const wide = east - west + 2 * margin;
  const unit = side / wide;
  const tall = unit / Math.cos((((south + north) / 2) * Math.PI) / 180);
  const point = (lon: number, lat: number): [number, number] => [(lon - west + margin) * unit, (north + margin - lat) * tall];
  return {
    height: (north - south + 2 * margin) * tall,
    point,
    box: (cell) => {
      const [x, y] = point(cell.west, cell.north);
      return { x, y, width: (cell.east - cell.west) * unit, height: (cell.north - cell.south) * tall };
    },
  };
}

/** From how many cases on a square is darker: up to four steps, whole fives, none twice. */
export const steps = (most: number): number[] => [...new Set([0, 1, 2, 3].map((quarter) => Math.max(5, Math.ceil((most * quarter) / 20) * 5)))];

/** The darkness of a square, 1 to 4; the fullest is always the darkest. */
export const level = (cases: number, most: number): number => {
  const all = steps(most);
  return 4 - all.length + all.filter((from) => from <= cases).length;
};

type Ring = [number, number][];

/** The borders of areas as paths of the picture. */
export function outlines(areas: GeoJSON.FeatureCollection, view: View): string[] {
  const rings = (geometry: GeoJSON.Geometry | null): Ring[] => {
    if (geometry?.type === "Polygon") return geometry.coordinates as Ring[];
    return geometry?.type === "MultiPolygon" ? (geometry.coordinates.flat() as Ring[]) : [];
  };
  const path = (ring: Ring): string =>
    `${ring.map(([lon, lat], index) => `${index === 0 ? "M" : "L"}${view.point(lon, lat).map((value) => value.toFixed(1)).join(" ")}`).join("")}Z`;
  return areas.features.flatMap((area) => rings(area.geometry).map(path));
}
