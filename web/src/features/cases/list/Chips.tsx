import { X } from "lucide-react";

import { useAreas, useUnits } from "@/features/organisation/public";
import { useMatters } from "@/features/matters/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { SIDES, STAGES } from "@/shared/i18n/vocabulary";
import type { FilterKey, Filters } from "../model/filters";
import { fullTime } from "@/shared/time/format";
import { emptyFilters, FILTER_KEYS, OPEN_STAGES } from "../model/filters";
import { useChannels } from "../queries";
import { texts } from "../texts";
import { useGroupWords } from "./groups";

interface Props {
  filters: Filters;
  fixed: Partial<Filters>;
  change: (changes: Partial<Filters>) => void;
}
type Words = (value: string) => string;

/** Each condition of the list in words, to be taken off one by one. */
export function Chips({ filters, fixed, change }: Props) {
  const t = useTexts(texts);
  const words = useWords(filters);
  const set = FILTER_KEYS.filter((key) => key !== "sort" && filters[key] !== "" && fixed[key] === undefined);
  if (set.length === 0) return null;
  return (
    <ul className="chips" aria-label={t("filters")}>
      {set.map((key) => (
        <li key={key} className="chip">
          <span className="one-line">{words[key]?.(filters[key]) ?? filters[key]}</span>
          <button type="button" onClick={() => { change({ [key]: "" }); }}>
            <X size={13} aria-hidden />
            <span className="sr">{t("dropFilter", { name: words[key]?.(filters[key]) ?? key })}</span>
          </button>
        </li>
      ))}
      {set.length > 1 && (
        <li>
          <button type="button" className="btn" data-quiet onClick={() => { change(emptyFilters()); }}>{t("clear")}</button>
        </li>
      )}
    </ul>
  );
}

export function useWords(filters: Filters): Partial<Record<FilterKey, Words>> {
  const t = useTexts(texts);
  const say = useSay();
  const channel = useChannels();
  const units = useUnits();
  const areas = useAreas();
  const groupWords = useGroupWords();
  const matters = useMatters(filters.matter !== "").data;
  const each = (value: string, name: Words): string => value.split(",").map(name).join("、");
  const named = (rows: { code: string; name: string }[] | undefined): Words => (code) => rows?.find((row) => row.code === code)?.name ?? code;
  return {
    q: (value) => `${t("searchFor")} “${value}”`,
    number: (value) => t("numbers", { n: value.split(",").length }),
    stage: (value) => `${t("stage")} ${value === OPEN_STAGES.join(",") ? t("openOnly") : each(value, (one) => say(STAGES[one as keyof typeof STAGES]))}`,
    side: (value) => say(SIDES[value as keyof typeof SIDES]),
    unit: (value) => `${t("unit")} ${each(value, named(units.data))}`,
    area: (value) => `${t("area")} ${named(areas.data)(value)}`,
    channel: (value) => `${t("channel")} ${each(value, channel)}`,
    matter: (value) => `${t("matter")} ${each(value, (key) => matters?.find((one) => one.key === key)?.name ?? key)}`,
    overdue: () => t("overdue"),
    mine: () => t("mine"),
    unplaced: () => t("unplaced"),
    undated: (value) => t(value === "true" ? "undated" : "dated"),
    on_time: (value) => t(value === "true" ? "onTime" : "notOnTime"),
    satisfaction: (value) => t(value === "satisfied" ? "satisfied" : value === "unsatisfied" ? "unsatisfied" : "rated"),
    supervised: () => t("supervised"),
    urgency: (value) => t("urgencyIs", { n: value }),
    from: (value) => `${t("from")} ${value.slice(0, 10)}`,
    to: (value) => `${t("until")} ${value.slice(0, 10)}`,
    due_from: (value) => t("dueFrom", { at: fullTime(value).slice(0, 16) }),
    due_to: (value) => t("dueTo", { at: fullTime(value).slice(0, 16) }),
    closed_from: (value) => t("closedFrom", { at: fullTime(value).slice(0, 16) }),
    group: groupWords,
    closed_to: (value) => t("closedTo", { at: fullTime(value).slice(0, 16) }),
  };
}
