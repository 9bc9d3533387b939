import type { ReactNode } from "react";

/** A small table of figures; the first column names the row. */
export function Table({ label, head, rows }: { label: string; head: string[]; rows: { key: string; cells: ReactNode[] }[] }) {
  return (
    <div className="outside-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="model-table">
        <thead>
          <tr>{head.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => <tr key={key}>{cells.map((cell, at) => <td key={head[at]}>{cell}</td>)}</tr>)}
        </tbody>
      </table>
    </div>
  );
}
