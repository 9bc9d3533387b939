import { useSyncExternalStore } from "react";

/** One clock for the whole page: every remaining time is drawn from the same instant, the server's. */

let offset = 0;
let current = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();
const TICK = 15_000;
const TOLERANCE = 2_000;

/** Correct the page's clock by the `Date` header of a response: office PCs run minutes off. */
export function setServerTime(header: string | null): void {
  const server = header ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(server)) return;
  const found = server - Date.now();
  if (Math.abs(found - offset) > TOLERANCE) offset = found;
}

export const now = (): number => Date.now() + offset;

function tick(): void {
  current = now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    current = now();
    timer = setInterval(tick, TICK);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) clearInterval(timer);
  };
}

/** The current instant in milliseconds, renewed every 15 seconds for all readers at once. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => current);
