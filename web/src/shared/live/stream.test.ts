import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { LiveState } from "./stream";
import { LiveStream } from "./stream";

let states: LiveState[];
let stream: LiveStream;
const calls = vi.fn<(signal: AbortSignal) => Promise<Response>>();
beforeEach(() => {
  vi.useFakeTimers();
  calls.mockReset();
  states = [];
  vi.stubGlobal("fetch", (_url: string, { signal }: { signal: AbortSignal }) => calls(signal));
  stream = new LiveStream({ message: () => undefined, gap: () => undefined, state: (state) => { states.push(state); } });
});
afterEach(() => {
  stream.stop();
  vi.useRealTimers();
});

const hangs = (signal: AbortSignal): Promise<Response> =>
  new Promise((_, reject) => { signal.addEventListener("abort", () => { reject(new DOMException("", "AbortError")); }); });

describe("the live stream", () => {
  it("asks again when not even the beginning of an answer comes", async () => {
    calls.mockImplementation(hangs);
    stream.start();
    await vi.advanceTimersByTimeAsync(70_000);
    expect(calls).toHaveBeenCalledTimes(2);
  });
  it("does not ask on without a session, and goes on at once when there is one again", async () => {
    calls.mockResolvedValueOnce(new Response("", { status: 401 })).mockImplementation(hangs);
    stream.start();
    await vi.advanceTimersByTimeAsync(600_000);
    expect([calls.mock.calls.length, states.at(-1)]).toEqual([1, "waiting"]);
    stream.wake();
    expect(calls).toHaveBeenCalledTimes(2);
  });
  it("does not wait on when the network is back, nor open a second connection", async () => {
    calls.mockRejectedValueOnce(new TypeError("network")).mockImplementation(hangs);
    stream.start();
    await vi.advanceTimersByTimeAsync(10);
    expect(states.at(-1)).toBe("waiting");
    stream.wake();
    stream.wake();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(calls).toHaveBeenCalledTimes(2);
  });
});
