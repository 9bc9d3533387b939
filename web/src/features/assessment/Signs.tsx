import { Link } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel, When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { listOf } from "./model";
import { useSigns } from "./queries";
import { texts } from "./texts";

/** Signs of working for the score: a list to look into, on which no score depends. */
export function Signs({ scheme, period }: { scheme: string; period: string }) {
  const may = hasRole(useMe(), "assessor", "leader");
  return may ? <Found scheme={scheme} period={period} /> : null;
}

function Found({ scheme, period }: { scheme: string; period: string }) {
  const t = useTexts(texts);
  const say = useSay();
  const found = useSigns(scheme, period);
  return (
    <Panel title={t("signs")}>
      <p className="weak">{t("signsNote")}</p>
      <Loaded query={found} rows={2}>
        {({ items, kinds, partial }) => (
          <>
            {items.length === 0 && <p>{t("noSigns")}</p>}
            {partial && <p className="weak">{t("signsPartial")}</p>}
            <ul className="assessment-signs">
              {items.map((one) => (
                <li key={`${one.kind} ${one.key} ${one.cases[0] ?? ""}`}>
                  <strong>{one.name}</strong>
                  <span>{say(kinds.find(({ code }) => code === one.kind))}</span>
                  <Link to={listOf(one.cases)}>{t("signCases", { n: one.n })}</Link>
                  <span className="weak"><When at={one.at} /></span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
