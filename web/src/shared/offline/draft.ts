import { useCallback, useEffect, useRef, useState } from "react";

import { tableOf } from "./store";

const table = tableOf<{ value: unknown; at: number }>("kept");
const QUIET = 250;

/** What is being written, photos included, kept on the phone as it is typed. */
export function useDraft<T extends object>(key: string, fresh: () => T): { draft: T; change: (changes: Partial<T>) => void; clear: () => void } {
  const [draft, setDraft] = useState<T>(fresh);
  const touched = useRef(false);
  const make = useRef(fresh);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    table.get(`draft:${key}`).then(
      (found) => {
        if (found && !gone && !touched.current) setDraft({ ...make.current(), ...(found.value as T) });
      },
      () => undefined,
    );
    return () => { gone = true; };
  }, [key]);
  const write = useCallback(
    (value: T) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => { table.put(`draft:${key}`, { value, at: Date.now() }).catch(() => undefined); }, QUIET);
    },
    [key],
  );
  const change = useCallback(
    (changes: Partial<T>) => {
      touched.current = true;
      setDraft((old) => {
        const next = { ...old, ...changes };
        write(next);
        return next;
      });
    },
    [write],
  );
  const clear = useCallback(() => {
    clearTimeout(timer.current);
    touched.current = true;
    setDraft(make.current());
    table.remove(`draft:${key}`).catch(() => undefined);
  }, [key]);
  return { draft, change, clear };
}
