import { describe, expect, it } from "vitest";

import { FrameReader } from "./sse";

const TEXT = ': hello\n\nid: 7\nevent: case.moved\ndata: {"number":"1"}\n\nid: 8\r\ndata: a\r\ndata: b\r\n\r\n';
const FRAMES = [
  { id: "7", kind: "case.moved", data: '{"number":"1"}' },
  { id: "8", kind: "message", data: "a\nb" },
];

describe("FrameReader", () => {
  it("reads messages and skips comments", () => {
    expect(new FrameReader().push(TEXT)).toEqual(FRAMES);
  });
  it("gives the same messages however the text is cut", () => {
    for (let cut = 1; cut < TEXT.length; cut += 1) {
      const reader = new FrameReader();
      const found = [...reader.push(TEXT.slice(0, cut)), ...reader.push(TEXT.slice(cut))];
      expect(found).toEqual(FRAMES);
    }
  });
  it("does not give out half a message", () => {
    expect(new FrameReader().push("id: 9\ndata: x\n")).toEqual([]);
  });
});
