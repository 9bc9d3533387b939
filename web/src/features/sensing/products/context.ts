import { createContext, useContext } from "react";

import { useSay } from "@/shared/i18n/language";
import type { Fault } from "./model";

/** What the cells of a model share: what is wrong where, and whether it is only looked at. */
export interface Around {
  faults: Fault[];
  fixed: boolean;
}
export const AroundContext = createContext<Around>({ faults: [], fixed: true });
export const useFixed = (): boolean => useContext(AroundContext).fixed;

/** What is wrong with the field at `path` (or, with `below`, inside it), in words. */
export function useFault(path: string, below = false): string | null {
  const { faults } = useContext(AroundContext);
  const say = useSay();
  const found = faults.find(({ field }) => field === path || (below && field?.startsWith(`${path}.`)));
  return found ? say(found.message) : null;
}
