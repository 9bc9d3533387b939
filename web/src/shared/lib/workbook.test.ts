import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it, vi } from "vitest";

import { workbook } from "./workbook";

const SHEET = "xl/worksheets/sheet1.xml";
const bytesOf = async (book: Blob) => new Uint8Array(await book.arrayBuffer());

describe("workbook", () => {
  it("holds what is shown, texts as texts", async () => {
    const bytes = await bytesOf(workbook("a/b", [["名称", "n"], ["=1+1<&", 2], [null, Number.NaN]]));
    const files = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
    expect(Object.keys(files)[0]).toBe("[Content_Types].xml"); // some readers look no further
    expect(files["xl/workbook.xml"]).toContain('sheet name="a b"');
    expect(files[SHEET]).toContain("名称");
    expect(files[SHEET]).toContain('<t xml:space="preserve">=1+1&lt;&amp;</t>');
    expect(files[SHEET]).toContain("<c><v>2</v></c>");
    expect(files[SHEET]).not.toContain("NaN");
    // the directory begins where its end says
    const view = new DataView(bytes.buffer);
    const end = bytes.length - 22;
    expect(view.getUint32(end, true)).toBe(0x06054b50);
    expect(view.getUint32(view.getUint32(end + 16, true), true)).toBe(0x02014b50);
  });

  it("is the same file whenever it is made", async () => {
    vi.useFakeTimers({ now: new Date(2031, 4, 6) });
    const made = await bytesOf(workbook("t", [["a"]]));
    vi.setSystemTime(new Date(2032, 7, 9));
    expect(await bytesOf(workbook("t", [["a"]]))).toEqual(made);
    vi.useRealTimers();
  });
});
