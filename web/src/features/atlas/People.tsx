import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { ROLES } from "@/shared/i18n/vocabulary";
import { When } from "@/shared/ui/parts";
import type { Presence, Present } from "@/shared/live/presence";
import { texts } from "./texts";

const Figure = ({ lost }: { lost: boolean }) => (
  <svg className="atlas-figure" data-lost={lost} viewBox="0 0 44 44" width="18" height="18" aria-hidden>
    <path d="M7 40a15 15 0 0 1 30 0z" />
    <circle cx="22" cy="13" r="9" />
    {lost && <path d="M6 38L38 6" />}
  </svg>
);

/** What the figures on the map mean, how many there are, and of whom one was touched. */
export function People({ found, chosen, close }: { found: Presence; chosen: Present | null; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <aside className="atlas-people" aria-label={t("people")}>
      <p><Figure lost={false} /> {t("onDuty", { n: found.counts.on })}</p>
      <p><Figure lost /> {t("lost", { n: found.counts.lost, minutes: Math.round(found.lost_after_s / 60) })}</p>
      <p className="weak">{t("asOf")} <When at={found.at} /> · {t("recorded")}</p>
      {chosen && (
        <div className="atlas-person" role="status">
          <p><b>{chosen.name ?? chosen.unit?.name ?? t("somebody")}</b>{chosen.code && chosen.code !== chosen.name && <span className="weak"> {chosen.code}</span>}</p>
          <p>{[chosen.name && chosen.unit?.name, chosen.roles.map((role) => say(ROLES[role])).join(" · ")].filter(Boolean).join(" · ")}</p>
          <p className="weak">{t(chosen.state === "on" ? "seen" : "lostSince")} <When at={chosen.seen_at} />{chosen.accuracy_m !== null && ` · ${t("within", { n: chosen.accuracy_m })}`}</p>
          <button type="button" className="btn" onClick={close}>{t("close")}</button>
        </div>
      )}
    </aside>
  );
}
