import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { useFocus } from "./focus";

const queue = (numbers: string[]) => renderHook(({ all }) => useFocus(all), { initialProps: { all: numbers } });

describe("the case in focus", () => {
  it("is the first, and stays when the order changes", () => {
    const { result, rerender } = queue(["a", "b", "c"]);
    expect(result.current.number).toBe("a");
    rerender({ all: ["z", "b", "a"] });
    expect([result.current.number, result.current.gone]).toEqual(["a", false]);
  });
  it("stays when somebody else takes it away, and says so", () => {
    const { result, rerender } = queue(["a", "b", "c"]);
    act(() => { result.current.step(1); });
    rerender({ all: ["a", "c"] });
    expect([result.current.number, result.current.gone]).toEqual(["b", true]);
    act(() => { result.current.step(1); });
    expect([result.current.number, result.current.gone]).toEqual(["c", false]);
  });
  it("goes to the one in its place when it is decided, whether the stream or the answer came first", () => {
    for (const streamFirst of [true, false]) {
      const { result, rerender } = queue(["a", "b", "c"]);
      act(() => { result.current.step(1); });
      if (streamFirst) rerender({ all: ["a", "c"] });
      act(() => { result.current.decided("b"); });
      expect(result.current.number).toBe("c");
    }
  });
  it("does not jump when the answer comes after the person has gone on", () => {
    const { result } = queue(["a", "b", "c"]);
    act(() => { result.current.choose("c"); });
    act(() => { result.current.decided("a"); });
    expect(result.current.number).toBe("c");
  });
  it("is nothing when the last one is decided, and the next that comes", () => {
    const { result, rerender } = queue(["a"]);
    act(() => { result.current.decided("a"); });
    rerender({ all: [] });
    expect(result.current.number).toBeNull();
    rerender({ all: ["b"] });
    expect(result.current.number).toBe("b");
  });
});
