import type { ReactNode } from "react";
import { useMemo, useState } from "react";

import { useTexts } from "../i18n/catalogue";
import { EmptyState } from "./states";
import { texts } from "./texts";
import "./records.css";

export interface RecordColumn<T> {
  title: string;
  value: (row: T) => ReactNode;
  /** Words that the filter looks at; without it the column is not searched. */
  search?: (row: T) => string;
  numeric?: boolean;
}
interface Props<T> {
  rows: T[];
  columns: RecordColumn<T>[];
  rowKey: (row: T) => string;
  label: string;
  extra?: ReactNode;
}
const MOST = 400;

/** Reference data as a table with one filter box; beyond some hundred rows it asks to narrow down. */
export function RecordTable<T>({ rows, columns, rowKey, label, extra }: Props<T>) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState("");
  const needle = typed.trim().toLowerCase();
  const found = useMemo(
    () => (needle ? rows.filter((row) => columns.some((column) => column.search?.(row).toLowerCase().includes(needle))) : rows),
    [rows, columns, needle],
  );
  return (
    <div className="records">
      <div className="records-head">
        <input className="input" type="search" placeholder={t("filter")} aria-label={t("filter")} value={typed} onChange={(change) => { setTyped(change.target.value); }} />
        <span className="weak">{t("rows", { n: found.length })}</span>
        <span className="grow" />
        {extra}
      </div>
      {found.length === 0 ? (
        <EmptyState title={t("noRows")} />
      ) : (
        <div className="records-box" tabIndex={0} role="region" aria-label={label}>
          <table>
            <thead>
              <tr>
                {columns.map(({ title, numeric }) => (
                  <th key={title} data-numeric={numeric}>{title}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.slice(0, MOST).map((row) => (
                <tr key={rowKey(row)}>
                  {columns.map(({ title, value, numeric }) => (
                    <td key={title} data-numeric={numeric}>{value(row)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {found.length > MOST && <p className="weak panel-body">{t("narrow", { n: MOST })}</p>}
        </div>
      )}
    </div>
  );
}
