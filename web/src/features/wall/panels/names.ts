import type { Dimension, WallState } from "@/contributions/wall/model";
import type { Stage } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { CHANNELS, STAGES } from "@/shared/i18n/vocabulary";
import { texts } from "../texts";

/** Return the namer of the values that cases are counted by. */
export function useNames(state: WallState): (by: Dimension, key: string | null) => string {
  const t = useTexts(texts);
  const say = useSay();
  return (by, key) => {
    if (key === null || key === "-") return t(by === "area" ? "unplaced" : by === "unit" ? "unassigned" : "noMatter");
    if (by === "stage") return say(STAGES[key as Stage] ?? key);
    if (by === "channel") return say(CHANNELS[key] ?? key);
    return state.names[by][key] ?? state.children.find(({ code }) => code === key)?.name ?? key;
  };
}

export const optionNumber = (options: Record<string, unknown>, name: string, fallback: number): number =>
  typeof options[name] === "number" ? options[name] : fallback;
