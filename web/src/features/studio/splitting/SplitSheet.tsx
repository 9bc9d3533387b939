import { Select } from "antd";
import { Scissors } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import type { StudioPeriod } from "@/contributions/studio/model";
import { useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { TIME_UNITS } from "@/shared/i18n/vocabulary";
import { Sheet } from "@/shared/ui/Sheet";
import { Loaded } from "@/shared/ui/states";
import { ProposeSheet } from "../acting/ProposeSheet";
import { percent } from "../format";
import type { MatterRef } from "../model";
import { Door } from "../parts";
import { useSplitting } from "../queries";
import type { Change, Share } from "../whatif/model";
import type { FoundPart, PartDraft, Splitting } from "./model";
import { draftOf, partsOf } from "./model";
import { texts } from "./texts";
import "./splitting.css";

/** The button that shows which kinds of cases a matter holds. */
export function Split({ asked, matter }: { asked: StudioPeriod; matter: MatterRef & { key: string } }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="btn" data-quiet onClick={() => { setOpen(true); }} title={t("splitHint")}><Scissors size={15} aria-hidden /> {t("split")}<span className="sr"> {matter.name}</span></button>
      {open && <SplitSheet asked={{ ...asked, matter: matter.key }} name={matter.name ?? matter.key} close={() => { setOpen(false); }} />}
    </>
  );
}

/** 事项拆分: parts found in past cases, edited by a person, proposed to another; or parts taken back. */
function SplitSheet({ asked, name, close }: { asked: StudioPeriod; name: string; close: () => void }) {
  const t = useTexts(texts);
  const found = useSplitting(asked);
  const [chosen, setChosen] = useState<{ change: Change; evidence: string } | null>(null);
  if (chosen) return <ProposeSheet asked={asked} change={chosen.change} evidence={chosen.evidence} close={close} />;
  const merge = ({ existing }: Splitting) => { setChosen({ change: { kind: "merge", matter: asked.matter }, evidence: t("mergeBecause", { matter: name, names: existing.map((one) => one.name).join("、") }) }); };
  return (
    <Sheet title={t("title", { matter: name })} onClose={close}>
      <Loaded query={found} rows={8}>
        {(data) => (
          <div className="studio-form">
            {data.existing.length > 0 && (
              <section aria-label={t("existing")}>
                <h3>{t("existing")}</h3>
                <ul className="split-existing">{data.existing.map((part) => <li key={part.key}><b>{part.name}</b> <span className="weak">{part.words.join("、")}</span></li>)}</ul>
                <button type="button" className="btn" onClick={() => { merge(data); }}>{t("merge")}</button>
              </section>
            )}
            {data.why === "too_few" && <p className="weak">{t("tooFew", { n: data.cases })}</p>}
            {data.why === "one_kind" && <p className="weak">{t("oneKind", { n: data.cases })}</p>}
            {data.why === "no_gain" && <p className="strong">{t("noGain")}</p>}
            {data.parts.length > 0 && <PartsForm data={data} propose={(parts) => { setChosen({ change: { kind: "split", matter: asked.matter, parts }, evidence: t("because", { matter: name, n: parts.length, names: parts.map((one) => one.name).join("、") }) }); }} />}
          </div>
        )}
      </Loaded>
    </Sheet>
  );
}

function PartsForm({ data, propose }: { data: Splitting; propose: (parts: NonNullable<ReturnType<typeof partsOf>>) => void }) {
  const t = useTexts(texts);
  const [drafts, setDrafts] = useState<PartDraft[]>(() => data.parts.map(draftOf));
  const parts = partsOf(drafts);
  const rate = ({ share, low, high }: Share) => t("interval", { share: percent(share, 1), low: percent(low, 1), high: percent(high, 1) });
  return (
    <form className="studio-form" onSubmit={(sent) => { sent.preventDefault(); if (parts) propose(parts); }}>
      {data.split && <p className="strong">{t("judged", { learned: data.learned, n: data.split.right.before.n, before: rate(data.split.right.before), after: rate(data.split.right.after) })}</p>}
      <p className="weak">{t("rest")} {t("wordsHint")}</p>
      {data.parts.map((part, at) => {
        const draft = drafts[at];
        return draft && <PartFields key={part.name} n={at + 1} part={part} draft={draft} set={(more) => { setDrafts((old) => old.map((one, i) => (i === at ? { ...one, ...more } : one))); }} />;
      })}
      <div className="form-foot"><button type="submit" className="btn" data-primary disabled={parts === null}>{t("propose")}</button></div>
    </form>
  );
}

function PartFields({ n, part, draft, set }: { n: number; part: FoundPart; draft: PartDraft; set: (more: Partial<PartDraft>) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const units = useUnits();
  const choices = (units.data ?? []).map(({ code, name }) => ({ value: code, label: name }));
  return (
    <fieldset className="split-part">
      <legend><label><input type="checkbox" checked={draft.wanted} onChange={(given) => { set({ wanted: given.target.checked }); }} /> {t("take", { n })}</label></legend>
      <label>{t("name")}<input className="input" maxLength={100} value={draft.name} onChange={(typed) => { set({ name: typed.target.value }); }} /></label>
      <label>{t("words")}<input className="input" value={draft.words} onChange={(typed) => { set({ words: typed.target.value }); }} /></label>
      {draft.duties.length === 0 && <p className="weak">{t("asList")}</p>}
      {draft.duties.map(({ area, unit }, at) => {
        const label = t("duty", { area: part.names[area] ?? t("city") });
        return <label key={area}>{label}<Select showSearch={{ optionFilterProp: "label" }} aria-label={label} value={unit} options={choices} onChange={(chosen: string) => { set({ duties: draft.duties.map((one, i) => (i === at ? { area, unit: chosen } : one)) }); }} /></label>;
      })}
      {part.limit && <label className="split-check"><input type="checkbox" checked={draft.limit !== null} onChange={(given) => { set({ limit: given.target.checked ? part.limit : null }); }} /> {t("limit", { amount: part.limit.amount, unit: say(TIME_UNITS[part.limit.unit]) })}</label>}
      <p><Door of={part}>{t("cases", { n: part.cases })}</Door> · {t("returned")} <Door of={part.returned} /> · {t("done")} {part.units.map(({ unit, cases }) => `${unit.name ?? unit.code} ${String(cases)}`).join("、")}</p>
      <details><summary>{t("samples")}</summary><ul>{part.samples.map(({ number, text }) => <li key={number}><Link to={`/desk/cases?number=${number}`}>{number}</Link> {text}</li>)}</ul></details>
    </fieldset>
  );
}
