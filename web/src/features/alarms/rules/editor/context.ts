import { createContext, useContext } from "react";

import { useSay } from "@/shared/i18n/language";
import type { Fault, Named } from "../model";
import type { Product, Property } from "../queries";

/** What the parts of a rule's form share: conditions, products, and what is wrong where. */
export interface Around {
  named: ReadonlyMap<string, Named>;
  products: Product[];
  product: string | undefined;
  faults: Fault[];
  /** Only looked at: nothing may be changed. */
  fixed: boolean;
}
export const AroundContext = createContext<Around>({ named: new Map(), products: [], product: undefined, faults: [], fixed: true });
export const useAround = (): Around => useContext(AroundContext);

/** What is wrong with the field at `path`, in words. */
export function useFault(path: string): string | null {
  const { faults } = useAround();
  const say = useSay();
  const found = faults.find((one) => one.field === path);
  return found ? say(found.message) : null;
}

/** Properties (or happenings) of the chosen product, or of all: each once. */
export function knownOf({ products, product }: Around, kind: "properties" | "events"): Property[] {
  const own = products.filter((one) => !product || one.code === product);
  const found = new Map<string, Property>();
  for (const { model } of own) for (const one of model[kind] ?? []) if (!found.has(one.code)) found.set(one.code, one);
  return [...found.values()];
}
