import { useEffect, useSyncExternalStore } from "react";

import { api } from "@/shared/api/client";
import { asApiError } from "@/shared/api/errors";
import { forget, load, save } from "@/shared/lib/storage";
import { locate } from "@/shared/capture/here";

/** What stands in the way of being seen; on duty all the same. */
export type Hitch = "position" | "network" | null;
export interface DutyState {
  /** `null` until the server has said it. */
  on: boolean | null;
  since: string | null;
  /** When a position last arrived. */
  sentAt: number | null;
  hitch: Hitch;
  /** Off duty here, but the server has not heard it yet. */
  owed: boolean;
  busy: boolean;
}
interface Own {
  on: boolean;
  since: string | null;
  every_s: number;
}

const OFF_WAITS = "duty-off-waits";
const NOBODY: DutyState = { on: null, since: null, sentAt: null, hitch: null, owed: false, busy: false };
let state = NOBODY;
let every = 60_000;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function set(change: Partial<DutyState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useDuty = (): DutyState => useSyncExternalStore(subscribe, () => state);

function stop(): void {
  clearInterval(timer);
  timer = undefined;
}

/** Say where the phone is, once. A position that does not get through is dropped: an old one is of no use. */
async function beat(): Promise<void> {
  if (!state.on) return;
  const spot = await locate();
  // Going off duty while the device was still looking: nothing leaves any more.
  if (!(state as DutyState).on) return;
  if (!spot) {
    set({ hitch: "position" });
    return;
  }
  try {
    await api.put("/presence/me/position", { lon: spot.lon, lat: spot.lat, ...(spot.accuracy === null ? {} : { accuracy_m: spot.accuracy }) });
    if ((state as DutyState).on) set({ sentAt: Date.now(), hitch: null });
  } catch (error) {
    const { code, status } = asApiError(error);
    if (code === "off_duty" || status === 401 || status === 403) {
      stop();
      set({ ...NOBODY, on: false });
    } else set({ hitch: "network" });
  }
}

function heard(own: Own): void {
  every = own.every_s * 1000;
  set({ on: own.on, since: own.since, busy: false, ...(own.on ? {} : { sentAt: null, hitch: null }) });
  stop();
  if (!own.on) return;
  void beat();
  timer = setInterval(() => void beat(), every);
}

/** Go on duty; throws when the server does not hear of it. */
export async function begin(): Promise<void> {
  set({ busy: true });
  try {
    const own = await api.post<Own>("/presence/me");
    forget(OFF_WAITS);
    heard(own);
  } finally {
    set({ busy: false });
  }
}

/** Go off duty: nothing leaves from this moment on; the server is told as soon as it can be. */
export async function end(): Promise<void> {
  stop();
  set({ ...NOBODY, on: false, owed: true });
  save(OFF_WAITS, true);
  await tellEnd();
}

async function tellEnd(): Promise<boolean> {
  try {
    await api.remove("/presence/me", { anonymous: true });
    forget(OFF_WAITS);
    set({ owed: false });
    return true;
  } catch (error) {
    if (asApiError(error).status === 401) forget(OFF_WAITS);
    return false;
  }
}

/** Take up where the person left off: still on duty, or going off duty still to be told. */
async function resume(): Promise<void> {
  if (load(OFF_WAITS, false) && !(await tellEnd())) {
    set({ ...NOBODY, on: false, owed: true });
    return;
  }
  try {
    heard(await api.get<Own>("/presence/me", {}, { anonymous: true }));
  } catch (error) {
    if (asApiError(error).status !== 0) set({ ...NOBODY, on: false });
  }
}

/** Keeps saying where the phone is while its owner is on duty and a page is open. */
export function useBeat(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const look = () => {
      if (!document.hidden) void (state.on ? beat() : resume());
    };
    const back = () => void (state.on ? beat() : resume());
    void resume();
    addEventListener("online", back);
    document.addEventListener("visibilitychange", look);
    return () => {
      stop();
      set(NOBODY);
      removeEventListener("online", back);
      document.removeEventListener("visibilitychange", look);
    };
  }, [active]);
}
