import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { whileIdle } from "./idle";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestIdleCallback", undefined);
});
afterEach(() => { vi.useRealTimers(); });

test("jobs come one after the other, later than what somebody waits for, whatever fails between", async () => {
  const done: string[] = [];
  whileIdle([() => done.push("a"), () => Promise.reject(new Error("cut")), () => done.push("c")], 1000);
  await vi.advanceTimersByTimeAsync(999);
  expect(done).toEqual([]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(done).toEqual(["a", "c"]);
});

test("what is ended does no more", async () => {
  const done: string[] = [];
  const end = whileIdle([() => { done.push("a"); end(); }, () => done.push("b")], 0);
  await vi.advanceTimersByTimeAsync(5000);
  expect(done).toEqual(["a"]);
});
