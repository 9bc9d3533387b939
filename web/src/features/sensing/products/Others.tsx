import { Plus, Trash2 } from "lucide-react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel } from "@/shared/ui/parts";
import type { ThingModel } from "../model";
import { CITY_STATES, FIELDS, MEANS, SOURCES } from "../vocabulary";
import { Cell, NumberCell, TextCell } from "./Cells";
import { useFixed } from "./context";
import type { Draft, Func, Happening } from "./model";
import { linesOf, pairsOf } from "./model";
import { read, written } from "./notation";
import { texts } from "./texts";

interface Props {
  model: ThingModel;
  change: (changes: Partial<ThingModel>) => void;
  removed: (name: string, before: Partial<ThingModel>) => void;
}

/** Occurrences and functions as tables, tags as words. */
export function Others({ model, change, removed }: Props) {
  const t = useTexts(texts);
  const { events, functions } = model;
  const fixed = useFixed();
  const event = (at: number, changes: Partial<Happening>) => { change({ events: events.map((one, n) => (n === at ? { ...one, ...changes } : one)) }); };
  const act = (at: number, changes: Partial<Func>) => { change({ functions: functions.map((one, n) => (n === at ? { ...one, ...changes } : one)) }); };
  return (
    <>
      <Panel title={t("events")} flush>
        <Table label={t("events")} columns={[t("data")]} none={t("noEvents")} add={t("addEvent")} rows={events} path="model.events"
          put={event} more={() => { change({ events: [...events, { code: "", name: "", name_en: "", data: {} }] }); }}
          drop={(at, name) => { removed(name, { events }); change({ events: events.filter((_, n) => n !== at) }); }}
          cells={(one, at) => <td><Pairs path={`model.events.${String(at)}.data`} label={`${t("data")} ${one.code}`} value={one.data} change={(data) => { event(at, { data }); }} /></td>} />
      </Panel>
      <Panel title={t("functions")} flush>
        <Table label={t("functions")} columns={[t("input"), t("output"), t("dangerous"), t("expires")]} none={t("noFunctions")} add={t("addFunction")} rows={functions} path="model.functions"
          put={act} more={() => { change({ functions: [...functions, { code: "", name: "", name_en: "", input: {}, output: {}, dangerous: false, expires_s: 600 }] }); }}
          drop={(at, name) => { removed(name, { functions }); change({ functions: functions.filter((_, n) => n !== at) }); }}
          cells={(one, at) => (
            <>
              <td><Pairs path={`model.functions.${String(at)}.input`} label={`${t("input")} ${one.code}`} hint={t("parameters")} value={writtenAll(one.input)} change={(input) => { act(at, { input: readAll(input) }); }} /></td>
              <td><Pairs path={`model.functions.${String(at)}.output`} label={`${t("output")} ${one.code}`} value={one.output} change={(output) => { act(at, { output }); }} /></td>
              <td><input type="checkbox" aria-label={`${t("dangerous")} ${one.code}`} disabled={fixed} checked={one.dangerous} onChange={(ticked) => { act(at, { dangerous: ticked.target.checked }); }} /></td>
              <td><NumberCell min={10} path={`model.functions.${String(at)}.expires_s`} label={`${t("expires")} ${one.code}`} value={one.expires_s} change={(value) => { act(at, { expires_s: value ?? 600 }); }} /></td>
            </>
          )} />
      </Panel>
    </>
  );
}

interface TableProps<T> {
  label: string;
  columns: string[];
  none: string;
  add: string;
  rows: T[];
  path: string;
  put: (at: number, changes: { code?: string; name?: string; name_en?: string }) => void;
  more: () => void;
  drop: (at: number, name: string) => void;
  cells: (one: T, at: number) => React.ReactNode;
}

