import { Select } from "antd";
import { Plus } from "lucide-react";
import { useState } from "react";

import { MatterPicker } from "@/features/matters/public";
import { useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { CLOCKS, TIME_UNITS } from "@/shared/i18n/vocabulary";
import type { Change, Kind } from "./model";
import { complete, PACED, TIME_UNIT_KEYS } from "./model";
import { texts } from "./texts";

/** Where the form begins. */
export interface Start {
  kind: Kind;
  draft: Partial<Record<string, string>>;
}
const KINDS: Kind[] = ["limit", "staff", "duty", "pace"];
const START: Record<Kind, Partial<Record<string, string>>> = { limit: { clock: "handle", unit: "work_day", amount: "3" }, staff: {}, duty: {}, pace: { clock: "verify", amount: "50" } };

/** One change at a time, in the words of the people who would make it. */
export function ChangeForm({ add, matter, start }: { add: (change: Change) => void; matter: string; start?: Start | undefined }) {
  const t = useTexts(texts);
  const say = useSay();
  const units = useUnits();
  const [kind, setKind] = useState<Kind>(start?.kind ?? "limit");
  const [draft, setDraft] = useState<Partial<Record<string, string>>>({ ...START[start?.kind ?? "limit"], matter, ...start?.draft });
  const change = complete({ ...draft, kind });
  const set = (key: string) => (value: string | null | undefined) => { setDraft((old) => ({ ...old, [key]: value ?? "" })); };
  const number = (label: string, unit: string) => (
    <label>{label}<span className="trial-number"><input className="input" type="number" min={0} step="any" value={draft.amount ?? ""} onChange={(typed) => { set("amount")(typed.target.value); }} />{unit}</span></label>
  );
  const unit = (label: string, key: string) => (
    <label>{label}<Select showSearch={{ optionFilterProp: "label" }} aria-label={label} value={draft[key] || null} options={(units.data ?? []).map(({ code, name }) => ({ value: code, label: name }))} onChange={set(key)} popupMatchSelectWidth={260} /></label>
  );
  const clock = (keys: readonly string[]) => (
    <label>{t("clock")}<Select aria-label={t("clock")} value={draft.clock || null} options={keys.map((key) => ({ value: key, label: say(CLOCKS[key as keyof typeof CLOCKS]) }))} onChange={set("clock")} /></label>
  );
  const matters = (label: string) => <label>{label}<MatterPicker value={draft.matter || undefined} onChange={set("matter")} placeholder={label} /></label>;
  const names = { limit: t("limit"), staff: t("staff"), duty: t("duty"), pace: t("pace") };
  return (
    <form className="studio-form" onSubmit={(sent) => { sent.preventDefault(); if (change) add(change); }}>
      <div className="studio-choice" role="group" aria-label={t("what")}>
        {KINDS.map((one) => <button key={one} type="button" className="btn" aria-pressed={one === kind} onClick={() => { setKind(one); setDraft({ ...START[one], matter: draft.matter ?? "" }); }}>{names[one]}</button>)}
      </div>
      <div className="trial-fields">
        {kind === "limit" && <>{clock(Object.keys(CLOCKS))}{number(t("becomes"), "")}<label>{t("timeUnit")}<Select aria-label={t("timeUnit")} value={draft.unit ?? null} options={TIME_UNIT_KEYS.map((key) => ({ value: key, label: say(TIME_UNITS[key]) }))} onChange={set("unit")} /></label>{matters(t("onlyMatter"))}</>}
        {kind === "staff" && <>{unit(t("unit"), "unit")}{number(t("places"), t("placesUnit"))}</>}
        {kind === "duty" && <>{matters(t("matter"))}{unit(t("fromUnit"), "source")}{unit(t("toUnit"), "target")}</>}
        {kind === "pace" && <>{clock(PACED)}{number(t("takes"), "%")}</>}
      </div>
      <button type="submit" className="btn" data-primary disabled={change === null}><Plus size={16} aria-hidden /> {t("add")}</button>
    </form>
  );
}
