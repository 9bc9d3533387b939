import { MatterPicker } from "@/features/matters/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { LevelMark, useLevelName } from "../../LevelMark";
import { useAround, useFault } from "./context";
import { ChoiceField, DurationField, Labelled, NumberField, TextField, WordsField } from "./Inputs";
import type { Handling, LevelRule, Limits, Rule, Subject, Together } from "../model";
import { ORDER } from "../model";
import { AreaField } from "./Params";
import { texts } from "./texts";
import { Node } from "./Tree";

interface Props {
  rule: Rule;
  change: (rule: Rule) => void;
  /** A rule that is stored keeps its code. */
  fresh: boolean;
}

/** The whole of a rule as a form, from top to bottom as one would tell it. */
export function Editor({ rule, change, fresh }: Props) {
  const t = useTexts(texts);
  const put = (changes: Partial<Rule>) => { change({ ...rule, ...changes }); };
  return (
    <>
      <section className="rule-part">
        <h2>{t("name")}</h2>
        <div className="rule-params">
          {fresh && <TextField path="code" label={t("code")} help={t("codeHelp")} value={rule.code} change={(code) => { put({ code }); }} />}
          <TextField path="zh" label={t("nameZh")} value={rule.zh} change={(zh) => { put({ zh }); }} />
          <TextField path="en" label={t("nameEn")} value={rule.en} change={(en) => { put({ en }); }} />
        </div>
      </section>
      <Whom subject={rule.subject} change={(subject) => { put({ subject }); }} />
      <section className="rule-part">
        <h2>{t("levels")}</h2>
        <p className="weak">{t("levelsHelp")}</p>
        <Wrong path="levels" />
        {ORDER.map((level) => <One key={level} level={level} rule={rule} change={(levels) => { put({ levels }); }} />)}
        <div className="rule-params">
          <DurationField path="stale_after" label={t("staleAfter")} help={t("staleHelp")} value={rule.stale_after} change={(stale_after) => { put({ stale_after }); }} />
          <DurationField path="quiet_clears_after" label={t("quietClears")} help={t("quietHelp")} value={rule.quiet_clears_after} change={(quiet_clears_after) => { put({ quiet_clears_after }); }} />
        </div>
      </section>
      <Then report={rule.report} change={(report) => { put({ report }); }} />
      <Bounds limits={rule.limits ?? {}} change={(limits) => { put({ limits: Object.values(limits).some((one) => one !== undefined) ? limits : undefined }); }} />
    </>
  );
}

function Wrong({ path }: { path: string }) {
  const fault = useFault(path);
  return fault ? <p className="problem">{fault}</p> : null;
}

function Whom({ subject, change }: { subject: Subject; change: (subject: Subject) => void }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { products } = useAround();
  const put = (changes: Partial<Subject>) => { change({ ...subject, ...changes }); };
  const known = [...new Set(products.filter(({ code }) => !subject.product || code === subject.product).flatMap(({ model }) => model.tags ?? []))];
  const levels: [string, string][] = [["district", t("district")], ["street", t("street")], ["community", t("community")], ["grid", t("grid")]];
  return (
    <section className="rule-part">
      <h2>{t("whom")}</h2>
      <p className="weak">{t("whomHelp")}</p>
      <div className="rule-params">
        <ChoiceField path="subject.product" label={t("product")} value={subject.product} none={t("anyProduct")} options={products.map(({ code, name, name_en }) => [code, `${(language === "en" && name_en) || name} · ${code}`])}
          change={(product) => { put({ product: product || undefined }); }} />
        <AreaField path="subject.area" label={t("area")} value={subject.area} change={(area) => { put({ area }); }} />
        <WordsField path="subject.tags" label={t("tags")} help={t("tagsHelp")} value={subject.tags} known={known} change={(tags) => { put({ tags }); }} />
        <WordsField path="subject.devices" label={t("devices")} help={t("devicesHelp")} value={subject.devices} change={(devices) => { put({ devices }); }} />
        <ChoiceField path="subject.together" label={t("about")} value={subject.together ?? "device"} options={[["device", t("aboutDevice")], ["area", t("aboutArea")], ["all", t("aboutAll")]]}
          change={(together) => { put({ together: together as Together, area_level: together === "area" ? (subject.area_level ?? "street") : undefined }); }} />
        {subject.together === "area" && <ChoiceField path="subject.area_level" label={t("areaLevel")} value={subject.area_level} options={levels} change={(area_level) => { put({ area_level }); }} />}
      </div>
    </section>
  );
}

