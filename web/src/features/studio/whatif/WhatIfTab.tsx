import { Select } from "antd";
import { X } from "lucide-react";
import { useState } from "react";

import type { StudioPeriod, StudioTabProps } from "@/contributions/studio/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { CLOCKS, TIME_UNITS } from "@/shared/i18n/vocabulary";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Propose } from "../acting/Propose";
import { percent } from "../format";
import { Door, FindingTable } from "../parts";
import { ChangeForm } from "./ChangeForm";
import type { Change, Limit, MatterLimits, Rate, Trial } from "./model";
import { useLimits, useTrial } from "./queries";
import { useChangeWords } from "./words";
import { texts } from "./texts";
import "./whatif.css";

/** 推演: change a limit, a duty, a pace or the hands of a unit, and see what the past period would have been. */
export function WhatIfTab({ asked }: StudioTabProps) {
  const t = useTexts(texts);
  const [changes, setChanges] = useState<Change[]>([]);
  const trial = useTrial(asked, changes);
  const add = (change: Change) => { setChanges((old) => [...old, change]); };
  return (
    <div className="trial">
      <div className="studio-column">
        <section className="panel">
          <header><h2>{t("changes")}</h2></header>
          <div className="panel-body">
            <ChangeForm key={asked.matter} add={add} matter={asked.matter} />
            <Chosen asked={asked} changes={changes} drop={(at) => { setChanges((old) => old.filter((_, i) => i !== at)); }} />
            <p className="weak">{t("assumption")}</p>
          </div>
        </section>
        <Suggestion asked={asked} take={add} />
      </div>
      <div className="studio-column" aria-live="polite" aria-busy={trial.isFetching}>
        <Loaded query={trial} rows={10}>
          {(data) => data.cases === 0 ? <EmptyState title={t("noCases")}><p>{t("noCasesText")}</p></EmptyState> : <Result data={data} />}
        </Loaded>
      </div>
    </div>
  );
}

function Chosen({ asked, changes, drop }: { asked: StudioPeriod; changes: Change[]; drop: (at: number) => void }) {
  const t = useTexts(texts);
  const words = useChangeWords();
  if (changes.length === 0) return <p className="weak">{t("noChange")}</p>;
  return (
    <ul className="trial-chosen">
      {changes.map((change, at) => (
        <li key={`${String(at)}-${JSON.stringify(change)}`}>
          <span>{words(change)}</span>
          <Propose asked={asked} change={change} evidence={words(change)} />
          <button type="button" className="btn" data-quiet onClick={() => { drop(at); }} title={t("drop")}><X size={15} aria-hidden /><span className="sr">{t("drop")} {words(change)}</span></button>
        </li>
      ))}
    </ul>
  );
}

/** 时限压缩建议: what each shorter limit would have meant, matter by matter, and which one could be taken. */
function Suggestion({ asked, take }: { asked: StudioPeriod; take: (change: Change) => void }) {
  const t = useTexts(texts);
  const limits = useLimits(asked);
  const [key, setKey] = useState<string | null>(null);
  return (
    <section className="panel">
      <header><h2>{t("suggestion")}</h2></header>
      <div className="panel-body trial-suggestion">
        <Loaded query={limits} rows={5}>
          {({ clock, matters }) => {
            const sorted = [...matters].sort((a, b) => Number(b.suggested !== null) - Number(a.suggested !== null) || b.n - a.n);
            const shown = sorted.find((one) => one.matter.key === key) ?? sorted[0];
            if (!shown) return <p className="weak">{t("noClocks")}</p>;
            return (
              <>
                <p className="weak">{t("suggestions", { n: matters.filter(({ suggested }) => suggested).length, of: matters.length })}</p>
                <Select aria-label={t("matter")} showSearch={{ optionFilterProp: "label" }} value={shown.matter.key} onChange={setKey} options={sorted.map(({ matter, suggested, n }) => ({ value: matter.key, label: `${suggested ? "↓ " : ""}${matter.name ?? matter.key ?? ""} (${String(n)})` }))} />
                <Curve key={shown.matter.key} asked={asked} clock={clock} data={shown} take={(limit) => { take({ kind: "limit", clock, ...limit, ...(shown.matter.key ? { matter: shown.matter.key } : {}) }); }} />
              </>
            );
          }}
        </Loaded>
      </div>
    </section>
  );
}

