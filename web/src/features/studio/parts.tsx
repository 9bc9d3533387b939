import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import type { Cell } from "@/shared/lib/workbook";
import { download, workbook } from "@/shared/lib/workbook";
import { EmptyState } from "@/shared/ui/states";
import type { Cases } from "./model";
import { listOf } from "./model";
import { texts } from "./texts";
import "./parts.css";

/** A number that opens its cases; more than can be named opens the first of them and says so. */
export function Door({ of, children }: { of: Cases; children?: ReactNode }) {
  const t = useTexts(texts);
  const shown = children ?? of.cases.toLocaleString("en-US");
  if (of.numbers.length === 0) return <span className="weak">{shown}</span>;
  const some = of.cases > of.numbers.length;
  return <Link to={listOf(of.numbers)} title={some ? t("firstCases", { n: of.numbers.length }) : t("openCases")}>{shown}</Link>;
}

export interface Column<T> {
  title: string;
  /** What is shown; without it the plain value. */
  show?: (row: T) => ReactNode;
  value: (row: T) => Cell;
  numeric?: boolean;
  wide?: boolean;
}
interface TableProps<T> {
  name: string;
  rows: T[];
  columns: Column<T>[];
  rowKey: (row: T, at: number) => string;
  empty: string;
  note?: ReactNode;
}

/** A table of findings: what is shown is what Excel gets. */
export function FindingTable<T>({ name, rows, columns, rowKey, empty, note }: TableProps<T>) {
  const t = useTexts(texts);
  const save = () => {
    download(workbook(name, [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ value }) => value(row)))]), `${name}.xlsx`);
  };
  return (
    <section className="panel finding">
      <header>
        <h2>{name} <small className="weak">{rows.length}</small></h2>
        <button type="button" className="btn" data-quiet disabled={rows.length === 0} onClick={save} title={t("exportHint")}><Download size={15} aria-hidden /> Excel<span className="sr"> {name}</span></button>
      </header>
      {note && <p className="finding-note weak">{note}</p>}
      {rows.length === 0 ? <EmptyState title={empty} /> : (
        <div className="finding-box" tabIndex={0} role="region" aria-label={name}>
          <table>
            <thead><tr>{columns.map(({ title, numeric, wide }) => <th key={title} data-numeric={numeric} data-wide={wide}>{title}</th>)}</tr></thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={rowKey(row, at)}>
                  {columns.map(({ title, show, value, numeric, wide }) => <td key={title} data-numeric={numeric} data-wide={wide}>{show ? show(row) : value(row)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** A share as a bar with its figure; the bar begins at zero and ends at one. */
export function ShareBar({ share, tone, children }: { share: number; tone?: "over" | "soon"; children: ReactNode }) {
  return (
    <span className="share-bar" data-tone={tone}>
      <i aria-hidden><b style={{ width: `${String(Math.min(Math.max(share, 0), 1) * 100)}%` }} /></i>
      <span>{children}</span>
    </span>
  );
}
