import { useAreas, useUnits } from "@/features/organisation/public";
import { useMatters } from "@/features/matters/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { STAGES, URGENCIES } from "@/shared/i18n/vocabulary";
import type { GroupBy } from "../model/filters";
import { ALL_STAGES, groupOf, NONE } from "../model/filters";
import type { Group } from "../queries";
import { useChannels } from "../queries";
import { texts as common } from "../texts";
import { texts } from "./texts";

/** What a group is called; the server names what the city named. */
export function useGroupName(): (by: GroupBy, key: string, name?: string | null) => string {
  const l = useTexts(texts);
  const say = useSay();
  const channel = useChannels();
  return (by, key, name) => {
    if (key === NONE) return l("groupNone");
    if (by === "stage") return say(STAGES[key as keyof typeof STAGES] ?? key);
    if (by === "channel") return channel(key);
    if (by === "urgency") return say(URGENCIES[Number(key)] ?? key);
    return name ?? key;
  };
}

/** The words of a filter like `unit:lamps`. */
export function useGroupWords(): (value: string) => string {
  const t = useTexts(common);
  const l = useTexts(texts);
  const named = useGroupName();
  const units = useUnits();
  const areas = useAreas();
  const matters = useMatters();
  return (value) => {
    const group = groupOf(value);
    if (!group) return value;
    const { by, key } = group;
    const found =
      by === "unit" ? units.data?.find(({ code }) => code === key)
      : by === "area" ? areas.data?.find(({ code }) => code === key)
      : by === "matter" ? matters.data?.find((one) => one.key === key)
      : null;
    return `${l("groupIs", { by: t(by) })} ${named(by, key, found?.name)}`;
  };
}

/** Stages in the order of the road, everything else as the server gives it: the largest first. */
export function inOrder(by: GroupBy, groups: Group[]): Group[] {
  if (by !== "stage") return groups;
  const place = (key: string): number => ALL_STAGES.findIndex((stage) => stage === key);
  return [...groups].sort((a, b) => place(a.key) - place(b.key));
}
