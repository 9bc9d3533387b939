import { useCallback, useEffect, useRef } from "react";

/**
 * Return what asks for `act`: it runs once, `ms` after the first of any number of askings, and not again before `apart`
 * milliseconds have passed. Waiting for quiet instead would wait for ever on a day when something happens all the time.
 */
export function usePaced(act: () => void, ms: number, apart = ms): () => void {
  const latest = useRef(act);
  const last = useRef(-Infinity);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      last.current = Date.now();
      latest.current();
    }, Math.max(ms, last.current + apart - Date.now()));
  }, [ms, apart]);
}
