import { useState } from "react";

import { MatterPicker } from "@/features/matters/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import type { Reason, Tried } from "./queries";
import { useSaveStrategy, useTry } from "./queries";
import type { Body, Strategy } from "./strategy";
import { BLANK, bodyOf, inOneSpan, readCorners, readTimes, writeCorners, writeTimes } from "./strategy";
import { texts } from "./texts";

interface Written { picture: string; map: string; times: string; sites: string }
const written = (body: Body): Written => ({
  picture: writeCorners(body.picture_region), map: writeCorners(body.map_region), times: writeTimes(body.times), sites: body.sites.join(" "),
});

/** The strategy as it is written now; `null` where something cannot be read. */
function read(body: Body, lines: Written): Body | null {
  const [picture, map, times] = [readCorners(lines.picture), readCorners(lines.map), readTimes(lines.times)];
  if (!picture || !map || !times) return null;
  const { text, ...rest } = body;
  return { ...rest, ...(text ? { text } : {}), picture_region: picture, map_region: map, times, sites: lines.sites.split(/\s+/).filter(Boolean) };
}

/** One strategy: its conditions, and what they would have let through of the last 30 days before it is saved. */
export function StrategySheet({ one, outcomes, close }: { one: Strategy | null; outcomes: Reason[]; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const [code, setCode] = useState(one?.code ?? "");
  const [body, setBody] = useState<Body>(() => (one ? bodyOf(one) : BLANK));
  const [lines, setLines] = useState(() => written(body));
  const saving = useSaveStrategy();
  const trying = useTry();
  const asked = read(body, lines);
  const change = (some: Partial<Body>) => { setBody({ ...body, ...some }); trying.reset(); };
  const write = (some: Partial<Written>) => { setLines({ ...lines, ...some }); trying.reset(); };
  const problem = saving.error ?? trying.error;
  const error = problem ? asApiError(problem) : null;
  const split = body.times.some(({ days }) => !inOneSpan(days));
  return (
    <Sheet title={t(one ? "editStrategy" : "addStrategy")} onClose={close}>
      <form className="strategy-form" onSubmit={(sent) => {
        sent.preventDefault();
        if (asked) saving.mutateAsync({ code, body: asked }).then(close).catch(() => undefined);
      }}>
        <label>{t("code")}<input className="input" required pattern="[a-z0-9][a-z0-9_.\-]*" maxLength={60} disabled={one !== null} value={code} onChange={({ target }) => { setCode(target.value); }} /></label>
        <label>{t("kindCode")}<input className="input" required maxLength={60} value={body.kind} onChange={({ target }) => { change({ kind: target.value }); }} /></label>
        <label>{t("name")}<input className="input" required maxLength={60} value={body.zh} onChange={({ target }) => { change({ zh: target.value }); }} /></label>
        <label>{t("nameEn")}<input className="input" maxLength={60} value={body.en} onChange={({ target }) => { change({ en: target.value }); }} /></label>
        <label>{t("sites")}<input className="input" value={lines.sites} onChange={({ target }) => { write({ sites: target.value }); }} /></label>
        <Count name={t("leastShare")} value={body.least_confidence} most={1} step={0.01} set={(least_confidence) => { change({ least_confidence }); }} />
        <div className="strategy-row">
          <Count name={t("confirmN")} value={body.confirm.n} most={50} set={(n) => { change({ confirm: { ...body.confirm, n } }); }} />
          <Count name={t("confirmM")} value={body.confirm.m} most={50} set={(m) => { change({ confirm: { ...body.confirm, m } }); }} />
          <Count name={t("withinS")} value={body.confirm.within_s} most={604800} set={(within_s) => { change({ confirm: { ...body.confirm, within_s } }); }} />
        </div>
        <Count name={t("debounceS")} value={body.debounce_s} most={604800} set={(debounce_s) => { change({ debounce_s }); }} />
        <div className="strategy-row">
          <Count name={t("mergeM")} value={body.merge.metres} most={5000} set={(metres) => { change({ merge: { ...body.merge, metres } }); }} />
          <Count name={t("withinS")} value={body.merge.within_s} most={604800} set={(within_s) => { change({ merge: { ...body.merge, within_s } }); }} />
        </div>
        <label>{t("times")}<textarea className="input" rows={2} placeholder="1-5 07:00-19:00" disabled={split} value={lines.times} onChange={({ target }) => { write({ times: target.value }); }} /></label>
        <div className="strategy-row">
          <label>{t("pictureRegion")}<textarea className="input" rows={3} value={lines.picture} onChange={({ target }) => { write({ picture: target.value }); }} /></label>
          <label>{t("mapRegion")}<textarea className="input" rows={3} value={lines.map} onChange={({ target }) => { write({ map: target.value }); }} /></label>
        </div>
        <div className="strategy-row"><span>{t("matterOf")}</span><MatterPicker value={body.matter ?? undefined} onChange={(matter) => { change({ matter: matter ?? null }); }} placeholder={t("byWords")} width={220} /></div>
        <label>{t("reportText")}<input className="input" maxLength={300} placeholder={t("usualText")} value={body.text ?? ""} onChange={({ target }) => { change({ text: target.value }); }} /></label>
        <label><input type="checkbox" checked={body.enabled} onChange={({ target }) => { change({ enabled: target.checked }); }} /> {t("enabled")}</label>
        {!asked && <p className="refusal" role="alert">{t("unreadable")}</p>}
        {error && <p className="refusal" role="alert">{say(error.sentence)} {say(advice(error))}</p>}
        {trying.data && <Trial found={trying.data} outcomes={outcomes} />}
        <div className="strategy-row">
          <button type="button" className="btn" disabled={!asked || !code || trying.isPending} onClick={() => { if (asked) trying.mutate({ code, body: asked }); }}>{t("tryIt")}</button>
          <button type="submit" className="btn" data-primary disabled={!asked || saving.isPending}>{t("save")}</button>
        </div>
      </form>
    </Sheet>
  );
}

function Count({ name, value, most, step = 1, set }: { name: string; value: number; most: number; step?: number; set: (value: number) => void }) {
  return <label>{name}<input className="input" type="number" required min={0} max={most} step={step} value={value} onChange={({ target }) => { set(Number(target.value)); }} /></label>;
}

function Trial({ found, outcomes }: { found: Tried; outcomes: Reason[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const rows = outcomes.filter(({ code }) => found.was[code] || found.would[code]);
  return (
    <div role="status">
      <p>{t("triedOn", { n: found.read })}{found.capped && ` ${t("capped")}`}</p>
      {rows.length > 0 && (
        <table className="model-table">
          <thead><tr><td /><th scope="col">{t("was")}</th><th scope="col">{t("would")}</th></tr></thead>
          <tbody>{rows.map((one) => <tr key={one.code}><th>{say(one)}</th><td>{found.was[one.code] ?? 0}</td><td>{found.would[one.code] ?? 0}</td></tr>)}</tbody>
        </table>
      )}
    </div>
  );
}
