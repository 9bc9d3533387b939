import { App } from "antd";
import { useState } from "react";

import { MatterPicker } from "@/features/matters/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel, When } from "@/shared/ui/parts";
import { useNow } from "@/shared/time/clock";
import type { SampleSet } from "./model";
import type { Gathered } from "./queries";
import { drawCases, fileOf, freeze, sortText, takeFile, useDeed } from "./queries";
import { texts } from "./texts";

const DAY = 86_400_000;
const DAYS = [30, 90, 365];
const share = (value: number | null | undefined) => (value === null || value === undefined ? "—" : `${(value * 100).toFixed(1)}%`);
const figure = (value: number | null | undefined) => (value === null || value === undefined ? "—" : value.toFixed(3));

/** Where a set stands: progress, agreement, where texts come from, versions. */
export function Summary({ one, manage }: { one: SampleSet; manage: boolean }) {
  return (
    <div className="samples-grid">
      <Progress one={one} />
      <Agreed one={one} />
      {manage && <Bring code={one.code} />}
      <Versions one={one} manage={manage} />
      {one.versions.length > 0 && <Trial code={one.code} />}
    </div>
  );
}

/** A refusal is shown with what to do. */
function useTold() {
  const t = useTexts(texts);
  const say = useSay();
  const { notification } = App.useApp();
  return (problem: unknown) => {
    const error = asApiError(problem);
    notification.error({ title: say(error.sentence) || t("failed"), description: say(advice(error)) });
  };
}

function Progress({ one: { counts, labels } }: { one: SampleSet }) {
  const t = useTexts(texts);
  const rows = ["untouched", "half", "agreed", "open", "settled", "unclear", "usable"] as const;
  return (
    <Panel title={t("counts")}>
      <dl className="samples-figures">
        <dt>{t("all")}</dt><dd>{counts.texts}</dd>
        {rows.map((name) => [<dt key={name}>{t(name)}</dt>, <dd key={`${name}-n`}>{counts[name]}</dd>])}
      </dl>
      <p className="weak">{labels.map(({ name, n }) => `${name} ${String(n)}`).join(" · ")}</p>
      {counts.compared > 0 && <p className="weak">{t("asGiven", { n: counts.as_given, of: counts.compared })}</p>}
    </Panel>
  );
}

function Agreed({ one: { agreement, labels } }: { one: SampleSet }) {
  const t = useTexts(texts);
  const called = (code: string) => (code === "" ? t("unclear") : labels.find((label) => label.code === code)?.name ?? code);
  if (agreement.n === 0) return <Panel title={t("agreement")}><p className="weak">{t("none")}</p></Panel>;
  const [low, high] = agreement.alpha_interval ?? [null, null];
  return (
    <Panel title={t("agreement")}>
      <dl className="samples-figures">
        <dt>{t("equal")}</dt><dd>{share(agreement.equal)}</dd>
        <dt>{t("alpha")}</dt><dd>{figure(agreement.alpha)}</dd>
      </dl>
      {low !== null && <p className="weak">{t("between", { low: figure(low), high: figure(high) })}</p>}
      <table className="samples-table">
        <thead><tr><th scope="col">{t("pairs")}</th><th scope="col">{t("all")}</th><th scope="col">{t("kappa")}</th></tr></thead>
        <tbody>{agreement.pairs.map(({ who, n, kappa }) => <tr key={who.join()}><td>{who.join(" · ")}</td><td>{n}</td><td>{figure(kappa)}</td></tr>)}</tbody>
      </table>
      {agreement.confused.length > 0 && <p>{t("confused")}: {agreement.confused.slice(0, 3).map(({ labels: pair, n }) => `${pair.map(called).join(" / ")} ${String(n)}`).join(" · ")}</p>}
      <p className="weak small">{t("basis", { n: agreement.n, sources: Object.values(agreement.sources).join("; ") })}</p>
    </Panel>
  );
}

