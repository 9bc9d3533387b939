import { CircleCheck, CircleHelp, Clock } from "lucide-react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useNow } from "@/shared/time/clock";
import { fullTime, span } from "@/shared/time/format";
import { When } from "@/shared/ui/parts";
import type { Product } from "../model";
import { nameOf, spoken } from "../model";
import type { Said } from "./queries";
import { texts } from "./texts";

const ICONS = { good: CircleCheck, stale: Clock, doubtful: CircleHelp };

/** The latest value of every property, how old it is, and whether it can be believed. */
export function Latest({ values, product }: { values: Said[]; product: Product | undefined }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const current = useNow();
  const yes = (on: boolean): string => (on ? t("yes") : t("no"));
  if (values.length === 0) return <p className="weak panel-body">{t("noProperties")}</p>;
  return (
    <div className="device-latest" role="region" aria-label={t("latest")} tabIndex={0}>
      <table>
        <thead><tr><th>{t("property")}</th><th data-numeric>{t("value")}</th><th>{t("quality")}</th><th>{t("age")}</th><th>{t("unchanged")}</th></tr></thead>
        <tbody>
          {values.map((one) => {
            const property = product?.model.properties.find(({ code }) => code === one.property);
            const Icon = ICONS[one.quality];
            return (
              <tr key={one.property}>
                <th scope="row">{say(nameOf(one))} <span className="weak mono">{one.property}</span></th>
                <td data-numeric className="device-figure">{one.value === null ? "—" : spoken(one.value, property, say, yes)}</td>
                <td>
                  <span className="device-quality" data-quality={one.quality}><Icon size={15} aria-hidden /> {one.at === null && one.doubtful === null ? t("never") : t(one.quality)}</span>
                  {one.doubtful && one.quality === "doubtful" && <span className="weak small"> {say(one.doubtful)}{one.doubtful.value !== null && ` (${spoken(one.doubtful.value, property, say, yes)})`} <When at={one.doubtful.at} /></span>}
                </td>
                <td title={fullTime(one.at)}>{one.at === null ? "—" : span(current - Date.parse(one.at), language)}</td>
                <td>{one.since === null || one.since === one.at ? "—" : <>{t("since")} <When at={one.since} /></>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
