const REACH = 0.9; // degrees around the middle of the city

/** A closed ring around the city: what a query by place asks for that means all of it. */
export const cityRing = (lon: number, lat: number): [number, number][] =>
  ([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]] as const).map(([x, y]) => [lon + x * REACH, lat + y * REACH]);
