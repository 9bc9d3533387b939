import { Select } from "antd";
import { FileText } from "lucide-react";
import { useMemo } from "react";

import type { StudioPeriod } from "@/contributions/studio/model";
import { studioTabs } from "@/contributions/studio/model";
import { useChannels } from "@/features/cases/public";
import { MatterPicker } from "@/features/matters/public";
import { useAreas, useUnits } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { CHANNELS } from "@/shared/i18n/vocabulary";
import { useUrlState } from "@/shared/lib/urlState";
import { useNow } from "@/shared/time/clock";
import { startOfDay } from "@/shared/time/day";
import { bulletinAddress } from "./queries";
import { texts } from "./texts";
import "./studio.css";

const KEYS = ["tab", "days", "from", "to", "area", "matter", "unit", "channel"] as const;
type Keys = Record<(typeof KEYS)[number], string>;
const DAYS = ["7", "30", "90", "365"];
const USUAL = "30";
const DAY = 86_400_000;

/** 分析研判: one period, one filter, and topics that all answer about the same cases. */
export default function StudioPage() {
  const t = useTexts(texts);
  const say = useSay();
  const [state, change] = useUrlState(KEYS);
  const tabs = useMemo(() => studioTabs.all().sort((a, b) => a.order - b.order), []);
  const chosen = tabs.find(({ name }) => name === state.tab) ?? tabs[0];
  const asked = useAsked(state);
  if (!chosen) return null;
  const step = (pressed: React.KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[pressed.key];
    const next = by && tabs[(tabs.indexOf(chosen) + by + tabs.length) % tabs.length];
    if (!next) return;
    change({ tab: next.name });
    document.getElementById(`studio-${next.name}`)?.focus();
  };
  return (
    <section className="studio">
      <header className="studio-head">
        <h1>{t("title")}</h1>
        <Filter state={state} change={change} />
        <ReportLinks asked={asked} />
      </header>
      <div className="studio-tabs" role="tablist" aria-label={t("topics")} onKeyDown={step}>
        {tabs.map(({ name, title }) => (
          <button key={name} id={`studio-${name}`} type="button" role="tab" aria-selected={name === chosen.name} aria-controls="studio-panel" tabIndex={name === chosen.name ? 0 : -1} onClick={() => { change({ tab: name }); }}>
            {say(title)}
          </button>
        ))}
      </div>
      <div id="studio-panel" role="tabpanel" aria-labelledby={`studio-${chosen.name}`} className="studio-panel" tabIndex={0}>
        <chosen.Component key={chosen.name} asked={asked} />
      </div>
    </section>
  );
}

/** The period stays the same while somebody looks: it ends with the day, not with the second. */
function useAsked({ days, from, to, area, matter, unit, channel }: Keys): StudioPeriod {
  const today = startOfDay(useNow());
  return useMemo(() => {
    const begin = from || new Date(Date.parse(today) - (Number(days || USUAL) - 1) * DAY).toISOString();
    return { from: begin, to, area, matter, unit, channel };
  }, [days, from, to, area, matter, unit, channel, today]);
}

function Filter({ state, change }: { state: Keys; change: (changes: Partial<Keys>) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const units = useUnits();
  const areas = useAreas();
  const channel = useChannels();
  const fixed = state.from !== "";
  return (
    <div className="studio-filter" role="search" aria-label={t("which")}>
      <div className="studio-days" role="group" aria-label={t("period")}>
        {DAYS.map((days) => (
          <button key={days} type="button" className="btn" aria-pressed={!fixed && (state.days || USUAL) === days} onClick={() => { change({ days: days === USUAL ? "" : days, from: "", to: "" }); }}>
            {t("lastDays", { n: days })}
          </button>
        ))}
        {fixed && <button type="button" className="btn" aria-pressed onClick={() => { change({ from: "", to: "" }); }}>{t("fixedPeriod", { from: state.from.slice(0, 10), to: state.to ? state.to.slice(0, 10) : "…" })}</button>}
      </div>
      <Select allowClear showSearch={{ optionFilterProp: "label" }} placeholder={t("area")} aria-label={t("area")} className="filter" value={state.area || null} popupMatchSelectWidth={240}
        options={(areas.data ?? []).filter(({ level }) => level !== "grid").map(({ code, name }) => ({ value: code, label: name }))} onChange={(area: string | null) => { change({ area: area ?? "" }); }} />
      <MatterPicker value={state.matter || undefined} onChange={(matter) => { change({ matter: matter ?? "" }); }} placeholder={t("matter")} width={130} />
      <Select allowClear showSearch={{ optionFilterProp: "label" }} placeholder={t("unit")} aria-label={t("unit")} className="filter" value={state.unit || null} popupMatchSelectWidth={240}
        options={(units.data ?? []).map(({ code, name }) => ({ value: code, label: name }))} onChange={(unit: string | null) => { change({ unit: unit ?? "" }); }} />
      <Select allowClear placeholder={t("channel")} aria-label={t("channel")} className="filter" value={state.channel || null} popupMatchSelectWidth={180}
        options={Object.keys(CHANNELS).map((key) => ({ value: key, label: channel(key) || say(CHANNELS[key] ?? key) }))} onChange={(picked: string | null) => { change({ channel: picked ?? "" }); }} />
    </div>
  );
}

/** 分析研判报告 of what is chosen: as a page to read or print, for Word, for Excel. */
function ReportLinks({ asked }: { asked: StudioPeriod }) {
  const t = useTexts(texts);
  const language = useLanguage();
  return (
    <div className="studio-choice" role="group" aria-label={t("report")}>
      <a className="btn" href={bulletinAddress(asked, "html", language)} target="_blank" rel="noreferrer" title={t("reportHint")}><FileText size={15} aria-hidden /> {t("report")}</a>
      <a className="btn" data-quiet href={bulletinAddress(asked, "docx", language)} download>Word<span className="sr"> {t("report")}</span></a>
      <a className="btn" data-quiet href={bulletinAddress(asked, "xlsx", language)} download>Excel<span className="sr"> {t("report")}</span></a>
    </div>
  );
}
