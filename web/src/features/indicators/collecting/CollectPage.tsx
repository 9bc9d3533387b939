import { App } from "antd";
import { useRef } from "react";

import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { Shelf } from "@/shared/ui/Shelf";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { PeriodPicker } from "../parts";
import { pieceOf, stepped } from "../periods";
import { today } from "../queries";
import { Duties } from "./Duties";
import { Imports } from "./Imports";
import type { Source } from "./model";
import { takeFile, templateOf, useDeed, useSources } from "./queries";
import { texts } from "./texts";
import "../indicators.css";
import "./collecting.css";

const KEYS = ["source", "period"] as const;

/** 数据填报: what units owe, what came, what waits for approval; files of outside tables. */
export function CollectPage() {
  const t = useTexts(texts);
  const language = useLanguage();
  const [state, change] = useUrlState(KEYS);
  const list = useSources();
  return (
    <section className="page collecting" aria-label={t("title")} tabIndex={0}>
      <header className="list-head"><h1>{t("title")}</h1><span className="weak">{t("about")}</span></header>
      <Loaded query={list} rows={6}>
        {(items) => {
          const chosen = items.find(({ code }) => code === state.source) ?? items[0];
          if (!chosen) return <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>;
          return (
            <Shelf label={t("list")} chosen={chosen.code} choose={(source) => { change({ source, period: "" }); }} items={items.map((one) => (
              { key: one.code, shown: <><strong>{one[language]}</strong> <span className="weak">{one.waiting > 0 ? t("waitingN", { n: one.waiting }) : t("mine", { n: one.mine })}</span></> }
            ))}>
              <One key={chosen.code} one={chosen} period={state.period || stepped(pieceOf(today(), chosen.grain), -1)} turn={(period) => { change({ period }); }} />
            </Shelf>
          );
        }}
      </Loaded>
    </section>
  );
}

function One({ one, period, turn }: { one: Source; period: string; turn: (period: string) => void }) {
  const t = useTexts(texts);
  const language = useLanguage();
  return (
    <article className="collecting-one">
      <header className="list-head">
        <h2>{one[language]}</h2>
        <span className="weak">{t("owner", { who: one.owner })} · {t("uses", { n: one.indicators.length })}</span>
        <span className="grow" />
        {one.kind === "manual" && <PeriodPicker value={period} change={turn} />}
        <a className="btn" href={templateOf(one.code, one.kind === "manual" ? period : "")} download>{t("template")}</a>
        <Upload code={one.code} />
      </header>
      {one.fresh.state !== "fresh" && <p className="collecting-late" role="status">{one.fresh[language]}</p>}
      {one.kind === "manual" ? <Duties key={period} source={one} period={period} /> : <Imports code={one.code} />}
    </article>
  );
}

function Upload({ code }: { code: string }) {
  const t = useTexts(texts);
  const say = useSay();
  const { message } = App.useApp();
  const field = useRef<HTMLInputElement>(null);
  const sending = useDeed(takeFile(code));
  const error = sending.error ? asApiError(sending.error) : null;
  return (
    <>
      <button type="button" className="btn" disabled={sending.isPending} onClick={() => { field.current?.click(); }}>{t("upload")}</button>
      <input ref={field} type="file" hidden accept=".xlsx,.csv,.tsv" aria-label={t("upload")} onChange={({ target }) => {
        const file = target.files?.[0];
        if (file) sending.mutateAsync({ file, why: "" }).then(({ rows, changed }) => { void message.success(t("taken", { rows, changed })); }).catch(() => undefined);
        target.value = "";
      }} />
      {error && <p className="refusal" role="alert">{say(error.sentence)} {say(advice(error))}</p>}
    </>
  );
}
