import { App } from "antd";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { Door, FindingTable } from "@/features/studio/public";
import { api } from "@/shared/api/client";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useNow } from "@/shared/time/clock";
import { startOfDay } from "@/shared/time/day";
import { When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { KeyAreas } from "./KeyAreas";
import type { Counted, Held, Limits, Rehearsed } from "./model";
import { COUNTED, FIELDS, HELP, LABELS, wordsOf } from "./model";
import { texts } from "./texts";

const KEY = ["sign-limits"];
const ZONE = 8 * 3_600_000;

/** 预警界限: what is much enough to be told; tried on the past month, put in force with a reason, kept in versions. */
export function LimitsTab() {
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.get<Held>("/signs/limits", {}, { signal }), staleTime: 30_000 });
  return <Loaded query={query} rows={8}>{(held) => <Editor key={held.version} held={held} />}</Loaded>;
}

function Editor({ held }: { held: Held }) {
  const t = useTexts(texts);
  const me = useMe();
  const [draft, setDraft] = useState(held.limits);
  const [loaded, setLoaded] = useState(0);
  const may = hasRole(me, "supervisor", "leader") && !me?.area;
  const take = (limits: Limits) => { setDraft(limits); setLoaded(loaded + 1); };
  return (
    <div className="studio-column">
      <section className="panel finding">
        <header><h2>{t("limits")} <small className="weak">{t("versionN", { n: held.version })}</small></h2></header>
        <p className="finding-note weak">{t("limitsNote")} {!may && t("limitsReadOnly")}</p>
        <Form key={loaded} held={held} draft={draft} setDraft={setDraft} may={may} take={take} />
      </section>
      <Versions held={held} take={take} />
    </div>
  );
}

interface FormProps {
  held: Held;
  draft: Limits;
  setDraft: (limits: Limits) => void;
  may: boolean;
  take: (limits: Limits) => void;
}

