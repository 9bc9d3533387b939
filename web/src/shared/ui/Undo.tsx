import { Undo2 } from "lucide-react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { asApiError } from "../api/errors";
import { useTexts } from "../i18n/catalogue";
import { useSay } from "../i18n/language";
import { useKeys } from "../lib/keys";
import { texts } from "./texts";
import "./undo.css";

export const UNDO_SECONDS = 10;

interface Offer {
  id: number;
  /** What was done, and what to say when it is taken back. */
  done: string;
  undone: string;
  undo: (() => Promise<unknown>) | null;
}
let current: Offer | null = null;
let count = 0;
const listeners = new Set<() => void>();

function show(offer: Offer | null): void {
  current = offer;
  for (const listener of listeners) listener();
}
const watch = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Say that something was done, and for ten seconds offer to take it back. The newest offer replaces an older one. */
export function offerUndo(offer: Omit<Offer, "id">): void {
  count += 1;
  show({ ...offer, id: count });
}

/** Say that something was done that cannot be taken back. */
export const announce = (done: string): void => { offerUndo({ done, undone: "", undo: null }); };

/** Where the last act may be taken back; mounted once, by the frame. */
export function UndoBar() {
  const offer = useSyncExternalStore(watch, () => current);
  return <div role="status" className="undo-place">{offer && <One key={offer.id} offer={offer} />}</div>;
}

type Phase = "offered" | "undoing" | "undone";

function One({ offer }: { offer: Offer }) {
  const t = useTexts(texts);
  const say = useSay();
  const [left, setLeft] = useState(offer.undo ? UNDO_SECONDS : 4);
  const [phase, setPhase] = useState<Phase>("offered");
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    if (phase === "undoing") return;
    const timer = setTimeout(() => { if (left <= 1) show(null); else setLeft(left - 1); }, 1000);
    return () => { clearTimeout(timer); };
  }, [left, phase]);
  const keys = useMemo(() => {
    const { undo } = offer;
    if (!undo || phase !== "offered") return [];
    const run = () => {
      setPhase("undoing");
      const back = () => { setPhase("undone"); setLeft(5); };
      const no = (error: unknown) => { setPhase("undone"); setRefused(say(asApiError(error).sentence)); setLeft(UNDO_SECONDS); };
      undo().then(back, no);
    };
    return [{ keys: "u", label: t("undo"), run }];
  }, [offer, phase, say, t]);
  useKeys(t("keysGeneral"), keys);
  return (
    <div className="undo" data-refused={refused !== null}>
      <span>{refused ?? (phase === "undone" ? offer.undone : offer.done)}</span>
      {offer.undo && phase !== "undone" && (
        <button type="button" className="btn" disabled={phase === "undoing"} onClick={() => { keys[0]?.run(); }}>
          <Undo2 size={15} aria-hidden />
          {t("undo")}
          <kbd aria-hidden>u</kbd>
          <small aria-hidden>{left}</small>
        </button>
      )}
    </div>
  );
}
