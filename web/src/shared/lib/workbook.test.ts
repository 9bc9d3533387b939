import { describe, expect, it } from "vitest";

import { crc32, workbook } from "./workbook";

describe("workbook", () => {
  it("checks sums as ZIP does", () => {
    expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  });

  it("holds what is shown, texts as texts", async () => {
    const bytes = new Uint8Array(await workbook("a/b", [["名称", "n"], ["=1+1<&", 2], [null, Number.NaN]]).arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    expect(text.startsWith("PK")).toBe(true);
    expect(text).toContain('sheet name="a b"');
    expect(text).toContain('<t xml:space="preserve">=1+1&lt;&amp;</t>');
    expect(text).toContain("<c><v>2</v></c>");
    expect(text).not.toContain("NaN");
    // the directory begins where its end says
    const view = new DataView(bytes.buffer);
    const end = bytes.length - 22;
    expect(view.getUint32(end, true)).toBe(0x06054b50);
    expect(view.getUint32(view.getUint32(end + 16, true), true)).toBe(0x02014b50);
  });
});
