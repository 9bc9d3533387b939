import { App } from "antd";
import { useRef, useState } from "react";

import { useAreas, useUnits } from "@/features/organisation/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import type { Content } from "../model";
import { LEVELS } from "../model";
import { texts as levelTexts } from "../texts";
import type { Template } from "./model";
import { inserted } from "./model";
import { usePreview, useSave, useVersions, useWords } from "./queries";
import { texts } from "./texts";

interface Props {
  template: Template;
  version: number;
  mayWrite: boolean;
  saved: (code: string) => void;
}

/** One template: written, looked at filled in, saved as its next version; earlier ones can be brought back. */
export function Editor({ template, version, mayWrite, saved }: Props) {
  const t = useTexts(texts);
  const levels = useTexts(levelTexts);
  const say = useSay();
  const { message } = App.useApp();
  const words = useWords().data;
  const units = useUnits();
  const save = useSave();
  const box = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState(template);
  const put = (changes: Partial<Template>) => { setDraft((now) => ({ ...now, ...changes })); };
  const of = (kind: string): string[] => draft.receivers.filter((one) => one.kind === kind).map(({ code }) => code);
  const told = (kind: "unit" | "post", codes: string[]) => { put({ receivers: [...draft.receivers.filter((one) => one.kind !== kind), ...codes.map((code) => ({ kind, code }))] }); };
  const insert = (field: string) => {
    const { selectionStart: from, selectionEnd: to } = box.current ?? { selectionStart: draft.text.length, selectionEnd: draft.text.length };
    const { text, at } = inserted(draft.text, from, to, field);
    put({ text });
    requestAnimationFrame(() => { box.current?.focus(); box.current?.setSelectionRange(at, at); });
  };
  const send = async () => {
    const done = await save.mutateAsync({ template: draft, base: version }).catch(() => null);
    if (!done) return;
    void message.success(t("saved", { n: done.version }));
    saved(done.code);
  };
  const error = save.error ? asApiError(save.error) : null;
  return (
    <>
      <form className="warning-form" onSubmit={(sent) => { sent.preventDefault(); void send(); }}>
        <fieldset className="template-fields" disabled={!mayWrite}>
          {version === 0 && <label>{t("code")}<input className="input mono" required pattern="[a-z0-9][a-z0-9_.\-]{0,59}" title={t("codeHelp")} value={draft.code} onChange={(typed) => { put({ code: typed.target.value }); }} /></label>}
          <label>{t("name")}<input className="input" required maxLength={100} value={draft.title} onChange={(typed) => { put({ title: typed.target.value }); }} /></label>
          <label>{t("text")}<textarea ref={box} className="input" rows={4} required maxLength={2000} value={draft.text} onChange={(typed) => { put({ text: typed.target.value }); }} /></label>
          <div className="template-words" role="group" aria-label={t("fields")}>
            <span className="weak">{t("fields")}</span>
            {words?.fields.map((one) => <button key={one.code} type="button" className="btn" data-quiet onClick={() => { insert(one.code); }}>{say(one)}</button>)}
          </div>
          <div className="warning-pair">
            <label>{t("level")}
              <select className="input" value={draft.level ?? ""} onChange={(chosen) => { put({ level: (chosen.target.value || null) as Content["level"] | null }); }}>
                <option value="">{t("byAlarms")}</option>
                {LEVELS.map((one) => <option key={one} value={one}>{levels(one)}</option>)}
              </select>
            </label>
            <label>{t("hours")}<input className="input" type="number" min={1} max={720} value={draft.hours ?? ""} onChange={(typed) => { put({ hours: typed.target.value === "" ? null : Number(typed.target.value) }); }} /></label>
            <label>{t("category")}
              <select className="input" value={draft.category} onChange={(chosen) => { put({ category: chosen.target.value }); }}>
                {words?.categories.map((one) => <option key={one.code} value={one.code}>{say(one)}</option>)}
              </select>
            </label>
            <label>{t("hazard")}<input className="input" maxLength={40} value={draft.hazard} onChange={(typed) => { put({ hazard: typed.target.value }); }} /></label>
          </div>
          <div className="warning-pair">
            <label>{t("units")}
              <select className="input" multiple size={5} aria-label={t("units")} value={of("unit")} onChange={(chosen) => { told("unit", [...chosen.target.selectedOptions].map(({ value }) => value)); }}>
                {(units.data ?? []).map((unit) => <option key={unit.code} value={unit.code}>{unit.name}</option>)}
              </select>
            </label>
            <label>{t("posts")}<input className="input" defaultValue={of("post").join(", ")} onBlur={(left) => { told("post", left.target.value.split(/[,，\s]+/).filter(Boolean)); }} /></label>
          </div>
          <label className="check"><input type="checkbox" checked={draft.retired} onChange={(ticked) => { put({ retired: ticked.target.checked }); }} />{t("retired")}</label>
        </fieldset>
        {error && <div className="refusal" role="alert"><strong>{say(error.sentence)}</strong><p>{say(advice(error))}</p></div>}
        {mayWrite && <div className="form-foot"><button type="submit" className="btn" data-primary disabled={save.isPending}>{t("save")}</button></div>}
      </form>
      {mayWrite && <Preview draft={draft} />}
      {version > 0 && <Versions code={template.code} version={version} restore={mayWrite ? setDraft : null} />}
    </>
  );
}

function Preview({ draft }: { draft: Template }) {
  const t = useTexts(texts);
  const say = useSay();
  const areas = useAreas().data ?? [];
  const city = areas.find(({ parent }) => parent === null);
  const [area, setArea] = useState("");
  const chosen = area || city?.code;
  const shown = usePreview(draft, chosen ? [chosen] : []);
  const error = shown.error ? asApiError(shown.error) : null;
  return (
    <section aria-label={t("preview")} className="template-preview">
      <h2>{t("preview")}</h2>
      <label className="weak">{t("previewHint")}{" "}
        <select className="input warning-stage" value={chosen ?? ""} onChange={(picked) => { setArea(picked.target.value); }}>
          {areas.filter(({ level }) => level === "city" || level === "district").map((one) => <option key={one.code} value={one.code}>{one.name}</option>)}
        </select>
      </label>
      {error ? <p className="refusal">{say(error.sentence)}</p> : shown.data && (
        <>
          <p><strong>{shown.data.title}</strong></p>
          <p className="warning-text">{shown.data.text}</p>
          <p className="weak">{t("told", { n: shown.data.receivers })}</p>
        </>
      )}
    </section>
  );
}

function Versions({ code, version, restore }: { code: string; version: number; restore: ((template: Template) => void) | null }) {
  const t = useTexts(texts);
  const versions = useVersions(code, version);
  const earlier = (versions.data ?? []).filter((one) => one.version !== version);
  if (earlier.length === 0) return null;
  return (
    <section aria-label={t("versions")}>
      <h2>{t("versions")}</h2>
      <ol className="template-versions">
        {earlier.map((one) => (
          <li key={one.version}>
            {t("version", { n: one.version })} <When at={one.at} /> <span className="weak">{one.by} · {one.body.title}</span>{" "}
            {restore && <button type="button" className="btn" data-quiet onClick={() => { restore(one.body); }}>{t("restore")}</button>}
          </li>
        ))}
      </ol>
    </section>
  );
}
