import type { ReactNode } from "react";
import { useId } from "react";

import { useFault, useFixed } from "./context";

interface Own {
  "aria-label": string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}
interface Props {
  path: string;
  /** What the cell is, with the row it is in. */
  label: string;
  /** Faults inside the field belong to it, too. */
  below?: boolean;
  children: (own: Own) => ReactNode;
}

/** One cell of a table that is written in, with what is wrong beneath it. */
export function Cell({ path, label, below, children }: Props) {
  const fault = useFault(path, below);
  const told = useId();
  return (
    <div className="model-cell" data-wrong={fault !== null}>
      {children({ "aria-label": label, "aria-invalid": fault ? true : undefined, "aria-describedby": fault ? told : undefined })}
      {fault && <small id={told} className="problem">{fault}</small>}
    </div>
  );
}

interface TextProps {
  path: string;
  label: string;
  value: string;
  change: (value: string) => void;
  mono?: boolean;
  list?: string;
  focus?: boolean;
}

export function TextCell({ path, label, value, change, mono, list, focus }: TextProps) {
  const fixed = useFixed();
  if (fixed) return <span className={mono ? "mono" : undefined}>{value || "—"}</span>;
  return (
    <Cell path={path} label={label}>
      {(own) => <input className={mono ? "input mono" : "input"} {...own} list={list} autoFocus={focus} maxLength={200} spellCheck={false} value={value} onChange={(typed) => { change(typed.target.value); }} />}
    </Cell>
  );
}

interface NumberProps {
  path: string;
  label: string;
  value: number | null;
  change: (value: number | null) => void;
  whole?: boolean;
  min?: number;
}

/** A number, or nothing. */
export function NumberCell({ path, label, value, change, whole, min }: NumberProps) {
  const fixed = useFixed();
  if (fixed) return <span>{value ?? "—"}</span>;
  return (
    <Cell path={path} label={label}>
      {(own) => <input className="input" {...own} type="number" step={whole ? 1 : "any"} min={min} value={value ?? ""} onChange={(typed) => { change(typed.target.value === "" ? null : Number(typed.target.value)); }} />}
    </Cell>
  );
}
