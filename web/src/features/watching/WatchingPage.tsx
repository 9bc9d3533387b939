import { useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useKeys } from "@/shared/lib/keys";
import { useUrlState } from "@/shared/lib/urlState";
import { When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Detail } from "./Detail";
import { GiveSheet } from "./GiveSheet";
import type { Listed } from "./model";
import { STAGES } from "./model";
import { useLiveOrders, useOrders } from "./queries";
import { StageMark } from "./StageMark";
import { texts } from "./texts";
import "./watching.css";

const KEYS = ["stage", "id", "device"] as const;

/** Watch orders: who is watched until when and why, what they met, on a list and one in detail. */
export default function WatchingPage() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const list = useOrders(state.stage);
  useLiveOrders();
  const may = hasRole(useMe(), "supervisor", "leader");
  const [giving, setGiving] = useState(state.device !== "" && may);
  const items = list.data?.items ?? [];
  const chosen = items.find(({ id }) => id === state.id) ?? (state.id ? undefined : items[0]);
  const open = state.id || chosen?.id;
  const step = (by: number) => {
    const next = items[Math.min(Math.max(items.findIndex(({ id }) => id === open) + by, 0), items.length - 1)];
    if (next) change({ id: next.id });
  };
  useKeys(t("title"), [
    { keys: "j", label: t("keyNext"), run: () => { step(1); } },
    { keys: "k", label: t("keyPrevious"), run: () => { step(-1); } },
    ...(may ? [{ keys: "n", label: t("give"), run: () => { setGiving(true); } }] : []),
  ]);
  const give = may && <button type="button" className="btn" data-primary onClick={() => { setGiving(true); }}>{t("give")}</button>;
  return (
    <section className="queue watching-page">
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak">{list.data?.next ? t("partial", { n: items.length }) : t("count", { n: items.length })}</span>
        <span className="grow" />
        <select className="input watching-stage" aria-label={t("stage")} value={state.stage} onChange={(picked) => { change({ stage: picked.target.value, id: "" }); }}>
          <option value="">{t("anyStage")}</option>
          {STAGES.map((stage) => <option key={stage} value={stage}>{t(stage)}</option>)}
        </select>
        {items.length > 0 && give}
      </header>
      <Loaded query={list} rows={8}>
        {() => items.length === 0 && !state.id
          ? <EmptyState title={state.stage ? t("emptyStage") : t("empty")}><p>{may ? t("emptyText") : t("emptyReader")}</p>{give}</EmptyState>
          : (
            <div className="watching-desk">
              <nav className="watching-list" aria-label={t("list")}>
                <ul>{items.map((one) => <Row key={one.id} one={one} current={one.id === open} choose={() => { change({ id: one.id }); }} />)}</ul>
              </nav>
              <div className="watching-detail" tabIndex={0} role="region" aria-label={chosen?.number ?? t("title")}>{open && <Detail key={open} id={open} may={may} />}</div>
            </div>
          )}
      </Loaded>
      {giving && <GiveSheet device={state.device} close={() => { setGiving(false); change({ device: "" }); }} made={(id) => { setGiving(false); change({ device: "", id, stage: "" }); }} />}
    </section>
  );
}

function Row({ one, current, choose }: { one: Listed; current: boolean; choose: () => void }) {
  const t = useTexts(texts);
  return (
    <li data-current={current}>
      <button type="button" aria-current={current} onClick={choose}>
        <span><StageMark stage={one.stage} /> <span className="mono weak">{one.number}</span></span>
        <strong>{one.title}</strong>
        <span className="weak">
          {one.stage === "ordered" ? <>{t("begins")} <When at={one.starts_at} /></> : one.stage === "ended" ? <>{t("endedAt")} <When at={one.ended_at} /></> : <>{t("until")} <When at={one.ends_at} /></>}
        </span>
        <span>{one.hits > 0 ? <b>{t("hitsN", { n: one.hits })}</b> : <span className="weak">{t("noHitsYet")}</span>}{one.hit_at && <span className="weak"> · {t("lastHit")} <When at={one.hit_at} /></span>}</span>
      </button>
    </li>
  );
}
