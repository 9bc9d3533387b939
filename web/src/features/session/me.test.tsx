import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";

import { onSessionOpened } from "@/shared/api/client";
import { useMeQuery, useSignIn } from "./me";

/** A page with a list that stays while its reader signs in again. */
function page(next: string) {
  const client = new QueryClient();
  let who = "li";
  const read = vi.fn(() => (who === "li" ? Promise.resolve(`seen by ${who}`) : new Promise<string>(() => undefined)));
  vi.stubGlobal("fetch", (url: string, { method }: { method: string }) => {
    if (method === "POST") who = next;
    return Promise.resolve(new Response(JSON.stringify(url.endsWith("/me") ? { name: who, roles: [] } : {})));
  });
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  const { result } = renderHook(() => ({ me: useMeQuery(), signIn: useSignIn(), list: useQuery({ queryKey: ["cases"], queryFn: read }) }), { wrapper });
  return { result, read };
}

describe("who signs in when a session has ended", () => {
  it("finds the page as it was, read again, and is heard of by what had stopped", async () => {
    const { result, read } = page("li");
    await waitFor(() => { expect([result.current.me.data?.name, result.current.list.data]).toEqual(["li", "seen by li"]); });
    const heard = vi.fn();
    const deaf = onSessionOpened(heard);
    act(() => { result.current.signIn.mutate({ name: "li", password: "x" }); });
    await waitFor(() => { expect(read).toHaveBeenCalledTimes(2); });
    expect([result.current.list.data, heard.mock.calls.length]).toEqual(["seen by li", 1]);
    deaf();
  });
  it("sees nothing of what somebody else has read", async () => {
    const { result } = page("wang");
    await waitFor(() => { expect([result.current.me.data?.name, result.current.list.data]).toEqual(["li", "seen by li"]); });
    act(() => { result.current.signIn.mutate({ name: "wang", password: "x" }); });
    await waitFor(() => { expect([result.current.me.data?.name, result.current.list.data]).toEqual(["wang", undefined]); });
  });
});
