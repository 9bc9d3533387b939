/** A table as an Excel workbook, made in the page: exactly what is shown leaves the house, nothing more. */

import { strToU8, zipSync } from "fflate";

export type Cell = string | number | null;

/** Characters that XML 1.0 has no place for are left out. */
const escaped = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] ?? c);

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/* The names of formats look like addresses; nothing is asked of them. */
/* eslint-disable no-restricted-syntax */
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
/* eslint-enable no-restricted-syntax */

/** Texts are written as texts, so that nothing in them is ever taken for a formula. */
const cell = (value: Cell, bold: boolean): string => {
  if (value === null) return "<c/>";
  if (typeof value === "number") return Number.isFinite(value) ? `<c><v>${String(value)}</v></c>` : "<c/>";
  return `<c t="inlineStr"${bold ? ' s="1"' : ""}><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
};

function parts(title: string, rows: Cell[][]): [string, string][] {
  const name = escaped(title.replace(/[\\/?*[\]:]/g, " ").slice(0, 31) || "1");
  const body = rows.map((row, at) => `<row>${row.map((value) => cell(value, at === 0)).join("")}</row>`).join("");
  return [
    ["[Content_Types].xml", `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`],
    ["_rels/.rels", `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`],
    ["xl/styles.xml", `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`],
    ["xl/worksheets/sheet1.xml", `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>${body}</sheetData></worksheet>`],
  ];
}

/** The earliest that ZIP can say: a file is the same whenever it is made. */
const MADE = new Date(1980, 0, 1);

/** Return the workbook of one sheet whose first row is the heading. */
export function workbook(title: string, rows: Cell[][]): Blob {
  const files = Object.fromEntries(parts(title, rows).map(([name, text]) => [name, strToU8(text)]));
  return new Blob([zipSync(files, { mtime: MADE })], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" });
}

/** Give the browser a file to keep. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 10_000);
}
