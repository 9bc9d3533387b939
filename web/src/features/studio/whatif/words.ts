import { useMatters } from "@/features/matters/public";
import { useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { CLOCKS, TIME_UNITS } from "@/shared/i18n/vocabulary";
import { percent } from "../format";
import type { Change } from "./model";
import { texts } from "./texts";

/** A change in the words of the people who would make it. */
export function useChangeWords(): (change: Change) => string {
  const t = useTexts(texts);
  const say = useSay();
  const units = useUnits();
  const matters = useMatters();
  const unit = (code: string): string => units.data?.find((one) => one.code === code)?.name ?? code;
  const matter = (key: string): string => matters.data?.find((one) => one.key === key)?.name ?? key;
  const clock = (kind: string): string => say(CLOCKS[kind as keyof typeof CLOCKS] ?? kind);
  return (change) => {
    switch (change.kind) {
      case "limit": return t("limitIs", { clock: clock(change.clock), amount: change.amount, unit: say(TIME_UNITS[change.unit]), matter: change.matter ? matter(change.matter) : t("allMatters") });
      case "duty": return t("dutyIs", { matter: matter(change.matter), source: unit(change.source), target: unit(change.target) });
      case "pace": return t("paceIs", { clock: clock(change.clock), share: percent(change.share) });
      case "split": return t("splitIs", { matter: matter(change.matter), parts: change.parts.map(({ name }) => name).join("、") });
      case "merge": return t("mergeIs", { matter: matter(change.matter) });
      case "staff": return t("staffIs", { unit: unit(change.unit), places: change.places });
    }
  };
}
