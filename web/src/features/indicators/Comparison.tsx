import { shown } from "@/features/pulse/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import type { Compared, Definition } from "./model";
import { shownChange } from "./model";
import { texts } from "./texts";

/** 同比 or 环比: the change, whether it is more than chance, and what kind of days stand against each other. */
export function Side({ title, side, now, definition }: { title: string; side: Compared; now: Compared; definition: Definition }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { unit } = definition;
  const change = side.change ?? null;
  const perDay = side.per_workday !== null && now.per_workday !== null ? t("perWorkday", { value: `${shown(side.per_workday, unit, language)} → ${shown(now.per_workday, unit, language)}` }) : "";
  return (
    <div className="indicator-side" data-better={change?.better ?? undefined}>
      <span className="weak">{title}</span>
      <strong>{change ? shownChange(change, unit, t("points")) : "—"}</strong>
      {change?.better != null && <span className="indicator-turn">{t(change.better ? "better" : "worse")}{change.sure !== null && ` · ${t(change.sure ? "sure" : "unsure")}`}</span>}
      <span>{side.value === null ? side.reason?.[language] : `${shown(side.value, unit, language)} → ${shown(now.value, unit, language)}`}</span>
      {perDay && <span>{perDay}</span>}
      <small className="weak">{side.first} – {side.last}{side.holiday ? ` · ${t("laidOn", { name: side.holiday })}` : ""}</small>
      <small className="weak">{t("comparedTo", { day: now.last })}</small>
      <small className="weak">{days(side)}</small>
    </div>
  );

  function days({ days: kind }: Compared): string {
    if (!kind) return "";
    if (!kind.known) return `${t("days", { n: kind.days })} · ${t("noCalendar")}`;
    return [t("days", { n: kind.days }), t("workdays", { n: kind.workdays }), kind.holidays.length > 0 ? t("holidays", { names: kind.holidays.join("、") }) : ""].filter(Boolean).join(" · ");
  }
}
