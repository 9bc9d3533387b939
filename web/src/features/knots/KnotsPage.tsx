import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useUrlState } from "@/shared/lib/urlState";
import { Shelf } from "@/shared/ui/Shelf";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Candidates } from "./Candidates";
import { One } from "./One";
import { useKnots } from "./queries";
import { texts } from "./texts";
import "./knots.css";

const KEYS = ["knot", "view"] as const;

/** 疑难事项库: hard matters and how they are handled, and the cases that could be some. */
export default function KnotsPage() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const [q, search] = useState("");
  const list = useKnots(q.trim());
  const seeking = state.view === "candidates";
  return (
    <section className="page knots" aria-label={t("title")} tabIndex={0}>
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak">{t("about")}</span>
        <span className="grow" />
        {list.data?.may_write && <><button type="button" className="btn" aria-pressed={!seeking} onClick={() => { change({ view: "" }); }}>{t("library")}</button><button type="button" className="btn" aria-pressed={seeking} onClick={() => { change({ view: "candidates" }); }}>{t("candidates")}</button></>}
      </header>
      {seeking ? <Candidates admitted={(knot) => { change({ knot, view: "" }); }} /> : (
        <>
          <input className="input knots-search" type="search" placeholder={t("search")} aria-label={t("search")} value={q} onChange={({ target }) => { search(target.value); }} />
          <Loaded query={list} rows={6}>
            {({ items }) => {
              const chosen = (items.find(({ id }) => id === state.knot) ?? items[0])?.id;
              if (!chosen) return <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>;
              return (
                <Shelf label={t("library")} chosen={chosen} choose={(knot) => { change({ knot }); }} items={items.map((one) => ({
                  key: one.id,
                  shown: <><strong>{one.title}</strong> <span className="weak small">{t(one.state)} · {one.lead.name ?? one.lead.code} · {t("until", { day: one.deadline })}{one.overdue && ` · ${t("overdue")}`}{one.steps.length > 0 && ` · ${t("progress", { done: one.done, n: one.steps.length })}`}</span></>,
                }))}>
                  <One key={chosen} id={chosen} />
                </Shelf>
              );
            }}
          </Loaded>
        </>
      )}
    </section>
  );
}