function Curve({ asked, clock, data, take }: { asked: StudioPeriod; clock: string; data: MatterLimits; take: (limit: Limit) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const { current, suggested, curve } = data;
  const words = (limit: Limit): string => `${String(limit.amount)} ${say(TIME_UNITS[limit.unit])}`;
  const told = suggested ? t("suggestedIs", { current: words(current), limit: words(suggested.limit), share: percent(suggested.share, 1), low: percent(suggested.low, 1), high: percent(suggested.high, 1) }) : t("noSuggestion", { current: words(current), n: data.n });
  return (
    <>
      <p className="strong">{told}</p>
      {suggested && (
        <div className="studio-choice">
          <button type="button" className="btn" onClick={() => { take(suggested.limit); }}>{t("tryIt")}</button>
          {data.matter.key && <Propose asked={asked} change={{ kind: "limit", clock, ...suggested.limit, matter: data.matter.key }} evidence={`${told} ${t("curveIs", { n: data.n })}`} />}
        </div>
      )}
      <table className="trial-curve">
        <caption className="weak">{t("curveIs", { n: data.n })}</caption>
        <tbody>
          {curve.map((one) => (
            <tr key={one.limit.amount} data-current={one.limit.amount === current.amount} data-suggested={one.limit.amount === suggested?.limit.amount}>
              <th scope="row">{words(one.limit)}{one.limit.amount === current.amount && <small> {t("now")}</small>}</th>
              <td><span className="trial-interval" aria-hidden><i style={{ width: width(one.share) }} /><b style={{ left: width(one.low), width: width(one.high - one.low) }} /></span></td>
              <td data-numeric>{percent(one.share, 1)}</td>
              <td data-numeric className="weak">{percent(one.low)}–{percent(one.high)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const width = (share: number): string => `${(share * 100).toFixed(2)}%`;

function Result({ data }: { data: Trial }) {
  const t = useTexts(texts);
  const say = useSay();
  const rate = ({ share, missed, n }: Rate): string => (n ? `${percent(share, 1)} (${String(missed)}/${String(n)})` : "—");
  const figures: [string, string, string, boolean][] = [
    [t("lateRate"), percent(data.late.before.share, 1), percent(data.late.after.share, 1), data.late.after.share > data.late.before.share],
    [t("waitMean"), hours(data.waiting.before.mean), hours(data.waiting.after.mean), data.waiting.after.mean > data.waiting.before.mean + 0.005],
    [t("waitP90"), hours(data.waiting.before.p90), hours(data.waiting.after.p90), data.waiting.after.p90 > data.waiting.before.p90 + 0.005],
    [t("workMean"), hours(data.working.before.mean), hours(data.working.after.mean), data.working.after.mean > data.working.before.mean + 0.005],
  ];
  return (
    <>
      <ul className="trial-figures">
        {figures.map(([name, before, after, worse]) => (
          <li key={name} className="figure" data-tone={before === after ? "" : worse ? "over" : "better"}>
            <span>{name}</span>
            <strong>{after}</strong>
            <small>{before === after ? t("asBefore") : t("before", { value: before })}</small>
          </li>
        ))}
      </ul>
      <p className="trial-line">
        {t("lateInterval", { low: percent(data.late.after.low, 1), high: percent(data.late.after.high, 1) })}
        {" · "}{t("newlyLate")} <Door of={data.newly_late} />{" · "}{t("noLonger")} <Door of={data.no_longer_late} />
        {data.detours > 0 && <> {" · "}{t("detours", { n: data.detours })}</>}
        <br /><span className="weak">{t("fidelity", { n: data.fidelity.reproduced, of: data.fidelity.clocks })}</span>
      </p>
      <FindingTable name={t("byClock")} rows={data.clocks} rowKey={(row) => row.clock} empty={t("noCases")}
        columns={[
          { title: t("clock"), value: (row) => say(CLOCKS[row.clock as keyof typeof CLOCKS] ?? row.clock) },
          { title: t("missedBefore"), value: (row) => row.before.share, show: (row) => rate(row.before), numeric: true },
          { title: t("missedAfter"), value: (row) => row.after.share, show: (row) => <span data-changed={row.after.missed !== row.before.missed}>{rate(row.after)}</span>, numeric: true },
        ]} />
      <FindingTable name={t("byUnit")} rows={data.units} rowKey={(row) => row.unit.code} empty={t("noCases")} note={t("placesNote")}
        columns={[
          { title: t("unit"), value: (row) => row.unit.name ?? row.unit.code },
          { title: t("visits"), value: (row) => row.after.visits, show: (row) => arrow(row.before.visits, row.after.visits), numeric: true },
          { title: t("places"), value: (row) => row.after.places, show: (row) => arrow(row.before.places, row.after.places), numeric: true },
          { title: t("waitHours"), value: (row) => row.after.wait_mean, show: (row) => arrow(row.before.wait_mean, row.after.wait_mean, 1), numeric: true },
          { title: t("queue"), value: (row) => row.after.queue, show: (row) => arrow(row.before.queue, row.after.queue), numeric: true },
          { title: t("workHours"), value: (row) => row.after.work_hours, show: (row) => arrow(row.before.work_hours, row.after.work_hours, 0), numeric: true },
        ]} />
    </>
  );
}

const hours = (value: number): string => `${value.toFixed(1)} h`;
const arrow = (before: number, after: number, digits = 0): string => (before.toFixed(digits) === after.toFixed(digits) ? after.toFixed(digits) : `${before.toFixed(digits)} → ${after.toFixed(digits)}`);
