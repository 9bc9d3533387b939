import { describe, expect, it } from "vitest";

import { EMPTY, publicBody, publicForm } from "./api";
import { followPath } from "./Done";
import { parseHash } from "./FollowPage";

describe("following", () => {
  it("reads back the link that was given out", () => {
    const path = followPath({ id: "r", number: "1101 01", secret: "a/b#c" });
    expect(parseHash(path.slice(path.indexOf("#")))).toEqual({ number: "1101 01", receipt: "a/b#c" });
  });
  it("uses the report's id until there is a number, and asks for nothing without a secret", () => {
    expect(followPath({ id: "r", number: null, secret: "s" })).toBe("/follow#r/s");
    expect(parseHash("")).toEqual({ number: "", receipt: "" });
  });
});

describe("publicBody", () => {
  it("sends no empty reporter and only whole places", () => {
    expect(publicBody({ ...EMPTY, text: " 井盖破损 ", address: "东里路", lon: 1 })).toEqual({ text: "井盖破损", address: "东里路" });
    expect(publicBody({ ...EMPTY, text: "x", lon: 1, lat: 2, phone: "138" })).toEqual({ text: "x", lon: 1, lat: 2, crs: "wgs84", reporter: { phone: "138" } });
    const form = publicForm({ ...EMPTY, text: "x", phone: "138", photos: [new File(["p"], "a.jpg")] });
    expect([form.get("text"), form.get("phone"), form.getAll("photos").length, form.get("reporter")]).toEqual(["x", "138", 1, null]);
  });
});