function Bring({ code }: { code: string }) {
  const t = useTexts(texts);
  const told = useTold();
  const now = useNow();
  const { message } = App.useApp();
  const [days, setDays] = useState(90);
  const [most, setMost] = useState(200);
  const [matter, setMatter] = useState<string | undefined>();
  const drawing = useDeed(drawCases(code));
  const taking = useDeed(takeFile(code));
  const said = ({ read, added, known, empty }: Gathered) => { void message.success(t("gathered", { read, added, known, empty })); };
  const draw = () => { drawing.mutateAsync({ opened_from: new Date(now - days * DAY).toISOString(), matter: matter ?? "", most }).then(said).catch(told); };
  return (
    <Panel title={t("bring")}>
      <h3>{t("fromCases")}</h3>
      <div className="samples-acts">
        <select className="input" aria-label={t("fromCases")} value={days} onChange={({ target }) => { setDays(Number(target.value)); }}>
          {DAYS.map((n) => <option key={n} value={n}>{t("days", { n })}</option>)}
        </select>
        <MatterPicker value={matter} onChange={(picked) => { setMatter(picked); }} placeholder="—" width={160} />
        <label>{t("most")} <input className="input" type="number" min={1} max={5000} value={most} onChange={({ target }) => { setMost(Math.min(5000, Math.max(1, Number(target.value)))); }} /></label>
        <button type="button" className="btn" disabled={drawing.isPending} onClick={draw}>{t("draw")}</button>
      </div>
      <label className="samples-file">{t("fromFile")}
        <input className="input" type="file" accept=".csv,.tsv,.xlsx" disabled={taking.isPending} onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) taking.mutateAsync(file).then(said).catch(told).finally(() => { target.value = ""; });
        }} />
      </label>
    </Panel>
  );
}

function Versions({ one, manage }: { one: SampleSet; manage: boolean }) {
  const t = useTexts(texts);
  const told = useTold();
  const { message } = App.useApp();
  const [note, setNote] = useState("");
  const freezing = useDeed(freeze(one.code));
  return (
    <Panel title={t("versions")}>
      {one.versions.length === 0 && <p className="weak">{t("noVersions")}</p>}
      <ul className="samples-versions">
        {one.versions.map((version) => (
          <li key={version.number}>
            <strong>{t("version", { n: version.number })}</strong> <When at={version.at} /> {version.by} · {t("texts", { n: version.texts })} · α {figure(version.agreement.alpha)}
            {version.erased > 0 && <> · {t("erased", { n: version.erased })}</>}
            {version.note && <p>{version.note}</p>}
            <p className="weak small">{t("digest")} <span className="mono">{version.digest.slice(0, 12)}</span>{manage && (["xlsx", "csv"] as const).map((format) => <a key={format} href={fileOf(one.code, version.number, format)} download> {t("download")} {format}</a>)}</p>
          </li>
        ))}
      </ul>
      {manage && (
        <div className="samples-acts">
          <input className="input" aria-label={t("note")} placeholder={t("note")} maxLength={500} value={note} onChange={({ target }) => { setNote(target.value); }} />
          <button type="button" className="btn" disabled={freezing.isPending || one.counts.usable === 0} onClick={() => {
            freezing.mutateAsync(note).then(({ number, texts: n }) => { setNote(""); void message.success(t("frozen", { n: number, texts: n })); }).catch(told);
          }}>{t("freeze")}</button>
        </div>
      )}
      {manage && one.versions[0] && <p className="weak small">{t("learn", { command: `yiwang learn --task sorting --samples ${one.code}@${String(one.versions[0].number)}` })}</p>}
    </Panel>
  );
}

function Trial({ code }: { code: string }) {
  const t = useTexts(texts);
  const told = useTold();
  const [text, setText] = useState("");
  const asking = useDeed(sortText(code));
  return (
    <Panel title={t("trial")}>
      <div className="samples-acts">
        <input className="input" aria-label={t("trialText")} placeholder={t("trialText")} maxLength={4000} value={text} onChange={({ target }) => { setText(target.value); }} />
        <button type="button" className="btn" disabled={!text.trim() || asking.isPending} onClick={() => { asking.mutateAsync(text).catch(told); }}>{t("ask")}</button>
      </div>
      {asking.data && <p role="status">{asking.data.items[0]?.map(({ name, chance }) => `${name} ${share(chance)}`).join(" · ")} <span className="weak">{t("byVersion", { n: asking.data.model.number })}</span></p>}
    </Panel>
  );
}
