import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

/** Read the named parameters of an address; an absent one is the empty string. */
export function readState<K extends string>(search: URLSearchParams, keys: readonly K[]): Record<K, string> {
  return Object.fromEntries(keys.map((key) => [key, search.get(key) ?? ""])) as Record<K, string>;
}

/** Return `search` with the changes written in; empty values leave the address. Foreign parameters stay. */
export function writeState(search: URLSearchParams, changes: Record<string, string | undefined>): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [key, value] of Object.entries(changes)) {
    if (value) next.set(key, value);
    else next.delete(key);
  }
  return next;
}

/** Keep a view's filters in the address bar, so that a view can be shared, reloaded and gone back to. */
export function useUrlState<K extends string>(
  keys: readonly K[],
): [Record<K, string>, (changes: Partial<Record<K, string>>) => void] {
  const [search, setSearch] = useSearchParams();
  const state = useMemo(() => readState(search, keys), [search, keys]);
  const change = useCallback(
    (changes: Partial<Record<K, string>>) => {
      setSearch((current) => writeState(current, changes), { replace: true });
    },
    [setSearch],
  );
  return [state, change];
}
