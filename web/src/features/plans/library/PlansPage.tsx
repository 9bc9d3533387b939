import { App } from "antd";
import type { ChangeEvent } from "react";
import { useState } from "react";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { Shelf } from "@/shared/ui/Shelf";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Plan } from "../model";
import { takeFile, useDeed, useLibrary, useVocabulary } from "../queries";
import { texts } from "../texts";
import { Editor } from "./Editor";
import { One } from "./One";
import "../plans.css";

const KEYS = ["plan"] as const;

/** 预案库: versions of plans, who wrote and approved them, how their steps are used. */
export default function PlansPage() {
  const t = useTexts(texts);
  const say = useSay();
  const [state, change] = useUrlState(KEYS);
  const [editing, edit] = useState<Plan | "new" | null>(null);
  const list = useLibrary();
  const words = useVocabulary();
  return (
    <section className="page plans" aria-label={t("title")} tabIndex={0}>
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak">{t("about")}</span>
        <span className="grow" />
        <a className="btn" href="/api/v1/plans/export" download="plans.json">{t("exportAll")}</a>
        {list.data?.may.write && <><Import /><button type="button" className="btn" data-primary onClick={() => { edit("new"); }}>{t("write")}</button></>}
      </header>
      <Loaded query={list} rows={6}>
        {({ items, may }) => {
          const codes = [...new Set(items.map(({ plan }) => plan.code))];
          const chosen = codes.find((code) => code === state.plan) ?? codes[0];
          if (!chosen) return <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>;
          return (
            <Shelf label={t("list")} chosen={chosen} choose={(plan) => { change({ plan }); }} items={codes.map((code) => {
              const some = items.filter(({ plan }) => plan.code === code);
              const versions = some.map((one) => `${t("version", { n: one.version })} ${say(words.data?.states.find((word) => word.code === one.state) ?? one.state)}`).join(" · ");
              return { key: code, shown: <><strong>{some[0]?.plan.title}</strong> <span className="weak small">{versions} · {t("used", { n: some[0]?.used ?? 0 })}</span></> };
            })}>
              <One key={chosen} code={chosen} may={may} edit={edit} />
            </Shelf>
          );
        }}
      </Loaded>
      {editing && <Editor plan={editing === "new" ? null : editing} close={(code) => { edit(null); if (code) change({ plan: code }); }} />}
    </section>
  );
}

function Import() {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const taking = useDeed(takeFile);
  const chosen = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    target.value = "";
    if (!file) return;
    taking.mutateAsync(file).then(({ drafted }) => { void message.success(t("taken", { n: drafted.length })); }).catch((error: unknown) => { void message.error(say(asApiError(error).sentence)); });
  };
  return <label className="btn">{t("importFile")}<input className="sr" type="file" accept=".json" onChange={chosen} /></label>;
}
