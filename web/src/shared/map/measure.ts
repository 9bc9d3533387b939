export type Spot = [lon: number, lat: number];

const RADIUS_M = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two places on the sphere. */
export function distance([lon1, lat1]: Spot, [lon2, lat2]: Spot): number {
  const half = Math.sin(radians(lat2 - lat1) / 2) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Metres along a line. */
export const length = (line: Spot[]): number =>
  line.slice(1).reduce((total, spot, index) => total + distance(line[index] ?? spot, spot), 0);

/** Square metres inside a ring that need not be closed. */
export function area(ring: Spot[]): number {
  if (ring.length < 3) return 0;
  let total = 0;
  ring.forEach(([lon1, lat1], index) => {
    const [lon2, lat2] = ring[(index + 1) % ring.length] ?? [lon1, lat1];
    total += radians(lon2 - lon1) * (2 + Math.sin(radians(lat1)) + Math.sin(radians(lat2)));
  });
  return Math.abs((total * RADIUS_M * RADIUS_M) / 2);
}

const digits = (value: number, places: number): string => value.toLocaleString("en", { maximumFractionDigits: places });

/** A length in words: metres below ten kilometres. */
export const sayLength = (metres: number): string => (metres < 10_000 ? `${digits(metres, 0)} m` : `${digits(metres / 1000, 1)} km`);

/** A surface in words. */
export const sayArea = (square: number): string => (square < 1_000_000 ? `${digits(square, 0)} m²` : `${digits(square / 1e6, 2)} km²`);

/** Pixels that a metre takes at zoom 0 and this latitude; it doubles with every zoom. */
export const pixelsPerMetre = (lat: number): number => 512 / (2 * Math.PI * 6_378_137 * Math.cos(radians(lat)));
