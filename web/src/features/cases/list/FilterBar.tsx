import { Input, Select } from "antd";
import { Search } from "lucide-react";
import type { RefObject } from "react";
import { useEffect, useState } from "react";

import { useAreas, useUnits } from "@/features/organisation/public";
import { MatterPicker, useSettled } from "@/features/matters/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { SIDES, STAGES } from "@/shared/i18n/vocabulary";
import type { FilterKey, Filters } from "../model/filters";
import { ALL_SIDES, ALL_STAGES, OPEN_STAGES } from "../model/filters";
import { texts } from "../texts";

interface Props {
  filters: Filters;
  change: (changes: Partial<Filters>) => void;
  /** Filters that the view itself sets and nobody may loosen. */
  fixed: Partial<Filters>;
  searchBox: RefObject<HTMLInputElement | null>;
}

const OPEN = OPEN_STAGES.join(",");

export function FilterBar({ filters, change, fixed, searchBox }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const units = useUnits();
  const areas = useAreas();
  const list = (value: string): string[] => (value ? value.split(",") : []);
  const free = (key: FilterKey): boolean => fixed[key] === undefined;
  const toggles: [FilterKey, string][] = [["overdue", t("overdue")], ["mine", t("mine")], ["unplaced", t("unplaced")], ["supervised", t("supervised")]];
  return (
    <div className="filters" role="search" aria-label={t("filters")}>
      <SearchBox value={filters.q} change={(q) => { change({ q }); }} boxRef={searchBox} />
      {free("stage") && (
        <>
          <button type="button" className="btn" aria-pressed={filters.stage === OPEN} onClick={() => { change({ stage: filters.stage === OPEN ? "" : OPEN }); }}>
            {t("openOnly")}
          </button>
          <Select mode="multiple" maxTagCount={0} maxTagPlaceholder={(picked) => `${t("stage")} ${String(picked.length)}`} allowClear placeholder={t("stage")} aria-label={t("stage")} className="filter" value={filters.stage === OPEN ? [] : list(filters.stage)}
            options={ALL_STAGES.map((stage) => ({ value: stage, label: say(STAGES[stage]) }))} onChange={(picked: string[]) => { change({ stage: picked.join(",") }); }} />
        </>
      )}
      {free("side") && (
        <Select allowClear placeholder={t("side")} aria-label={t("side")} className="filter" value={filters.side || null} options={ALL_SIDES.map((side) => ({ value: side, label: say(SIDES[side]) }))}
          onChange={(picked: string | null) => { change({ side: picked ?? "" }); }} />
      )}
      {free("unit") && (
        <Select allowClear showSearch={{ optionFilterProp: "label" }} placeholder={t("unit")} aria-label={t("unit")} className="filter" value={filters.unit || null} options={(units.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(picked: string | null) => { change({ unit: picked ?? "" }); }} popupMatchSelectWidth={240} />
      )}
      <Select allowClear showSearch={{ optionFilterProp: "label" }} placeholder={t("area")} aria-label={t("area")} className="filter" value={filters.area || null} options={(areas.data ?? []).filter(({ level }) => level !== "grid").map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(picked: string | null) => { change({ area: picked ?? "" }); }} popupMatchSelectWidth={240} />
      <MatterPicker value={filters.matter.includes(",") ? undefined : filters.matter || undefined} onChange={(matter) => { change({ matter: matter ?? "" }); }} placeholder={t("matter")} width={110} />
      {toggles.filter(([key]) => free(key)).map(([key, label]) => (
        <button key={key} type="button" className="btn" aria-pressed={filters[key] !== ""} onClick={() => { change({ [key]: filters[key] ? "" : "true" }); }}>
          {label}
        </button>
      ))}
    </div>
  );
}

function SearchBox({ value, change, boxRef }: { value: string; change: (q: string) => void; boxRef: RefObject<HTMLInputElement | null> }) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState(value);
  const settled = useSettled(typed, 300);
  useEffect(() => {
    if (settled !== value) change(settled);
    // The address follows what was typed; a saved view or a chip that changes it is taken over below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== settled) setTyped(value);
  }
  return (
    <Input className="filter-search" allowClear prefix={<Search size={15} aria-hidden />} placeholder={t("search")} aria-label={t("search")} value={typed} maxLength={100}
      ref={(input) => { boxRef.current = input?.input ?? null; }} onChange={(change) => { setTyped(change.target.value); }} />
  );
}
