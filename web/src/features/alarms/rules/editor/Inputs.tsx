import type { ReactNode } from "react";
import { useId, useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useAround, useFault } from "./context";
import { texts } from "./texts";

const UNITS: [number, "seconds" | "minutes" | "hours" | "daysUnit"][] = [[86_400, "daysUnit"], [3600, "hours"], [60, "minutes"], [1, "seconds"]];

interface Labelled {
  path: string;
  label: string;
  help?: string;
  children: (own: { id: string; "aria-invalid": boolean | undefined; "aria-describedby": string | undefined; disabled: boolean }) => ReactNode;
}

/** One input with its name, and what is wrong with it in words beneath. */
export function Labelled({ path, label, help, children }: Labelled) {
  const id = useId();
  const fault = useFault(path);
  const { fixed } = useAround();
  const told = `${id}-told`;
  return (
    <div className="rule-field" data-wrong={fault !== null}>
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-invalid": fault ? true : undefined, "aria-describedby": fault || help ? told : undefined, disabled: fixed })}
      {(fault ?? help) && <small id={told} className={fault ? "problem" : "weak"}>{fault ?? help}</small>}
    </div>
  );
}

interface NumberProps {
  path: string;
  label: string;
  value: unknown;
  change: (value: number | undefined) => void;
  unit?: string;
  help?: string;
  min?: number | null;
  max?: number | null;
  whole?: boolean;
}

/** A number; empty means that it is not given. */
export function NumberField({ path, label, value, change, unit, help, min, max, whole }: NumberProps) {
  return (
    <Labelled path={path} label={unit ? `${label} (${unit})` : label} help={help}>
      {(own) => (
        <input className="input" {...own} type="number" step={whole ? 1 : "any"} min={min ?? undefined} max={max ?? undefined} value={typeof value === "number" ? value : ""}
          onChange={(typed) => { change(typed.target.value === "" ? undefined : Number(typed.target.value)); }} />
      )}
    </Labelled>
  );
}

/** Seconds, asked for in the unit that suits them. */
export function DurationField({ path, label, value, change, help }: Omit<NumberProps, "unit">) {
  const t = useTexts(texts);
  const seconds = typeof value === "number" ? value : undefined;
  const [unit, setUnit] = useState(() => (seconds ? (UNITS.find(([one]) => seconds % one === 0)?.[0] ?? 1) : 60));
  return (
    <Labelled path={path} label={label} help={help}>
      {(own) => (
        <span className="rule-pair">
          <input className="input" {...own} type="number" min={0} step="any" value={seconds === undefined ? "" : seconds / unit}
            onChange={(typed) => { change(typed.target.value === "" ? undefined : Number(typed.target.value) * unit); }} />
          <select className="input" aria-label={t("unitOf", { name: label })} disabled={own.disabled} value={unit}
            onChange={(chosen) => {
              const next = Number(chosen.target.value);
              setUnit(next);
              if (seconds !== undefined) change((seconds / unit) * next);
            }}>
            {[...UNITS].reverse().map(([one, name]) => <option key={one} value={one}>{t(name)}</option>)}
          </select>
        </span>
      )}
    </Labelled>
  );
}

interface TextProps {
  path: string;
  label: string;
  value: string | undefined;
  change: (value: string) => void;
  help?: string;
  long?: boolean;
  placeholder?: string;
  list?: string[];
}

export function TextField({ path, label, value, change, help, long, placeholder, list }: TextProps) {
  const known = useId();
  return (
    <Labelled path={path} label={label} help={help}>
      {(own) => long
        ? <textarea className="input" rows={3} {...own} placeholder={placeholder} value={value ?? ""} onChange={(typed) => { change(typed.target.value); }} />
        : (
          <>
            <input className="input" {...own} placeholder={placeholder} list={list ? known : undefined} value={value ?? ""} onChange={(typed) => { change(typed.target.value); }} />
            {list && <datalist id={known}>{list.map((one) => <option key={one} value={one} />)}</datalist>}
          </>
        )}
    </Labelled>
  );
}

interface ChoiceProps {
  path: string;
  label: string;
  value: string | undefined;
  options: [string, string][];
  change: (value: string) => void;
  /** What stands for nothing chosen; without it something must be. */
  none?: string;
  help?: string;
}

export function ChoiceField({ path, label, value, options, change, none, help }: ChoiceProps) {
  const known = value === undefined || value === "" || options.some(([one]) => one === value);
  return (
    <Labelled path={path} label={label} help={help}>
      {(own) => (
        <select className="input" {...own} value={value ?? ""} onChange={(chosen) => { change(chosen.target.value); }}>
          {(none !== undefined || !value) && <option value="">{none ?? "—"}</option>}
          {!known && <option value={value}>{value}</option>}
          {options.map(([one, words]) => <option key={one} value={one}>{words}</option>)}
        </select>
      )}
    </Labelled>
  );
}

interface WordsProps {
  path: string;
  label: string;
  value: readonly string[] | undefined;
  change: (value: string[]) => void;
  help?: string;
  known?: string[];
}

/** Several short words, one after the other with commas or spaces between. */
export function WordsField({ path, label, value, change, help, known }: WordsProps) {
  const own = (value ?? []).join(" ");
  const [typed, setTyped] = useState(own);
  const read = (text: string): string[] => [...new Set(text.split(/[\s,，、;；]+/).filter(Boolean))];
  const shown = read(typed).join(" ") === own ? typed : own;
  const t = useTexts(texts);
  const left = (known ?? []).filter((one) => !(value ?? []).includes(one)).slice(0, 12);
  const { fixed } = useAround();
  return (
    <div>
      <TextField path={path} label={label} help={help} value={shown} change={(text) => { setTyped(text); change(read(text)); }} />
      {left.length > 0 && !fixed && (
        <span className="rule-words">
          {left.map((one) => <button key={one} type="button" className="btn" data-quiet onClick={() => { change([...(value ?? []), one]); }} aria-label={t("addWord", { name: one })}>+ {one}</button>)}
        </span>
      )}
    </div>
  );
}
