import { Input, Select } from "antd";
import { Search } from "lucide-react";
import type { RefObject } from "react";
import { useEffect, useState } from "react";

import { useSettled } from "@/features/matters/public";
import { useAreas, useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import type { Bilingual } from "@/shared/api/types";
import { nameOf } from "../model";
import { useProducts } from "../queries";
import { texts } from "../texts";
import { CITY_STATES, MEANS, STATES } from "../vocabulary";
import type { State } from "./filters";
import { ASKED } from "./filters";

interface Props {
  state: State;
  change: (changes: Partial<State>) => void;
  boxRef: RefObject<HTMLInputElement | null>;
}
interface Choice {
  value: string;
  label: string;
}

/** What the list and the map are narrowed by: one bar for both, all of it in the address. */
export function Filters({ state, change, boxRef }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const products = useProducts();
  const units = useUnits();
  const areas = useAreas();
  const words = (from: Record<string, Bilingual>): Choice[] => Object.entries(from).map(([value, name]) => ({ value, label: say(name) }));
  const pick = (key: "product" | "state" | "area" | "unit" | "city_state" | "means", name: string, options: Choice[]) => (
    <Select allowClear showSearch={{ optionFilterProp: "label" }} className="filter" placeholder={name} aria-label={name} value={state[key] || null} options={options} popupMatchSelectWidth={220}
      onChange={(picked: string | null) => { change({ [key]: picked ?? "" }); }} />
  );
  const named = (rows: { code: string; name: string }[] | undefined): Choice[] => (rows ?? []).map(({ code, name }) => ({ value: code, label: name }));
  const set = ASKED.some((key) => state[key] !== "") || state.status !== "" || state.alarmed !== "";
  return (
    <div className="device-filters" role="search" aria-label={t("filters")}>
      <Typed value={state.q} change={(q) => { change({ q }); }} name={t("search")} boxRef={boxRef} wide />
      {pick("product", t("product"), (products.data ?? []).map((one) => ({ value: one.code, label: say(nameOf(one)) })))}
      {pick("state", t("stage"), words(STATES))}
      {pick("area", t("area"), named(areas.data?.filter(({ level }) => level !== "grid")))}
      {pick("unit", t("owner"), named(units.data))}
      {pick("city_state", t("cityState"), words(CITY_STATES))}
      {pick("means", t("means"), words(MEANS))}
      <Typed value={state.tag} change={(tag) => { change({ tag }); }} name={t("tag")} />
      {set && <button type="button" className="btn" data-quiet onClick={() => { change({ ...Object.fromEntries(ASKED.map((key) => [key, ""])), status: "", alarmed: "" }); }}>{t("clear")}</button>}
    </div>
  );
}

interface TypedProps {
  value: string;
  change: (value: string) => void;
  name: string;
  boxRef?: RefObject<HTMLInputElement | null>;
  wide?: boolean;
}

function Typed({ value, change, name, boxRef, wide }: TypedProps) {
  const [typed, setTyped] = useState(value);
  const settled = useSettled(typed.trim(), 300);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== settled) setTyped(value);
  }
  useEffect(() => {
    if (settled !== value) change(settled);
    // What was typed goes into the address; the other way is taken over above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <Input allowClear className={wide ? "filter filter-wide" : "filter"} prefix={wide ? <Search size={15} aria-hidden /> : undefined} placeholder={name} aria-label={name} value={typed} maxLength={100}
      ref={(input) => { if (boxRef) boxRef.current = input?.input ?? null; }} onChange={(changed) => { setTyped(changed.target.value); }} />
  );
}
