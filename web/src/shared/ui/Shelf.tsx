import type { ReactNode } from "react";

import "./shelf.css";

interface ShelfProps {
  label: string;
  /** What can be chosen: its key, and what its button shows. */
  items: { key: string; shown: ReactNode }[];
  chosen: string;
  choose: (key: string) => void;
  children: ReactNode;
}

/** A short list, and beside it what is chosen in it. */
export function Shelf({ label, items, chosen, choose, children }: ShelfProps) {
  return (
    <div className="shelf">
      <nav aria-label={label}>
        <ul className="shelf-list">
          {items.map(({ key, shown }) => (
            <li key={key}>
              <button type="button" aria-current={key === chosen ? "true" : undefined} onClick={() => { choose(key); }}>{shown}</button>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </div>
  );
}