function Table<T extends { code: string; name: string; name_en: string }>({ label, columns, none, add, rows, path, put, more, drop, cells }: TableProps<T>) {
  const t = useTexts(texts);
  const fixed = useFixed();
  return (
    <>
      {rows.length === 0 ? <p className="weak panel-body">{none}</p> : (
        <div className="city-table model-table" role="region" aria-label={label} tabIndex={0}>
          <table>
            <thead><tr><th>{t("code")}</th><th>{t("nameZh")}</th><th>{t("nameEn")}</th>{columns.map((one) => <th key={one}>{one}</th>)}<th><span className="sr">{t("acts")}</span></th></tr></thead>
            <tbody>
              {rows.map((one, at) => (
                <tr key={at}>
                  <td><TextCell mono path={`${path}.${String(at)}.code`} label={`${label} ${t("code")} ${String(at + 1)}`} value={one.code} change={(code) => { put(at, { code }); }} /></td>
                  <td><TextCell path={`${path}.${String(at)}.name`} label={`${label} ${t("nameZh")} ${String(at + 1)}`} value={one.name} change={(name) => { put(at, { name }); }} /></td>
                  <td><TextCell path={`${path}.${String(at)}.name_en`} label={`${label} ${t("nameEn")} ${String(at + 1)}`} value={one.name_en} change={(name_en) => { put(at, { name_en }); }} /></td>
                  {cells(one, at)}
                  <td>{!fixed && <button type="button" className="btn" data-quiet onClick={() => { drop(at, one.name || one.code); }}><Trash2 size={14} aria-hidden /><span className="sr">{t("remove")} {one.code}</span></button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!fixed && <p className="model-add"><button type="button" className="btn" onClick={more}><Plus size={15} aria-hidden />{add}</button></p>}
    </>
  );
}

const writtenAll = (input: Func["input"]): Record<string, string> => Object.fromEntries(Object.entries(input).map(([name, one]) => [name, written(one)]));
const readAll = (pairs: Record<string, string>): Func["input"] => Object.fromEntries(Object.entries(pairs).map(([name, words]) => [name, read(words)]));

function Pairs({ path, label, hint, value, change }: { path: string; label: string; hint?: string; value: Record<string, string>; change: (value: Record<string, string>) => void }) {
  const t = useTexts(texts);
  const fixed = useFixed();
  const text = linesOf(value);
  if (fixed) return <span className="model-pairs">{text || "—"}</span>;
  return <Cell below path={path} label={label}>{(own) => <textarea className="input" {...own} rows={Math.max(1, Object.keys(value).length)} placeholder={hint ?? t("pairs")} defaultValue={text} onBlur={(left) => { change(pairsOf(left.target.value)); }} />}</Cell>;
}

interface FactsProps {
  draft: Draft;
  change: (changes: Partial<Draft>) => void;
  fresh: boolean;
}

/** What a product is, besides its model. */
export function FactsForm({ draft, change, fresh }: FactsProps) {
  const t = useTexts(texts);
  const say = useSay();
  const fixed = useFixed();
  const kept = draft.retention;
  const name = (field: string): string => say(FIELDS[field]);
  const choice = (field: "source" | "means" | "city_state", words: Record<string, { zh: string; en: string }>) => (
    <label className="model-field"><span>{name(field)}</span>
      {fixed ? <span>{say(words[draft[field]])}</span> : <select className="input" value={draft[field]} onChange={(chosen) => { change({ [field]: chosen.target.value }); }}>{Object.entries(words).map(([key, word]) => <option key={key} value={key}>{say(word)}</option>)}</select>}
    </label>
  );
  const days = (field: "hot" | "raw" | "coarse", label: string) => (
    <label className="model-field"><span>{label}</span><NumberCell whole min={2} path={`retention.${field}`} label={label} value={kept[field]} change={(value) => { change({ retention: { ...kept, [field]: field === "hot" ? (value ?? 14) : value } }); }} /></label>
  );
  return (
    <div className="model-fields">
      {fresh && <label className="model-field"><span>{t("code")}</span><TextCell mono path="code" label={t("code")} value={draft.code} change={(code) => { change({ code }); }} /><small className="weak">{t("codeHelp")}</small></label>}
      <label className="model-field"><span>{t("nameZh")}</span><TextCell path="name" label={t("nameZh")} value={draft.name} change={(next) => { change({ name: next }); }} /></label>
      <label className="model-field"><span>{t("nameEn")}</span><TextCell path="name_en" label={t("nameEn")} value={draft.name_en} change={(next) => { change({ name_en: next }); }} /></label>
      <label className="model-field"><span>{name("maker")}</span><TextCell path="maker" label={name("maker")} value={draft.maker} change={(maker) => { change({ maker }); }} /></label>
      {choice("city_state", CITY_STATES)}
      {choice("means", MEANS)}
      {choice("source", SOURCES)}
      <label className="model-field"><span>{name("offline_s")}</span><NumberCell min={1} path="offline_s" label={name("offline_s")} value={draft.offline_s} change={(value) => { change({ offline_s: value ?? 900 }); }} /></label>
      {days("hot", t("keptHot"))}
      {days("raw", t("keptRaw"))}
      {days("coarse", t("keptCoarse"))}
      <label className="model-field"><span>{t("tags")}</span>{fixed ? <span>{draft.model.tags.join(" ") || "—"}</span> : <input className="input" key={draft.model.tags.join(" ")} defaultValue={draft.model.tags.join(" ")} onBlur={(left) => { change({ model: { ...draft.model, tags: [...new Set(left.target.value.split(/[\s,，、]+/).filter(Boolean))] } }); }} />}</label>
      <label className="model-tick"><input type="checkbox" disabled={fixed} checked={draft.model.position} onChange={(ticked) => { change({ model: { ...draft.model, position: ticked.target.checked } }); }} />{t("moves")}</label>
    </div>
  );
}
