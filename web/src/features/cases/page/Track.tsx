import type { JournalItem } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { ACTORS, STAGES } from "@/shared/i18n/vocabulary";
import { useNow } from "@/shared/time/clock";
import { span } from "@/shared/time/format";
import { stageTone, When } from "@/shared/ui/parts";
import { actorName, stops } from "../model/track";
import { texts } from "./texts";

/** The way of the case like a parcel's: newest stop on top. */
export function Track({ journal }: { journal: JournalItem[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const way = stops(journal).reverse();
  return (
    <ol className="track">
      {way.map((stop, index) => {
        const until = stop.until ? Date.parse(stop.until) : now;
        const stayed = span(until - Date.parse(stop.from), language);
        return (
          <li key={`${stop.stage}-${stop.from}`} data-current={index === 0} style={{ "--tone": stageTone(stop.stage) } as React.CSSProperties}>
            <strong>{say(STAGES[stop.stage])}</strong>
            {index === 0 && <span className="weak"> {t("here")}</span>}
            <div className="weak">
              <When at={stop.from} /> · {say(stop.action.label)} · {say(ACTORS[stop.actor] ?? stop.actor)}
            </div>
            {stop.acts.map((item) => (
              <div key={item.seq} className="act">
                <When at={item.at} /> {say(item.label)} <span className="weak">{say(ACTORS[actorName(item)] ?? actorName(item))}</span>
              </div>
            ))}
            <div className="weak small">{t("stayed", { span: stayed })}</div>
          </li>
        );
      })}
    </ol>
  );
}
