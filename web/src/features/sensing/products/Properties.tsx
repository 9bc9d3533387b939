import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Plus, Trash2 } from "lucide-react";
import { Fragment, useEffect, useId, useRef, useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import type { Member, Property } from "../model";
import { Cell, NumberCell, TextCell } from "./Cells";
import { useFault, useFixed } from "./context";
import { moved, nextMember, PROPERTY } from "./model";
import { useUnitCodes } from "./queries";
import { texts } from "./texts";

interface Props {
  items: Property[];
  change: (items: Property[]) => void;
  /** A row that goes may be taken back. */
  removed: (name: string, before: Property[]) => void;
}
const COLUMNS = 11;

/** The properties of a model as a table; each row opens to what is rarely said. */
export function Properties({ items, change, removed }: Props) {
  const t = useTexts(texts);
  const language = useLanguage();
  const fixed = useFixed();
  const known = useId();
  const units = useUnitCodes().data ?? [];
  const [open, setOpen] = useState(-1);
  const put = (at: number, changes: Partial<Property>) => { change(items.map((one, n) => (n === at ? { ...one, ...changes } : one))); };
  const add = () => { change([...items, PROPERTY]); };
  return (
    <>
      <datalist id={known}>{units.map(({ code, dimension, zh }) => <option key={code} value={code}>{language === "zh" ? zh : dimension}</option>)}</datalist>
      <div className="city-table model-table" role="region" aria-label={t("propertiesTitle")} tabIndex={0}>
        <table>
          <thead><tr><th><span className="sr">{t("more")}</span></th><th>{t("code")}</th><th>{t("nameZh")}</th><th>{t("nameEn")}</th><th>{t("type")}</th><th title={t("unitHelp")}>{t("unit")}</th><th data-numeric>{t("low")}</th><th data-numeric>{t("high")}</th><th data-numeric>{t("precision")}</th><th>{t("writable")}</th><th><span className="sr">{t("acts")}</span></th></tr></thead>
          <tbody>
            {items.length === 0 && <tr><td colSpan={COLUMNS} className="weak">{t("noProperties")}</td></tr>}
            {items.map((one, at) => (
              <Fragment key={at}>
                <Row {...{ one, at, known }} focus={at === items.length - 1 && one.code === ""} open={open === at} toggle={() => { setOpen(open === at ? -1 : at); }} put={(changes) => { put(at, changes); }}
                  acts={!fixed && (
                    <span className="model-acts">
                      <button type="button" className="btn" data-quiet disabled={at === 0} onClick={() => { change(moved(items, at, -1)); }}><ArrowUp size={14} aria-hidden /><span className="sr">{t("up")} {one.code}</span></button>
                      <button type="button" className="btn" data-quiet disabled={at === items.length - 1} onClick={() => { change(moved(items, at, 1)); }}><ArrowDown size={14} aria-hidden /><span className="sr">{t("down")} {one.code}</span></button>
                      <button type="button" className="btn" data-quiet onClick={() => { removed(one.name || one.code, items); change(items.filter((_, n) => n !== at)); setOpen(-1); }}><Trash2 size={14} aria-hidden /><span className="sr">{t("remove")} {one.code}</span></button>
                    </span>
                  )} />
                {open === at && <tr className="model-more"><td /><td colSpan={COLUMNS - 1}><More one={one} at={at} put={(changes) => { put(at, changes); }} /></td></tr>}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {!fixed && <p className="call-row model-add"><button type="button" className="btn" onClick={add}><Plus size={15} aria-hidden />{t("addProperty")}</button><span className="weak small">{t("unitHelp")}</span></p>}
    </>
  );
}

interface RowProps {
  one: Property;
  at: number;
  known: string;
  focus: boolean;
  open: boolean;
  toggle: () => void;
  put: (changes: Partial<Property>) => void;
  acts: React.ReactNode;
}

function Row({ one, at, known, focus, open, toggle, put, acts }: RowProps) {
  const t = useTexts(texts);
  const fixed = useFixed();
  const path = `model.properties.${String(at)}`;
  const inside = useFault(`${path}.members`, true);
  const kinds = { number: t("number"), integer: t("integer"), boolean: t("boolean"), enum: t("enum") };
  const numeric = one.kind === "number" || one.kind === "integer";
  const Arrow = open ? ChevronDown : ChevronRight;
  const label = (name: string): string => `${name} ${one.code || String(at + 1)}`;
  return (
    <tr>
      <td><button type="button" className="btn" data-quiet aria-expanded={open} onClick={toggle}><Arrow size={15} aria-hidden /><span className="sr">{label(t("more"))}</span></button></td>
      <td><TextCell mono focus={focus} path={`${path}.code`} label={label(t("code"))} value={one.code} change={(code) => { put({ code }); }} /></td>
      <td><TextCell path={`${path}.name`} label={label(t("nameZh"))} value={one.name} change={(name) => { put({ name }); }} /></td>
      <td><TextCell path={`${path}.name_en`} label={label(t("nameEn"))} value={one.name_en} change={(name_en) => { put({ name_en }); }} /></td>
      <td>
        {fixed ? kinds[one.kind] : (
          <Cell path={`${path}.kind`} label={label(t("type"))}>
            {(own) => (
              <select className="input" {...own} value={one.kind} onChange={(chosen) => { const kind = chosen.target.value as Property["kind"]; put({ kind, ...(kind === "enum" ? {} : { members: [] }) }); }}>
                {(Object.entries(kinds) as [Property["kind"], string][]).map(([kind, word]) => <option key={kind} value={kind}>{word}</option>)}
              </select>
            )}
          </Cell>
        )}
        {inside && <small className="problem">{inside}</small>}
        {fixed && one.members.length > 0 && <small className="weak"> {one.members.map((member) => `${String(member.value)} ${member.name}`).join(" · ")}</small>}
      </td>
      <td>{numeric ? <TextCell mono list={known} path={`${path}.unit`} label={label(t("unit"))} value={one.unit} change={(unit) => { put({ unit }); }} /> : <span className="weak">—</span>}</td>
      <td data-numeric>{numeric ? <NumberCell path={`${path}.low`} label={label(t("low"))} value={one.low} change={(low) => { put({ low }); }} /> : "—"}</td>
      <td data-numeric>{numeric ? <NumberCell path={`${path}.high`} label={label(t("high"))} value={one.high} change={(high) => { put({ high }); }} /> : "—"}</td>
      <td data-numeric>{numeric ? <NumberCell whole min={0} path={`${path}.precision`} label={label(t("precision"))} value={one.precision} change={(precision) => { put({ precision }); }} /> : "—"}</td>
      <td>{fixed ? (one.writable ? t("yes") : "—") : <input type="checkbox" aria-label={label(t("writable"))} checked={one.writable} onChange={(ticked) => { put({ writable: ticked.target.checked }); }} />}</td>
      <td>{acts}</td>
    </tr>
  );
}

/** What is rarely said of a property: how its readings are judged, and the values of an enumeration. */
function More({ one, at, put }: { one: Property; at: number; put: (changes: Partial<Property>) => void }) {
  const t = useTexts(texts);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => { ref.current?.querySelector<HTMLElement>("input")?.focus(); }, []);
  const path = `model.properties.${String(at)}`;
  const number = (field: "every_s" | "max_rate" | "stuck_s", label: string) => (
    <label className="model-field"><span>{label}</span><NumberCell path={`${path}.${field}`} label={label} min={0} value={one[field]} change={(value) => { put({ [field]: value }); }} /></label>
  );
  const needed = (field: "late_s" | "future_s", label: string) => (
    <label className="model-field"><span>{label}</span><NumberCell path={`${path}.${field}`} label={label} min={0} value={one[field]} change={(value) => { put({ [field]: value ?? PROPERTY[field] }); }} /></label>
  );
  return (
    <div ref={ref} className="model-fields">
      {number("every_s", t("every"))}
      {number("max_rate", t("rate"))}
      {number("stuck_s", t("stuck"))}
      {needed("late_s", t("late"))}
      {needed("future_s", t("future"))}
      {one.kind === "enum" && <Members items={one.members} path={`${path}.members`} change={(members) => { put({ members }); }} />}
    </div>
  );
}

function Members({ items, path, change }: { items: Member[]; path: string; change: (items: Member[]) => void }) {
  const t = useTexts(texts);
  const fixed = useFixed();
  const fault = useFault(path);
  const put = (at: number, changes: Partial<Member>) => { change(items.map((one, n) => (n === at ? { ...one, ...changes } : one))); };
  return (
    <fieldset className="model-members">
      <legend>{t("members")}</legend>
      {fault && <p className="problem">{fault}</p>}
      {items.map((one, at) => {
        const own = `${path}.${String(at)}`;
        return (
          <span key={at} className="model-member">
            <NumberCell whole path={`${own}.value`} label={`${t("memberValue")} ${String(at + 1)}`} value={one.value} change={(value) => { put(at, { value: value ?? 0 }); }} />
            <TextCell mono path={`${own}.code`} label={`${t("code")} ${String(at + 1)}`} value={one.code} change={(code) => { put(at, { code }); }} />
            <TextCell path={`${own}.name`} label={`${t("nameZh")} ${String(at + 1)}`} value={one.name} change={(name) => { put(at, { name }); }} />
            <TextCell path={`${own}.name_en`} label={`${t("nameEn")} ${String(at + 1)}`} value={one.name_en} change={(name_en) => { put(at, { name_en }); }} />
            {!fixed && <button type="button" className="btn" data-quiet onClick={() => { change(items.filter((_, n) => n !== at)); }}><Trash2 size={14} aria-hidden /><span className="sr">{t("remove")} {one.code}</span></button>}
          </span>
        );
      })}
      {!fixed && <button type="button" className="btn" onClick={() => { change([...items, { value: nextMember(items), code: "", name: "", name_en: "" }]); }}><Plus size={15} aria-hidden />{t("addMember")}</button>}
    </fieldset>
  );
}