function Form({ held, draft, setDraft, may, take }: FormProps) {
  const t = useTexts(texts);
  const say = useSay();
  const client = useQueryClient();
  const { notification } = App.useApp();
  const [reason, setReason] = useState("");
  const day = new Date(Date.parse(startOfDay(useNow())) + ZONE).toISOString().slice(0, 10);
  const refused = (problem: unknown) => {
    const error = asApiError(problem);
    notification.error({ title: say(error.sentence) || t("failed"), description: say(advice(error)) });
  };
  const trial = useMutation({ mutationFn: () => api.post<Rehearsed>("/signs/limits/preview", { limits: draft }), onError: refused });
  const put = useMutation({
    mutationFn: () => api.put("/signs/limits", { limits: draft, reason: reason.trim(), version: held.version }),
    onError: refused,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <>
      <form className="limits" onSubmit={(sent) => { sent.preventDefault(); put.mutate(); }}>
        <fieldset disabled={!may || put.isPending} className="limits-all">
          {COUNTED.map((kind) => <Numbers key={kind} kind={kind} draft={draft} setDraft={setDraft} />)}
          <Sensitive held={held} draft={draft} setDraft={setDraft} />
          <KeyAreas areas={draft.key_areas} day={day} onChange={(areas) => { setDraft({ ...draft, key_areas: areas }); }} />
          <div className="limits-deeds">
            <button type="button" className="btn" disabled={trial.isPending} onClick={() => { trial.mutate(); }}>{trial.isPending ? t("trying") : t("tryLimits")}</button>
            <button type="button" className="btn" data-quiet onClick={() => { take(held.delivered); }}>{t("asDelivered")}</button>
            <label>{t("why")} <input className="input" required minLength={2} maxLength={200} value={reason} onChange={(typed) => { setReason(typed.target.value); }} /></label>
            <button type="submit" className="btn" data-primary>{t("putInForce")}</button>
          </div>
        </fieldset>
      </form>
      {trial.data && <Rehearsal found={trial.data} />}
    </>
  );
}

function Numbers({ kind, draft, setDraft }: { kind: Counted; draft: Limits; setDraft: (limits: Limits) => void }) {
  const t = useTexts(texts);
  const own = draft[kind];
  const set = (changes: Record<string, number | boolean>) => { setDraft({ ...draft, [kind]: { ...own, ...changes } }); };
  return (
    <fieldset className="limit">
      <legend>
        <label><input type="checkbox" checked={own.on} onChange={(ticked) => { set({ on: ticked.target.checked }); }} /> {t(kind)}</label>
      </legend>
      <p className="weak">{t(HELP[kind])}</p>
      {Object.entries(FIELDS[kind] as Record<string, readonly [number, number, number]>).map(([field, [min, max, step]]) => (
        <label key={field}>
          {t(LABELS[field as keyof typeof LABELS])}{" "}
          <input className="input" type="number" required min={min} max={max} step={step} disabled={!own.on} value={Number.isNaN(own[field]) ? "" : Number(own[field])} onChange={(typed) => { set({ [field]: typed.target.valueAsNumber }); }} />
        </label>
      ))}
    </fieldset>
  );
}

function Sensitive({ held, draft, setDraft }: { held: Held; draft: Limits; setDraft: (limits: Limits) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const own = draft.sensitive;
  const [text, setText] = useState(() => own.words.join("\n"));
  const set = (changes: Partial<Limits["sensitive"]>) => { setDraft({ ...draft, sensitive: { ...own, ...changes } }); };
  const toggle = (code: string) => { set({ tags: own.tags.includes(code) ? own.tags.filter((tag) => tag !== code) : [...own.tags, code] }); };
  return (
    <fieldset className="limit">
      <legend>
        <label><input type="checkbox" checked={own.on} onChange={(ticked) => { set({ on: ticked.target.checked }); }} /> {t("sensitive")}</label>
      </legend>
      <p className="weak">{t("sensitiveHelp")}</p>
      {held.tags.map(({ code, name }) => (
        <label key={code}><input type="checkbox" disabled={!own.on} checked={own.tags.includes(code)} onChange={() => { toggle(code); }} /> {say(name)}</label>
      ))}
      <label className="key-border">
        {t("cityWords")}
        <textarea className="input" rows={2} disabled={!own.on} value={text} onChange={(typed) => { setText(typed.target.value); set({ words: wordsOf(typed.target.value) }); }} />
      </label>
    </fieldset>
  );
}

function Rehearsal({ found }: { found: Rehearsed }) {
  const t = useTexts(texts);
  const say = useSay();
  const before = found.kinds.reduce((sum, { in_force }) => sum + in_force, 0);
  return (
    <div role="status">
      <p className="finding-note"><strong>{t("wouldHaveTold", { days: found.days, n: found.told, before })}</strong> <span className="weak">{t("rehearsalNote")} {found.capped && t("capped")}</span></p>
      <FindingTable name={t("byKind")} rows={found.kinds} rowKey={(row) => row.kind} empty={t("nothingTold")}
        columns={[
          { title: t("kind"), value: (row) => say(row.title), wide: true },
          { title: t("withThese"), value: (row) => row.told, numeric: true },
          { title: t("asInForce"), value: (row) => row.in_force, numeric: true },
        ]} />
      <FindingTable name={t("toldList")} rows={found.items} rowKey={(_, at) => String(at)} empty={t("nothingTold")}
        columns={[
          { title: t("at"), value: (row) => row.at, show: (row) => <When at={row.at} /> },
          { title: t("kind"), value: (row) => say(row.title) },
          { title: t("seen"), value: (row) => say(row.words), wide: true },
          { title: t("cases"), value: (row) => row.cases, show: (row) => <Door of={row} />, numeric: true },
        ]} />
    </div>
  );
}

function Versions({ held, take }: { held: Held; take: (limits: Limits) => void }) {
  const t = useTexts(texts);
  return (
    <FindingTable name={t("versions")} rows={held.versions} rowKey={(row) => String(row.version)} empty={t("noVersions")}
      columns={[
        { title: t("version"), value: (row) => row.version, numeric: true },
        { title: t("setAt"), value: (row) => row.at, show: (row) => <When at={row.at} /> },
        { title: t("setBy"), value: (row) => row.who },
        { title: t("why"), value: (row) => row.reason, wide: true },
        { title: t("takeUp"), value: () => "", show: (row) => <button type="button" className="btn" onClick={() => { take(row.limits); }}>{t("takeUp")}<span className="sr"> {row.version}</span></button> },
      ]} />
  );
}
