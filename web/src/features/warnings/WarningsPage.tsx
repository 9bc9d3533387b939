import { useState } from "react";
import { Link } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useUrlState } from "@/shared/lib/urlState";
import { When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Detail } from "./Detail";
import { DraftSheet } from "./DraftSheet";
import { LevelBadge } from "./LevelBadge";
import type { Listed } from "./model";
import { shownOf, STAGES } from "./model";
import { useLiveWarnings, useWarnings } from "./queries";
import { texts } from "./texts";
import "./warnings.css";

const KEYS = ["stage", "mine", "id", "alarms"] as const;

/** Warnings: written, approved, published, confirmed; a list and one in detail. */
export default function WarningsPage() {
  const t = useTexts(texts);
  const me = useMe();
  const [state, change] = useUrlState(KEYS);
  const list = useWarnings({ stage: state.stage, mine: state.mine });
  useLiveWarnings();
  const rights = {
    draft: hasRole(me, "agent", "dispatcher", "supervisor", "admin"),
    approve: hasRole(me, "dispatcher", "supervisor", "leader"),
    publish: hasRole(me, "dispatcher", "supervisor"),
  };
  const [writing, setWriting] = useState(state.alarms !== "" && rights.draft);
  const items = list.data?.items ?? [];
  const chosen = items.find(({ id }) => id === state.id);
  return (
    <section className="queue">
      <div>
        <header className="list-head">
          <h1>{t("title")}</h1>
          <span className="weak">{list.data?.next ? t("partial", { n: items.length }) : t("count", { n: items.length })}</span>
          <span className="grow" />
          <label className="check">
            <input type="checkbox" checked={state.mine === "true"} onChange={(changed) => { change({ mine: changed.target.checked ? "true" : "" }); }} />
            {t("mine")}
          </label>
          <select className="input warning-stage" aria-label={t("stage")} value={state.stage} onChange={(picked) => { change({ stage: picked.target.value }); }}>
            <option value="">{t("anyStage")}</option>
            {STAGES.map((stage) => <option key={stage} value={stage}>{t(stage)}</option>)}
          </select>
          <Link className="btn" to="/desk/warning-templates">{t("templates")}</Link>
          {rights.draft && <button type="button" className="btn" data-primary onClick={() => { setWriting(true); }}>{t("draft")}</button>}
        </header>
      </div>
      <Loaded query={list} rows={8}>
        {() =>
          items.length === 0
            ? <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>
            : (
              <div className="warning-desk">
                <nav className="warning-list" aria-label={t("list")}>
                  <ul>{items.map((one) => <Row key={one.id} one={one} current={one.id === state.id} open={() => { change({ id: one.id }); }} />)}</ul>
                </nav>
                <div className="warning-detail" tabIndex={0} role="region" aria-label={chosen?.number ?? t("title")}>
                  {state.id ? <Detail key={state.id} id={state.id} rights={rights} unconfirmed={chosen?.unconfirmed ?? false} /> : <p className="weak">{t("choose")}</p>}
                </div>
              </div>
            )
        }
      </Loaded>
      {writing && (
        <DraftSheet
          alarms={state.alarms.split(",").filter(Boolean)}
          close={() => { setWriting(false); change({ alarms: "" }); }}
          made={(id) => { setWriting(false); change({ alarms: "", id }); }}
        />
      )}
    </section>
  );
}

function Row({ one, current, open }: { one: Listed; current: boolean; open: () => void }) {
  const t = useTexts(texts);
  const shown = shownOf(one);
  if (!shown) return null;
  return (
    <li data-current={current}>
      <button type="button" aria-current={current} onClick={open}>
        <LevelBadge level={shown.level} />
        <strong>{shown.title}</strong>
        <span className="weak">
          {t(one.proposal ?? one.stage)} · {t("until")} <When at={shown.valid_until} />
          {one.receivers > 0 && ` · ${t("receiptCount", { n: one.confirmed, all: one.receivers })}`}
        </span>
        {one.unconfirmed && <b className="warning-due">{t("toConfirm")}</b>}
      </button>
    </li>
  );
}
