import { Volume2, VolumeX } from "lucide-react";

import { useTexts } from "@/shared/i18n/catalogue";
import { LEVELS, STAGES } from "./model";
import { useKinds } from "./queries";
import { texts } from "./texts";

export const KEYS = ["level", "stage", "rule", "area", "product", "by"] as const;
export type State = Record<(typeof KEYS)[number], string>;

interface Props {
  state: State;
  change: (changes: Partial<State>) => void;
  ruleName: (code: string) => string;
  areaName: (code: string) => string;
  sound: { on: boolean; toggle: () => void };
}

/** What the list is narrowed and grouped by; all of it stands in the address. */
export function Filters({ state, change, ruleName, areaName, sound }: Props) {
  const t = useTexts(texts);
  const kinds = useKinds();
  const values = (label: "rule" | "area" | "product"): string[] =>
    [...new Set([state[label], ...(kinds.data?.items.map(({ labels }) => labels[label]) ?? [])])].filter(Boolean).sort();
  const select = (key: keyof State, name: string, any: string | null, options: [string, string][]) => (
    <label>
      <span className="sr">{name}</span>
      <select className="input" value={state[key]} onChange={(chosen) => { change({ [key]: chosen.target.value }); }}>
        {any !== null && <option value="">{any}</option>}
        {options.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
      </select>
    </label>
  );
  const Icon = sound.on ? Volume2 : VolumeX;
  return (
    <div className="alarm-filters" role="group" aria-label={t("groupBy")}>
      {select("level", t("level"), t("anyLevel"), LEVELS.map((one) => [one, one === "red" ? t("red") : t("atLeast", { level: t(one) })]))}
      {select("stage", t("stage"), t("anyStage"), STAGES.map((one) => [one, t(one)]))}
      {select("rule", t("rule"), t("anyRule"), values("rule").map((one) => [one, ruleName(one)]))}
      {select("area", t("area"), t("anyArea"), values("area").map((one) => [one, areaName(one)]))}
      {select("product", t("product"), t("anyProduct"), values("product").map((one) => [one, one]))}
      {select("by", t("groupBy"), null, [["", t("byRule")], ["area", t("byArea")]])}
      <span className="grow" />
      <button type="button" className="btn" aria-pressed={sound.on} onClick={sound.toggle}>
        <Icon size={16} aria-hidden />
        {sound.on ? t("soundOn") : t("soundOff")}
      </button>
    </div>
  );
}
