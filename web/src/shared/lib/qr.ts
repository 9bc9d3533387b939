/** QR codes (ISO/IEC 18004) of short texts: bytes, level M, versions 1 to 10. `true` is dark; without the quiet zone. */

const MOST = 10;
// Of level M, by version from 1 on.
const CHECKS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];
const at = (list: readonly number[], index: number): number => list[index] ?? 0;

function rawBits(version: number): number {
  const whole = (16 * version + 128) * version + 64;
  if (version < 2) return whole;
  const align = Math.floor(version / 7) + 2;
  return whole - ((25 * align - 10) * align - 55) - (version >= 7 ? 36 : 0);
}
const dataBytes = (version: number): number => Math.floor(rawBits(version) / 8) - at(CHECKS, version - 1) * at(BLOCKS, version - 1);

/** Multiply in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1. */
function times(x: number, y: number): number {
  let z = 0;
  for (let i = 7; i >= 0; i -= 1) {
    z = (z << 1) ^ ((z >>> 7) * 0x11d);
    z ^= ((y >>> i) & 1) * x;
  }
  return z;
}

function divisor(degree: number): number[] {
  const result = [...Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let i = 0; i < degree; i += 1) {
    for (let j = 0; j < degree; j += 1) result[j] = times(at(result, j), root) ^ (j + 1 < degree ? at(result, j + 1) : 0);
    root = times(root, 2);
  }
  return result;
}

function remainder(data: number[], by: number[]): number[] {
  const result = by.map(() => 0);
  for (const one of data) {
    const factor = one ^ (result.shift() ?? 0);
    result.push(0);
    by.forEach((each, index) => { result[index] = at(result, index) ^ times(each, factor); });
  }
  return result;
}

/** The text as bytes with mode, length and padding. */
function payload(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let i = count - 1; i >= 0; i -= 1) bits.push((value >>> i) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const room = dataBytes(version) * 8;
  put(0, Math.min(4, room - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: room / 8 }, (_, i) => bits.slice(i * 8, i * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0));
}

/** Blocks with their checks, woven together. */
function woven(data: number[], version: number): number[] {
  const count = at(BLOCKS, version - 1);
  const checks = at(CHECKS, version - 1);
  const raw = Math.floor(rawBits(version) / 8);
  const short = count - (raw % count);
  const length = Math.floor(raw / count) - checks;
  const by = divisor(checks);
  const blocks: { data: number[]; check: number[] }[] = [];
  for (let i = 0, from = 0; i < count; i += 1) {
    const size = length + (i < short ? 0 : 1);
    const part = data.slice(from, from + size);
    blocks.push({ data: part, check: remainder(part, by) });
    from += size;
  }
  const result: number[] = [];
  for (let i = 0; i <= length; i += 1) for (const block of blocks) if (i < block.data.length) result.push(at(block.data, i));
  for (let i = 0; i < checks; i += 1) for (const block of blocks) result.push(at(block.check, i));
  return result;
}

type Grid = (boolean | null)[][];

function alignments(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const found = [6];
  for (let position = version * 4 + 10; found.length < count; position -= step) found.splice(1, 0, position);
  return found;
}

/** Draw what does not depend on the text; `null` is free for it. */
function frame(version: number): Grid {
  const size = version * 4 + 17;
  const grid: Grid = Array.from({ length: size }, () => Array<boolean | null>(size).fill(null));
  const set = (x: number, y: number, dark: boolean) => {
    const row = grid[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  for (let i = 0; i < size; i += 1) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const)
    for (let dy = -4; dy <= 4; dy += 1) for (let dx = -4; dx <= 4; dx += 1) set(x + dx, y + dy, ![2, 4].includes(Math.max(Math.abs(dx), Math.abs(dy))));
  const spots = alignments(version);
  const last = spots.length - 1;
  spots.forEach((x, i) => {
    spots.forEach((y, j) => {
      if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
      for (let dy = -2; dy <= 2; dy += 1) for (let dx = -2; dx <= 2; dx += 1) set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    });
  });
  if (version >= 7) {
    let rest = version;
    for (let i = 0; i < 12; i += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let i = 0; i < 18; i += 1) {
      const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
      set(a, b, ((bits >>> i) & 1) === 1);
      set(b, a, ((bits >>> i) & 1) === 1);
    }
  }
  return format(grid, 0);
}

/** Write level and mask, twice. */
function format(grid: Grid, mask: number): Grid {
  const size = grid.length;
  let rest = mask; // level M is 00
  for (let i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const set = (x: number, y: number, dark: boolean) => {
    const row = grid[y];
    if (row) row[x] = dark;
  };
  for (let i = 0; i < 15; i += 1) {
    const dark = ((bits >>> i) & 1) === 1;
    if (i < 6) set(8, i, dark);
    else if (i < 8) set(8, i + 1, dark);
    else if (i === 8) set(7, 8, dark);
    else set(14 - i, 8, dark);
    if (i < 8) set(size - 1 - i, 8, dark);
    else set(8, size - 15 + i, dark);
  }
  set(8, size - 8, true);
  return grid;
}

const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Lay the bits into the free places, two columns at a time from the right, and turn those of the mask over. */
function laid(version: number, bytes: number[], mask: number): boolean[][] {
  const free = frame(version);
  const size = free.length;
  const grid = format(free.map((row) => [...row]), mask);
  let index = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1)
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        const row = grid[y];
        if (!row || free[y]?.[x] !== null) continue;
        const bit = index < bytes.length * 8 && ((at(bytes, index >>> 3) >>> (7 - (index & 7))) & 1) === 1;
        index += 1;
        row[x] = bit !== (MASKS[mask]?.(x, y) ?? false);
      }
  }
  return grid.map((row) => row.map((one) => one === true));
}

/** How hard to read: runs, blocks, and more dark than light (the lookalike of a finder is counted with the runs). */
function penalty(grid: boolean[][]): number {
  const size = grid.length;
  let sum = 0;
  const lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x] === true))];
  for (const line of lines) {
    const text = line.map((dark) => (dark ? "1" : "0")).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    for (let i = 0; i + 11 <= size; i += 1) if (["10111010000", "00001011101"].includes(text.slice(i, i + 11))) sum += 40;
  }
  for (let y = 0; y + 1 < size; y += 1)
    for (let x = 0; x + 1 < size; x += 1) if (grid[y]?.[x] === grid[y]?.[x + 1] && grid[y]?.[x] === grid[y + 1]?.[x] && grid[y]?.[x] === grid[y + 1]?.[x + 1]) sum += 3;
  const dark = grid.flat().filter(Boolean).length / (size * size);
  return sum + Math.floor(Math.abs(dark - 0.5) * 20) * 10;
}

/** Return the squares of the code of `text`, or `null` when it is too long (213 bytes fit). */
export function qr(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  for (let version = 1; version <= MOST; version += 1) {
    if (bytes.length + (version < 10 ? 2 : 3) > dataBytes(version)) continue;
    const all = woven(payload(bytes, version), version);
    return MASKS.map((_, mask) => laid(version, all, mask)).reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
  }
  return null;
}
