import { useMemo } from "react";
import { Link } from "react-router";

import { useAreas } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { useLiveState } from "@/shared/live/LiveProvider";
import { timeOfDay } from "@/shared/time/format";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Console } from "./Console";
import { Filters, KEYS } from "./Filters";
import { grouped, rankOf } from "./model";
import { useAlarms, useLiveAlarms, useRuleNames } from "./queries";
import { useSound } from "./sound";
import { texts } from "./texts";
import "./alarms.css";

/** All open alarms of a shift on one screen: groups, acts on many, one in detail. */
export default function AlarmsPage() {
  const t = useTexts(texts);
  const say = useSay();
  const [state, change] = useUrlState(KEYS);
  const { level, rule, area } = state;
  const list = useAlarms({ level, rule, area });
  const rules = useRuleNames();
  const areas = useAreas();
  const sound = useSound();
  const live = useLiveState();
  const items = list.data?.items;
  useLiveAlarms((rank, id) => {
    const known = items?.find((one) => one.id === id);
    if (!known || rankOf(known.level) < rank) sound.heard(rank);
  });
  const shown = useMemo(
    () => (items ?? []).filter((one) => (!state.stage || one.stage === state.stage) && (!state.product || one.labels.product === state.product)),
    [items, state.stage, state.product],
  );
  const by = state.by === "area" ? "area" : "rule";
  const groups = useMemo(() => grouped(shown, by), [shown, by]);
  const ruleName = (code: string): string => say(rules.data?.get(code)) || code;
  const areaName = (code: string): string => (code === "" ? t("noArea") : (areas.data?.find((one) => one.code === code)?.name ?? code));
  const stale = list.data !== undefined && (live === "waiting" || list.isError);
  return (
    <section className="queue alarm-page">
      <div>
        <header className="list-head">
          <h1>{t("title")}</h1>
          <span className="weak">{list.data?.next ? t("partial", { n: shown.length }) : t("count", { n: shown.length })}</span>
          <span className="grow" />
          <Link to="/desk/alarm-silences">{t("toSilences")}</Link>
          {stale && <span className="refusal" role="status">{t("stale", { at: timeOfDay(list.dataUpdatedAt) })}</span>}
        </header>
        <Filters state={state} change={change} ruleName={ruleName} areaName={areaName} sound={sound} />
      </div>
      <Loaded query={list} rows={12}>
        {() =>
          groups.length === 0
            ? <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>
            : <Console groups={groups} by={by} ruleName={ruleName} areaName={areaName} />
        }
      </Loaded>
    </section>
  );
}
