import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { usePaced } from "./pace";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

describe("a paced act", () => {
  it("comes in its time though it is asked for without a pause", () => {
    const act = vi.fn();
    const { result } = renderHook(() => usePaced(act, 400));
    for (let at = 0; at < 2000; at += 100) {
      result.current();
      vi.advanceTimersByTime(100);
    }
    expect(act).toHaveBeenCalledTimes(5);
  });
  it("comes soon after a rest and rarely in a storm", () => {
    const times: number[] = [];
    const { result } = renderHook(() => usePaced(() => { times.push(Date.now()); }, 400, 1000));
    const start = Date.now();
    for (let at = 0; at < 3000; at += 100) {
      result.current();
      vi.advanceTimersByTime(100);
    }
    expect(times.map((at) => at - start)).toEqual([400, 1400, 2400]);
  });
  it("is not done once nobody is there any more, and is what the last drawing made it", () => {
    const [first, second] = [vi.fn(), vi.fn()];
    const { result, rerender, unmount } = renderHook(({ act }) => usePaced(act, 400), { initialProps: { act: first } });
    result.current();
    rerender({ act: second });
    vi.advanceTimersByTime(400);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
    result.current();
    unmount();
    vi.advanceTimersByTime(4000);
    expect(second).toHaveBeenCalledTimes(1);
  });
});