function One({ level, rule, change }: { level: LevelRule["level"]; rule: Rule; change: (levels: LevelRule[]) => void }) {
  const t = useTexts(texts);
  const { fixed } = useAround();
  const at = rule.levels.findIndex((one) => one.level === level);
  const own = rule.levels[at];
  const put = (next: LevelRule) => { change(rule.levels.map((one) => (one.level === level ? next : one))); };
  const toggle = () => {
    if (own) { change(rule.levels.filter((one) => one.level !== level)); return; }
    // The nearest level there is makes a good beginning: only its limit will differ.
    const near = [...rule.levels].reverse().find((one) => ORDER.indexOf(one.level) < ORDER.indexOf(level)) ?? rule.levels[0];
    const made: LevelRule = near ? { ...structuredClone(near), level } : { level, when: { threshold: { op: ">=" } } };
    change([...rule.levels, made].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level)));
  };
  const path = `levels.${String(at)}`;
  return (
    <article className="rule-level" data-on={own !== undefined}>
      <label className="check">
        <input type="checkbox" checked={own !== undefined} disabled={fixed || (own !== undefined && rule.levels.length === 1)} onChange={toggle} />
        <LevelMark level={level} />
        {!own && <span className="weak">{t("notUsed")}</span>}
      </label>
      {own && (
        <>
          <h3>{t("when")}</h3>
          <Node value={own.when} path={`${path}.when`} change={(when) => { put({ ...own, when }); }} />
          <div className="rule-params">
            <DurationField path={`${path}.lasting`} label={t("lasting")} value={own.lasting} change={(lasting) => { put({ ...own, lasting }); }} />
            <DurationField path={`${path}.clear_lasting`} label={t("clearLasting")} help={t("clearHelp")} value={own.clear_lasting} change={(clear_lasting) => { put({ ...own, clear_lasting }); }} />
          </div>
          <label className="check">
            <input type="checkbox" disabled={fixed} checked={own.clear !== undefined} onChange={(changed) => { put({ ...own, clear: changed.target.checked ? structuredClone(own.when) : undefined }); }} />
            {t("ownClear")}
          </label>
          {own.clear && <Node value={own.clear} path={`${path}.clear`} change={(clear) => { put({ ...own, clear }); }} />}
        </>
      )}
    </article>
  );
}

function Then({ report, change }: { report: Handling | undefined; change: (report: Handling | undefined) => void }) {
  const t = useTexts(texts);
  const { fixed } = useAround();
  const levelName = useLevelName();
  const put = (changes: Partial<Handling>) => { change({ ...report, ...changes }); };
  return (
    <section className="rule-part">
      <h2>{t("then")}</h2>
      <label className="check">
        <input type="checkbox" disabled={fixed} checked={report !== undefined} onChange={(changed) => { change(changed.target.checked ? { at: "orange" } : undefined); }} />
        {t("becomesReport")}
      </label>
      {report
        ? (
          <div className="rule-params">
            <ChoiceField path="report.at" label={t("reportFrom")} value={report.at ?? "blue"} options={ORDER.map((one) => [one, levelName(one)])} change={(at) => { put({ at: at as Handling["at"] }); }} />
            <Labelled path="report.matter" label={t("matter")} help={t("matterHelp")}>
              {({ id, disabled }) => disabled ? <span id={id}>{report.matter ?? "—"}</span> : <MatterPicker id={id} value={report.matter ? `matter:${report.matter.replace(/^matter:/, "")}` : undefined} onChange={(matter) => { put({ matter: matter?.replace(/^matter:/, "") }); }} />}
            </Labelled>
            <TextField path="report.text_zh" long label={t("reportText")} help={t("reportTextHelp", { device: "{device}", value: "{value}", level: "{level}" })} value={report.text_zh} change={(text_zh) => { put({ text_zh: text_zh || undefined }); }} />
            <ChoiceField path="report.when_cleared" label={t("whenCleared")} help={t("whenClearedHelp")} value={report.when_cleared ?? "note"} options={[["note", t("clearedNote")], ["propose", t("clearedPropose")]]}
              change={(when_cleared) => { put({ when_cleared: when_cleared as Handling["when_cleared"] }); }} />
          </div>
        )
        : <p className="weak">{t("noReport")}</p>}
    </section>
  );
}

function Bounds({ limits, change }: { limits: Limits; change: (limits: Limits) => void }) {
  const t = useTexts(texts);
  const put = (changes: Partial<Limits>) => { change({ ...limits, ...changes }); };
  return (
    <details className="rule-part">
      <summary><h2>{t("limits")}</h2></summary>
      <p className="weak">{t("limitsHelp")}</p>
      <div className="rule-params">
        <NumberField path="limits.storm" label={t("storm")} help={t("stormHelp")} whole min={2} value={limits.storm} change={(storm) => { put({ storm }); }} />
        <DurationField path="limits.storm_within" label={t("stormWithin")} value={limits.storm_within} change={(storm_within) => { put({ storm_within }); }} />
        <NumberField path="limits.per_hour" label={t("perHour")} help={t("perHourHelp")} whole min={1} value={limits.per_hour} change={(per_hour) => { put({ per_hour }); }} />
        <NumberField path="limits.flaps" label={t("flaps")} help={t("flapsHelp")} whole min={2} value={limits.flaps} change={(flaps) => { put({ flaps }); }} />
        <DurationField path="limits.flap_within" label={t("flapWithin")} value={limits.flap_within} change={(flap_within) => { put({ flap_within }); }} />
      </div>
    </details>
  );
}
