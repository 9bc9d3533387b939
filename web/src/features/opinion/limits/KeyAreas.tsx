import { Select } from "antd";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";

import { useAreas } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import type { KeyArea } from "./model";
import { cornersOf, linesOf } from "./model";
import { texts } from "./texts";

interface Props {
  areas: KeyArea[];
  day: string;
  onChange: (areas: KeyArea[]) => void;
}

/** 重点区域: places under watch for a time, such as the schools on the days of an examination. */
export function KeyAreas({ areas, day, onChange }: Props) {
  const t = useTexts(texts);
  const set = (at: number, changes: Partial<KeyArea>) => { onChange(areas.map((area, n) => (n === at ? { ...area, ...changes } : area))); };
  const add = () => { onChange([...areas, { name: t("keyAreaN", { n: areas.length + 1 }), begins: day, ends: day, areas: [], polygon: [], matters: [], least: 1 }]); };
  return (
    <fieldset className="limit limit-wide">
      <legend>{t("keyAreas")}</legend>
      <p className="weak">{t("keyAreasHelp")}</p>
      {areas.map((area, at) => (
        <OneArea key={at} area={area} set={(changes) => { set(at, changes); }} remove={() => { onChange(areas.filter((_, n) => n !== at)); }} />
      ))}
      <button type="button" className="btn" onClick={add}><Plus size={16} aria-hidden /> {t("addKeyArea")}</button>
    </fieldset>
  );
}

function OneArea({ area, set, remove }: { area: KeyArea; set: (changes: Partial<KeyArea>) => void; remove: () => void }) {
  const t = useTexts(texts);
  const known = useAreas();
  const [lines, setLines] = useState(() => linesOf(area.polygon));
  const wrong = cornersOf(lines) === null;
  return (
    <div className="key-area" role="group" aria-label={area.name}>
      <label>{t("keyName")} <input className="input" required maxLength={40} value={area.name} onChange={(typed) => { set({ name: typed.target.value }); }} /></label>
      <label>{t("begins")} <input className="input" type="date" required value={area.begins} onChange={(typed) => { set({ begins: typed.target.value }); }} /></label>
      <label>{t("ends")} <input className="input" type="date" required min={area.begins} value={area.ends} onChange={(typed) => { set({ ends: typed.target.value }); }} /></label>
      <label>{t("leastToday")} <input className="input" type="number" required min={1} value={area.least} onChange={(typed) => { set({ least: typed.target.valueAsNumber }); }} /></label>
      <Select mode="multiple" allowClear showSearch={{ optionFilterProp: "label" }} className="key-where" placeholder={t("keyWhere")} aria-label={t("keyWhere")} value={area.areas}
        options={(known.data ?? []).map(({ code, name }) => ({ value: code, label: name }))} onChange={(codes: string[]) => { set({ areas: codes }); }} />
      <label className="key-border">
        {t("boundary")}
        <textarea className="input" rows={2} aria-invalid={wrong} placeholder={t("boundaryHint")} value={lines}
          onChange={(typed) => { setLines(typed.target.value); const corners = cornersOf(typed.target.value); if (corners) set({ polygon: corners }); }} />
      </label>
      {wrong && <p className="problem" role="alert">{t("boundaryWrong")}</p>}
      <button type="button" className="btn" data-quiet onClick={remove}><Trash2 size={16} aria-hidden /> {t("removeKeyArea")}<span className="sr"> {area.name}</span></button>
    </div>
  );
}
