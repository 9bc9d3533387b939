import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useUrlState } from "@/shared/lib/urlState";
import { Shelf } from "@/shared/ui/Shelf";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Labelling } from "./Labelling";
import type { May, Role, SampleSet } from "./model";
import { useSet, useSets } from "./queries";
import { SetSheet } from "./SetSheet";
import { Summary } from "./Summary";
import { texts } from "./texts";
import "./samples.css";

const KEYS = ["set", "role"] as const;

/** 样本库: what people label for training, how well they agree, and the versions that models name. */
export default function SamplesPage() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const [editing, edit] = useState<SampleSet | "new" | null>(null);
  const list = useSets();
  return (
    <section className="page samples" aria-label={t("title")} tabIndex={0}>
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="grow" />
        {list.data?.may.manage && <button type="button" className="btn" onClick={() => { edit("new"); }}>{t("add")}</button>}
      </header>
      <Loaded query={list} rows={6}>
        {({ items, may }) => {
          const chosen = items.find(({ code }) => code === state.set) ?? items[0];
          if (!chosen) return <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>;
          return (
            <Shelf label={t("list")} chosen={chosen.code} choose={(set) => { change({ set, role: "" }); }} items={items.map((one) => (
              { key: one.code, shown: <><strong>{one.name}</strong> <span className="weak">{t("texts", { n: one.texts })}</span></> }
            ))}>
              <One key={chosen.code} code={chosen.code} may={may} role={state.role === "settle" && may.settle ? "settle" : "label"} turn={(role) => { change({ role: role === "label" ? "" : role }); }} edit={edit} />
            </Shelf>
          );
        }}
      </Loaded>
      {editing && <SetSheet one={editing === "new" ? null : editing} close={(code) => { edit(null); if (code) change({ set: code }); }} />}
    </section>
  );
}

function One({ code, may, role, turn, edit }: { code: string; may: May; role: Role; turn: (role: Role) => void; edit: (one: SampleSet) => void }) {
  const t = useTexts(texts);
  const query = useSet(code);
  return (
    <Loaded query={query} rows={8}>
      {(one) => (
        <article className="samples-one">
          <header className="list-head">
            <h2>{one.name}</h2>
            <span className="grow" />
            {may.settle && (["label", "settle"] as const).map((each) => (
              <button key={each} type="button" className="btn" aria-pressed={role === each} onClick={() => { turn(each); }}>{t(each)}{each === "settle" && one.counts.open > 0 && ` ${String(one.counts.open)}`}</button>
            ))}
            {may.manage && <button type="button" className="btn" onClick={() => { edit(one); }}>{t("change")}</button>}
          </header>
          <Labelling key={role} one={one} role={role} />
          <Summary one={one} manage={may.manage} />
        </article>
      )}
    </Loaded>
  );
}
