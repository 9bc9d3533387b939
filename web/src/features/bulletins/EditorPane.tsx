import { useEffect, useRef, useState } from "react";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Loaded } from "@/shared/ui/states";
import type { Block, Field, Kind, Making, Template, Templates } from "./model";
import { codesOf, FIELDS, fresh, KINDS, lastPeriod, told } from "./model";
import { Scope } from "./MakeSheet";
import { PaperView } from "./PaperView";
import { saveTemplate, useDeed, useIndicators, usePreview } from "./queries";
import { texts } from "./texts";
import { useToday } from "./today";

const PAUSE = 600;
/** Fields whose names stand for something else elsewhere. */
const NAMES: Record<string, "dividedBy" | "title_"> = { by: "dividedBy", title: "title_" };
const EVERIES = ["day", "week", "month", "quarter", "year", "any"] as const;

/** Return `value` as it is when nothing changed for a while. */
function useSettled<T>(value: T): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => { settle(value); }, PAUSE);
    return () => { clearTimeout(timer); };
  }, [value]);
  return settled;
}

/** Write a template, block by block, beside what it says of a period. */
export function EditorPane({ template: old, facts, copied, saved }: { template: Template; facts: Templates["facts"]; copied: boolean; saved: (code: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const today = useToday();
  const [template, setTemplate] = useState<Template>(old);
  const [asked, ask] = useState<Making>({ template: old.code, period: lastPeriod(old.every, today), area: null, unit: null, language: "zh" });
  const change = (more: Partial<Template>) => { setTemplate((now) => ({ ...now, ...more })); };
  const put = (at: number, block: Block) => { change({ blocks: template.blocks.map((one, n) => (n === at ? block : one)) }); };
  const saving = useDeed(saveTemplate);
  const preview = usePreview(useSettled(asked), useSettled(template));
  const error = saving.error ? asApiError(saving.error) : null;
  const last = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const move = (at: number, by: number) => {
    const blocks = [...template.blocks];
    const [one] = blocks.splice(at, 1);
    if (one) blocks.splice(at + by, 0, one);
    change({ blocks });
  };
  return (
    <div className="bulletins-editor">
      <form className="bulletins-form" onFocus={({ target }) => { if (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.dataset.words)) last.current = target; }}
        onSubmit={(sent) => { sent.preventDefault(); saving.mutateAsync(template).then(({ code }) => { saved(code); }).catch(() => undefined); }}>
        <div className="bulletins-head">
          <label>{t("code")}<input className="input" required pattern="[a-z][a-z0-9_]+" maxLength={60} disabled={!copied} value={template.code} onChange={({ target }) => { change({ code: target.value }); }} /></label>
          <label>{t("name")}<input className="input" required maxLength={120} value={template.zh} onChange={({ target }) => { change({ zh: target.value }); }} /></label>
          <label>{t("nameEn")}<input className="input" required maxLength={120} value={template.en} onChange={({ target }) => { change({ en: target.value }); }} /></label>
          <label>{t("every")}<select className="input" value={template.every} onChange={({ target }) => { const every = target.value as Template["every"]; change({ every }); ask({ ...asked, period: lastPeriod(every, today) }); }}>{EVERIES.map((one) => <option key={one} value={one}>{t(one)}</option>)}</select></label>
          <label className="bulletins-tick"><input type="checkbox" checked={template.contents ?? false} onChange={({ target }) => { change({ contents: target.checked }); }} /> {t("contents")}</label>
          <label className="bulletins-tick"><input type="checkbox" checked={template.public ?? false} onChange={({ target }) => { change({ public: target.checked }); }} /> {t("forPublic")}</label>
        </div>
        <label>{t("title_")}<input className="input" data-words required value={template.title} onChange={({ target }) => { change({ title: target.value }); }} /></label>
        {template.cover && <label>{t("head")}<input className="input" data-words value={template.cover.head} onChange={({ target }) => { change({ cover: { ...template.cover, head: target.value } }); }} /></label>}
        <Insert facts={facts} insert={(code) => { const field = last.current; if (field) insertInto(field, `{{${code}}}`); }} />
        {template.blocks.map((block, at) => (
          <fieldset key={`${String(at)} ${block.kind}`} data-wrong={error?.field === `blocks.${String(at)}` || undefined}>
            <legend>{at + 1}. {t(block.kind)}</legend>
            {FIELDS[block.kind].map((field) => <One key={field.key} field={field} block={block} change={(value) => { put(at, told(block, field.key, value)); }} />)}
            <div className="bulletins-head">
              <button type="button" className="btn" data-quiet disabled={at === 0} onClick={() => { move(at, -1); }}>{t("up")}</button>
              <button type="button" className="btn" data-quiet disabled={at === template.blocks.length - 1} onClick={() => { move(at, 1); }}>{t("down")}</button>
              <button type="button" className="btn" data-quiet onClick={() => { change({ blocks: template.blocks.filter((_, n) => n !== at) }); }}>{t("remove")}</button>
            </div>
          </fieldset>
        ))}
        <div className="bulletins-head" role="group" aria-label={t("add")}>{KINDS.map((kind: Kind) => <button key={kind} type="button" className="btn" data-quiet onClick={() => { change({ blocks: [...template.blocks, fresh[kind]] }); }}>+ {t(kind)}</button>)}</div>
        {error && <p className="refusal" role="alert">{say(error.sentence)}</p>}
        <button type="submit" className="btn" data-primary disabled={saving.isPending || template.blocks.length === 0}>{t("saveNext")}</button>
      </form>
      <section aria-label={t("preview")} className="bulletins-preview">
        <div className="bulletins-head"><Scope asked={asked} ask={ask} /></div>
        <Loaded query={preview} rows={8}>{(shown) => <PaperView shown={shown} />}</Loaded>
      </section>
    </div>
  );
}

function insertInto(field: HTMLInputElement | HTMLTextAreaElement, words: string): void {
  const at = field.selectionStart ?? field.value.length;
  const value = field.value.slice(0, at) + words + field.value.slice(field.selectionEnd ?? at);
  const proto = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(proto, "value")?.set?.call(field, value); // the way React hears of it
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

/** Search an indicator or a fact by its name and put it where the text was being written. */
function Insert({ facts, insert }: { facts: Templates["facts"]; insert: (code: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const known = useIndicators();
  const [search, look] = useState("");
  const all = [...facts, ...(known.data?.items ?? [])];
  const found = search.trim() ? all.filter((one) => `${one.code} ${one.zh} ${one.en}`.toLowerCase().includes(search.trim().toLowerCase())).slice(0, 8) : [];
  return (
    <div className="bulletins-insert">
      <input className="input" type="search" placeholder={t("insert")} aria-label={t("insert")} value={search} onChange={({ target }) => { look(target.value); }} />
      {found.map((one) => <button key={one.code} type="button" className="btn" data-quiet onClick={() => { insert(one.code); }}>{say(one)} <span className="mono small">{one.code}</span></button>)}
    </div>
  );
}

function One({ field, block, change }: { field: Field; block: Block; change: (value: unknown) => void }) {
  const t = useTexts(texts);
  const value = block[field.key] ?? fresh[block.kind][field.key];
  const name = t(NAMES[field.key] ?? (field.key as "text"));
  switch (field.as) {
    case "check": return <label className="bulletins-tick"><input type="checkbox" checked={value === true} onChange={({ target }) => { change(target.checked); }} /> {name}</label>;
    case "number": return <label>{name}<input className="input" type="number" min={0} value={typeof value === "number" ? value : ""} onChange={({ target }) => { change(target.value === "" ? undefined : Number(target.value)); }} /></label>;
    case "choice": return <label>{name}<select className="input" value={typeof value === "string" ? value : ""} onChange={({ target }) => { change(target.value); }}>{field.choices?.map((one) => <option key={one} value={one}>{one === "" ? "—" : t(one as "area")}</option>)}</select></label>;
    case "codes": return <Codes name={name} value={Array.isArray(value) ? value.map(String) : []} change={change} />;
    case "words": return <label>{name}<textarea className="input" rows={3} maxLength={4000} value={typeof value === "string" ? value : ""} onChange={({ target }) => { change(target.value); }} /></label>;
    default: return <label>{name}<input className="input" data-words={field.as === "line" || undefined} maxLength={4000} value={typeof value === "string" ? value : ""} onChange={({ target }) => { change(target.value); }} /></label>;
  }
}

function Codes({ name, value, change }: { name: string; value: string[]; change: (value: string[]) => void }) {
  const [text, write] = useState(value.join(" "));
  return <label>{name}<input className="input" required value={text} onChange={({ target }) => { write(target.value); change(codesOf(target.value)); }} /></label>;
}
