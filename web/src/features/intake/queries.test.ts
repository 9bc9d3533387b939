import { describe, expect, it, vi } from "vitest";

import { caseSummary } from "@/testing/cases";
import { EMPTY, numberOf, placesOf, ranked, reportBody } from "./queries";

const found = (name: string, path: string) => ({ name, kind: "road", area: path, path, address: name, lon: 1, lat: 2 });

describe("candidates of an address", () => {
  it("have the same words of an earlier case first, then the gazetteer, then other cases", () => {
    const earlier = [{ address: "other", lon: 1, lat: 1 }, { address: "A road 5", lon: 3, lat: 3 }];
    const all = ranked("A road", earlier, [found("A road", "x"), found("A road", "y"), found("A road", "x")]);
    expect(all.map(({ address, path }) => [address, path])).toEqual([["A road 5", undefined], ["A road", "x"], ["A road", "y"], ["other", undefined]]);
  });
});

describe("reportBody", () => {
  it("leaves out what the caller did not say", () => {
    expect(reportBody({ ...EMPTY, text: " 路灯不亮 " })).toEqual({ source: "hotline", channel: "hotline", text: "路灯不亮" });
  });
  it("sends a place only as a pair and a reporter only when there is one", () => {
    const body = reportBody({ ...EMPTY, text: "x", lon: 0, lat: 0, phone: " 138 ", address: " " });
    expect(body).toMatchObject({ lon: 0, lat: 0, crs: "wgs84", reporter: { phone: "138" } });
    expect(body).not.toHaveProperty("address");
    expect(reportBody({ ...EMPTY, text: "x", lon: 1 })).not.toHaveProperty("lon");
  });
});

describe("placesOf", () => {
  it("gives each address once, and none without a place", () => {
    const at = (address: string, lon: number | null) => caseSummary({ address, lon, lat: 30 });
    expect(placesOf([at("a", 1), at("a", 2), at("b", null), at("c", 3)])).toEqual([{ address: "a", lon: 1, lat: 30 }, { address: "c", lon: 3, lat: 30 }]);
  });
});

describe("numberOf", () => {
  it("asks until the report has its case", async () => {
    vi.useFakeTimers();
    let asked = 0;
    vi.stubGlobal("fetch", () => {
      asked += 1;
      return Promise.resolve(new Response(JSON.stringify({ id: "r", case: asked < 3 ? null : "N1" }), { status: 200 }));
    });
    const number = numberOf({ id: "r", case: null });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await number).toBe("N1");
    expect(asked).toBe(3);
    vi.useRealTimers();
  });
});
