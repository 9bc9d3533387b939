import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { When } from "@/shared/ui/parts";
import { Shelf } from "@/shared/ui/Shelf";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { MakeSheet } from "./MakeSheet";
import { One } from "./One";
import { useArchive, useTemplates } from "./queries";
import { SchedulesPane } from "./SchedulesPane";
import { TemplatesPane } from "./TemplatesPane";
import { texts } from "./texts";
import "./bulletins.css";

const KEYS = ["view", "bulletin"] as const;
const VIEWS = ["archive", "templates", "schedules"] as const;

/** 简报台: what was made, the templates it is made by, and what is made by the clock. */
export default function BulletinsPage() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const [making, make] = useState(false);
  const templates = useTemplates();
  const view = VIEWS.find((one) => one === state.view) ?? "archive";
  const may = templates.data?.may;
  return (
    <section className="page bulletins" aria-label={t("title")} tabIndex={0}>
      <header className="list-head">
        <h1>{t("title")}</h1>
        {may?.write && VIEWS.map((one) => <button key={one} type="button" className="btn" aria-pressed={one === view} onClick={() => { change({ view: one }); }}>{t(one)}</button>)}
        <span className="grow" />
        {may?.write && <button type="button" className="btn" data-primary onClick={() => { make(true); }}>{t("make")}</button>}
      </header>
      {view === "archive" && <Archive chosen={state.bulletin} choose={(bulletin) => { change({ bulletin }); }} />}
      {view !== "archive" && <Loaded query={templates} rows={6}>{(found) => (view === "templates" ? <TemplatesPane found={found} /> : <SchedulesPane templates={found.items} />)}</Loaded>}
      {making && templates.data && <MakeSheet templates={templates.data.items} close={(id) => { make(false); if (id) change({ view: "archive", bulletin: id }); }} />}
    </section>
  );
}

function Archive({ chosen, choose }: { chosen: string; choose: (id: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const query = useArchive();
  return (
    <Loaded query={query} rows={6}>
      {({ items }) => {
        const id = chosen || items[0]?.id;
        if (!id) return <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>;
        return (
          <Shelf label={t("archive")} chosen={id} choose={choose} items={items.map((one) => ({ key: one.id, shown: <><strong>{one.title}</strong> <span className="weak small">{say({ zh: one.state_zh, en: one.state_en })} · <When at={one.at} /></span></> }))}>
            <One key={id} id={id} />
          </Shelf>
        );
      }}
    </Loaded>
  );
}
