import { Loaded } from "@/shared/ui/states";
import type { Condition, Fault } from "../model";
import { useConditions, useProducts } from "../queries";
import type { Product } from "../queries";
import { AroundContext } from "./context";
import { Node } from "./Tree";
import "../rules.css";

interface Props {
  value: Condition;
  change: (value: Condition) => void;
  /** Only properties of this product are offered. */
  product: string | undefined;
  /** Faults as a check of a rule with this one level tells them. */
  faults: Fault[];
}
const NOWHERE: Product[] = [];

/** One condition as rules have it, for whoever gives alarms a rule of their own. */
export function ConditionField({ value, change, product, faults }: Props) {
  const named = useConditions();
  const products = useProducts();
  return (
    <Loaded query={named} rows={3}>
      {(known) => (
        <AroundContext value={{ named: known, products: products.data ?? NOWHERE, product, faults, fixed: false }}>
          <Node value={value} path="levels.0.when" change={change} />
        </AroundContext>
      )}
    </Loaded>
  );
}
