import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Loaded } from "@/shared/ui/states";
import { useDays, useStrategies } from "./queries";
import { Table } from "./Table";
import { texts } from "./texts";

/** Day by day: how many findings came, how many were valid, what dropped the others. */
export function Daily() {
  const t = useTexts(texts);
  const say = useSay();
  const [strategy, choose] = useState("");
  const days = useDays(strategy);
  const strategies = useStrategies();
  return (
    <>
      <label>{t("strategy")}{" "}
        <select className="input strategy-pick" value={strategy} onChange={({ target }) => { choose(target.value); }}>
          <option value="">{t("allStrategies")}</option>
          {(strategies.data?.items ?? []).map(({ code, zh, en }) => <option key={code} value={code}>{say({ zh, en: en || zh })}</option>)}
        </select>
      </label>
      <Loaded query={days} rows={3}>
        {({ items, outcomes }) => {
          const seen = outcomes.filter(({ code }) => items.some((one) => one.outcomes[code]));
          return items.length === 0 ? <p className="weak">{t("noFindings")}</p> : (
            <Table label={t("daily")} head={[t("day"), t("raw"), ...seen.map((one) => say(one))]}
              rows={items.toReversed().map(({ day, outcomes: counts }) => ({
                key: day, cells: [day, Object.values(counts).reduce((sum, n) => sum + n, 0), ...seen.map(({ code }) => counts[code] ?? 0)],
              }))} />
          );
        }}
      </Loaded>
    </>
  );
}
