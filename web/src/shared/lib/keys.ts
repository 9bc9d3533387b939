import { useLayoutEffect, useSyncExternalStore } from "react";

export interface Shortcut {
  /** `j`, `Enter`, `F9`, `Alt+1`; letters are compared without regard to case. */
  keys: string;
  label: string;
  run: (keys: string) => void;
  /** Works while a text field has the focus (function keys and Alt combinations always do). */
  whileTyping?: boolean;
  hidden?: boolean;
}

export interface KeyGroup {
  title: string;
  shortcuts: Shortcut[];
}
let groups: readonly KeyGroup[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly KeyGroup[]): void {
  groups = next;
  for (const listener of listeners) listener();
}

export function describe(pressed: KeyboardEvent): string {
  const name = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  // With Alt some layouts give a composed character; the physical digit is what the label says.
  const digit = pressed.altKey && /^(Digit|Key)(.)$/.exec(pressed.code);
  const base = digit ? (digit[2] ?? name).toLowerCase() : name;
  return `${pressed.ctrlKey || pressed.metaKey ? "Ctrl+" : ""}${pressed.altKey ? "Alt+" : ""}${base}`;
}

const normal = (keys: string): string => keys.replace(/(^|\+)(\w)$/, (_, plus: string, c: string) => plus + c.toLowerCase());

/** Kinds of input that nobody types into: letters pressed while a row's box has the focus are still keys. */
const NOT_TYPED = new Set(["button", "checkbox", "radio", "reset", "submit"]);

function typing(target: unknown): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && NOT_TYPED.has(target.type)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) || target.getAttribute("role") === "combobox";
}

/** Keys that walk may be held down. An act is done once for each press: the next case must not get the key of the one before. */
const WALKING = new Set(["j", "k", ",", ".", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);

function onKey(pressed: KeyboardEvent): void {
  if (pressed.defaultPrevented || pressed.isComposing) return;
  const keys = describe(pressed);
  const busy = typing(pressed.target);
  const onControl = keys === "Enter" && pressed.target instanceof HTMLElement && ["BUTTON", "A"].includes(pressed.target.tagName);
  if (onControl || document.querySelector('[aria-modal="true"], dialog[open]')) return;
  const always = /^F\d+$/.test(keys) || keys.startsWith("Alt+") || keys.startsWith("Ctrl+");
  for (const group of [...groups].reverse()) {
    for (const shortcut of group.shortcuts) {
      if (normal(shortcut.keys) !== keys || (busy && !always && !shortcut.whileTyping)) continue;
      pressed.preventDefault();
      if (!pressed.repeat || WALKING.has(keys)) shortcut.run(keys);
      return;
    }
  }
}

let installed = false;
function install(): void {
  if (installed) return;
  installed = true;
  document.addEventListener("keydown", onKey);
}

/** Offer keys while the component is shown; the newest page wins, and `?` lists them all. */
export function useKeys(title: string, shortcuts: Shortcut[]): void {
  // Before the page is painted: a key pressed at once must not meet what the keys meant before.
  useLayoutEffect(() => {
    install();
    const group = { title, shortcuts };
    publish([...groups, group]);
    return () => {
      publish(groups.filter((one) => one !== group));
    };
  }, [title, shortcuts]);
}

const watch = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useKeyGroups = (): readonly KeyGroup[] => useSyncExternalStore(watch, () => groups);
