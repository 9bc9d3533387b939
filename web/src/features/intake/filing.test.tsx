import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { useFiling } from "./filing";
import { EMPTY } from "./queries";

const Provider = ({ children }: { children: ReactNode }) => <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>;
const DRAFT = { ...EMPTY, text: "x" };
const later = vi.fn();
const WORDS = { apart: (same: string, error: unknown) => `${same} ${error === null ? "unnumbered" : "refused"}`, later };
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

/** The server; the number of a report comes when the test says so. */
function server(merged = 200) {
  const calls: string[] = [];
  let number: (number: string) => void = () => undefined;
  const told = new Promise<string>((resolve) => { number = resolve; });
  vi.stubGlobal("fetch", async (url: string) => {
    calls.push(url);
    if (url.endsWith("/reports")) return json({ id: "r", case: null });
    if (url.endsWith("/reports/r")) return json({ id: "r", case: await told });
    return json({}, merged);
  });
  return { calls, number: (found: string) => { number(found); } };
}
const start = () => renderHook(() => useFiling(WORDS), { wrapper: Provider });
beforeEach(() => { later.mockClear(); });

describe("a call that is filed", () => {
  it("shows its number as soon as it has one", async () => {
    const { number } = server();
    const { result } = start();
    act(() => { result.current.file(DRAFT, null); });
    await waitFor(() => { expect(result.current.outcome?.waiting).toBe(true); });
    number("77");
    await waitFor(() => { expect(result.current.outcome).toEqual({ number: "77", waiting: false, note: null }); });
  });
  it("leaves the form to the next caller, and is made one with its twin all the same", async () => {
    const { number, calls } = server(409);
    const { result } = start();
    act(() => { result.current.file(DRAFT, "55"); });
    await waitFor(() => { expect(result.current.outcome?.waiting).toBe(true); });
    act(() => { result.current.next(); });
    number("77");
    await waitFor(() => { expect(later).toHaveBeenCalledWith("55 refused"); });
    expect(calls.at(-1)).toContain("/cases/77/actions/merge");
    expect(result.current.outcome).toBeNull();
  });
  it("says so when the number does not come", async () => {
    vi.stubGlobal("fetch", (url: string) => (url.endsWith("/reports") ? Promise.resolve(json({ id: "r", case: null })) : Promise.reject(new TypeError("cut"))));
    const { result } = start();
    act(() => { result.current.file(DRAFT, "55"); });
    await waitFor(() => { expect(result.current.outcome).toEqual({ number: null, waiting: false, note: "55 unnumbered" }); });
  });
});
