import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";

import { address, api } from "@/shared/api/client";
import type { Page, Role } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { ACTORS, ROLES } from "@/shared/i18n/vocabulary";
import { useUrlState } from "@/shared/lib/urlState";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { When } from "@/shared/ui/parts";
import { texts } from "./texts";
import { ACTS } from "./vocabulary";
import "./auditing.css";

interface Entry {
  position: number;
  at: string;
  actor: string;
  actor_name: string;
  roles: string[];
  unit: string | null;
  action: string;
  object_kind: string;
  object_id: string;
  success: boolean;
  detail: Record<string, unknown>;
  hash: string;
}
const KEYS = ["action", "actor", "object_id", "success", "from", "to"] as const;
type State = Record<(typeof KEYS)[number], string>;

/** Days of the person's own calendar become instants. */
const asked = (state: State) => ({
  ...state,
  from: state.from ? new Date(`${state.from}T00:00:00+08:00`).toISOString() : "",
  to: state.to ? new Date(Date.parse(`${state.to}T00:00:00+08:00`) + 86_400_000).toISOString() : "",
});

/** Who did what to what, and whether it succeeded: for the auditor, chained and read-only. Looking is on record too. */
export default function TrailPage() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const query = asked(state);
  const trail = useInfiniteQuery({
    queryKey: ["trail", query],
    queryFn: ({ pageParam }) => api.get<Page<Entry>>("/audit", { ...query, limit: 100, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const entries = trail.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="queue">
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak">{t("recorded")}</span>
        <span className="grow" />
        <a className="btn" href={address("/audit", { ...query, format: "csv" })} download>
          <Download size={16} aria-hidden />
          {t("export")}
        </a>
      </header>
      <div className="trail">
        <Filter state={state} change={change} />
        <Loaded query={trail} rows={12}>
          {() =>
            entries.length === 0 ? (
              <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>
            ) : (
              <div className="records-box" tabIndex={0} role="region" aria-label={t("title")}>
                <Table entries={entries} narrow={change} />
                {trail.hasNextPage && <p className="panel-body"><button type="button" className="btn" disabled={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>{t("more")}</button></p>}
              </div>
            )
          }
        </Loaded>
      </div>
    </section>
  );
}

/** The detail without what is empty: `roles=auditor, rows=12`. */
function told(detail: unknown): string {
  if (detail === null || detail === "" || (Array.isArray(detail) && detail.length === 0)) return "";
  if (Array.isArray(detail)) return detail.map(told).filter(Boolean).join(" ");
  if (typeof detail !== "object") return String(detail as string | number | boolean);
  const parts = Object.entries(detail).map(([key, value]) => [key, told(value)] as const).filter(([, words]) => words !== "");
  return parts.map(([key, words]) => `${key}=${words}`).join(", ");
}

function Filter({ state, change }: { state: State; change: (changes: Partial<State>) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <div className="filters" role="search" aria-label={t("filter")}>
      <select className="input" aria-label={t("act")} value={state.action} onChange={(picked) => { change({ action: picked.target.value }); }}>
        <option value="">{t("anyAct")}</option>
        {Object.entries(ACTS).map(([id, words]) => <option key={id} value={id}>{say(words)}</option>)}
      </select>
      <select className="input" aria-label={t("outcome")} value={state.success} onChange={(picked) => { change({ success: picked.target.value }); }}>
        <option value="">{t("anyOutcome")}</option>
        <option value="true">{t("done")}</option>
        <option value="false">{t("refused")}</option>
      </select>
      <label>{t("from")} <input className="input" type="date" value={state.from} onChange={(picked) => { change({ from: picked.target.value }); }} /></label>
      <label>{t("to")} <input className="input" type="date" value={state.to} onChange={(picked) => { change({ to: picked.target.value }); }} /></label>
      {(state.actor || state.object_id) && <button type="button" className="btn" onClick={() => { change({ actor: "", object_id: "" }); }}>{t("clear", { what: state.actor || state.object_id })}</button>}
    </div>
  );
}

function Table({ entries, narrow }: { entries: Entry[]; narrow: (changes: Partial<State>) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <table>
      <thead>
        <tr><th>{t("at")}</th><th>{t("who")}</th><th>{t("act")}</th><th>{t("object")}</th><th>{t("outcome")}</th><th>{t("detail")}</th></tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.position} title={t("hash", { hash: entry.hash })}>
            <td className="trail-time"><When at={entry.at} /></td>
            <td>
              <button type="button" className="trail-link" onClick={() => { narrow({ actor: entry.actor }); }}>{say(ACTORS[entry.actor_name] ?? entry.actor_name) || t("erased")}</button>
              <p className="weak small">{entry.roles.map((role) => say(ROLES[role as Role] ?? role)).join("、")}</p>
            </td>
            <td className="strong">{say(ACTS[entry.action] ?? entry.action)}</td>
            <td><button type="button" className="trail-link" onClick={() => { narrow({ object_id: entry.object_id }); }}>{entry.object_id}</button></td>
            <td data-refused={!entry.success}>{entry.success ? t("done") : t("refused")}</td>
            <td className="mono weak trail-detail">{told(entry.detail)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
