import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { span } from "@/shared/time/format";
import { Panel } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { useSimilar } from "../queries";
import { texts } from "./texts";

/** Past cases of the same matter, the likest first, each with what solved it. */
export function Similar({ number }: { number: string }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const found = useSimilar(number);
  return (
    <Panel title={t("similar")}>
      <Loaded query={found} rows={3}>
        {(cases) =>
          cases.length === 0 ? (
            <p className="weak">{t("noSimilar")}</p>
          ) : (
            <ul className="similar">
              {cases.map((one) => (
                <li key={one.number}>
                  <Link to={`/desk/cases/${one.number}`}>{one.title}</Link>
                  <p className="weak small">
                    {[
                      one.unit?.name,
                      t("tookTime", { span: span(Date.parse(one.closed_at) - Date.parse(one.opened_at), language) }),
                      one.distance_m === null ? null : t("awayFrom", { n: one.distance_m }),
                      one.satisfaction ? t("rated", { n: one.satisfaction }) : null,
                    ].filter(Boolean).join(" · ")}
                  </p>
                  <p className={one.result ? "pre" : "weak"}>{one.result ?? t("noResult")}</p>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}
