import { Select } from "antd";
import { Download, List, MapPinned, Printer } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { address } from "@/shared/api/client";
import type { CaseSummary, Role } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { load, save } from "@/shared/lib/storage";
import { useUrlState } from "@/shared/lib/urlState";
import { useLive } from "@/shared/live/LiveProvider";
import { fullTime } from "@/shared/time/format";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Column } from "../model/columns";
import { chosen as storedColumns } from "../model/columns";
import type { Filters } from "../model/filters";
import { emptyFilters, FILTER_KEYS, GROUPS, waits } from "../model/filters";
import { changeOf, isNew } from "../model/live";
import type { Begin } from "../queries";
import { SCROLL_PAGE, useCaseList, useReadAhead } from "../queries";
import { texts as common } from "../texts";
import { BulkBar } from "./bulk";
import { CaseMap } from "./CaseMap";
import { CaseTable } from "./CaseTable";
import { Chips } from "./Chips";
import { ColumnChoice } from "./ColumnChoice";
import { FilterBar } from "./FilterBar";
import { GroupedList } from "./GroupedList";
import { ListFoot } from "./ListFoot";
import { printAddress } from "./print";
import { Total } from "./Total";
import { ViewsMenu } from "./ViewsMenu";
import { texts } from "./texts";
import "./list.css";

const COLUMNS_KEY = "case-columns";
const NOTHING: Partial<Filters> = {};
/** Roles that the server lets export. */
const EXPORTERS: Role[] = ["dispatcher", "supervisor", "assessor", "leader", "admin"];

/** How a list is looked at, beside what it holds. */
const ADDRESS_KEYS = [...FILTER_KEYS, "by", "look", "skip", "start"] as const;

/** Filters and look of a list in the address; a changed filter starts at the top again. */
function useListState(fixed: Partial<Filters>, sort: string) {
  // One state for both: two changes of the address in one event would not see each other.
  const [whole, change] = useUrlState(ADDRESS_KEYS);
  const state = useMemo(() => Object.fromEntries(FILTER_KEYS.map((key) => [key, whole[key]])) as Filters, [whole]);
  const filters = useMemo(() => ({ ...state, ...fixed, sort: state.sort || sort }), [state, fixed, sort]);
  const { by: group, look, skip, start } = whole;
  const begin = useMemo<Begin>(() => ({ skip: Math.max(0, Number(skip) || 0), start }), [skip, start]);
  const jump = useCallback((to: Partial<Begin>) => { change({ skip: to.skip ? String(to.skip) : "", start: to.start ?? "", by: "" }); }, [change]);
  const narrow = useCallback((changes: Partial<Filters>) => { change({ ...changes, skip: "", start: "" }); }, [change]);
  const by = GROUPS.find((one) => one === group) ?? null;
  return { state, filters, narrow, begin, jump, by, onMap: look === "map", change };
}

/** A list of cases with its filters in the address. `fixed` narrows it for a role's own view. */
export function CaseList({ title, fixed = NOTHING, sort = "-opened_at" }: { title: string; fixed?: Partial<Filters>; sort?: string }) {
  const t = useTexts(common);
  const l = useTexts(texts);
  const { state, filters, narrow, begin, jump, by, onMap, change } = useListState(fixed, sort);
  const flat = by === null && !onMap;
  const list = useCaseList(filters, { limit: SCROLL_PAGE, begin });
  const [columns, setColumns] = useState<Column[]>(() => storedColumns(load(COLUMNS_KEY, null)));
  const { chosen, pick, clear } = usePicked();
  const searchBox = useRef<HTMLInputElement | null>(null);
  const cases = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const first = list.data?.pages[0];
  const total = first === undefined || first.total_is_capped ? null : (first.total ?? null);
  return (
    <section className="list">
      <header className="list-head">
        <h1>{title}</h1>
        <Total page={first} />
        <span className="grow" />
        <Select variant="borderless" value={by ?? ""} aria-label={l("groupBy")} onChange={(value: string) => { change({ by: value, look: "" }); }}
          options={[{ value: "", label: l("groupNot") }, ...GROUPS.map((one) => ({ value: one, label: l("groupOf", { by: t(one) }) }))]} popupMatchSelectWidth={150} />
        <Select variant="borderless" value={filters.sort} aria-label={l("sort")} onChange={(value: string) => { narrow({ sort: value }); }}
          options={[{ value: "due_at", label: t("sortDue") }, { value: "-opened_at", label: t("sortNew") }, { value: "opened_at", label: t("sortOld") }]} />
        <button type="button" className="btn" data-quiet aria-pressed={onMap} onClick={() => { change({ look: onMap ? "" : "map", by: "" }); }}>
          {onMap ? <List size={16} aria-hidden /> : <MapPinned size={16} aria-hidden />}
          {onMap ? l("asList") : l("onMap")}
        </button>
        <Outputs filters={filters} columns={columns} title={title} by={by} />
        <ViewsMenu filters={{ ...state, ...fixed, sort: filters.sort }} columns={columns} open={(view) => {
          narrow({ ...emptyFilters(), ...view.query });
          setColumns(storedColumns(view.columns));
        }} />
        <ColumnChoice columns={columns} change={(next) => { setColumns(next); save(COLUMNS_KEY, next); }} />
      </header>
      <FilterBar filters={filters} change={narrow} fixed={fixed} searchBox={searchBox} />
      <Chips filters={filters} fixed={fixed} change={narrow} />
      <Arrived filters={filters} show={() => void list.refetch()} />
      {onMap && <CaseMap filters={filters} />}
      {by && <GroupedList filters={filters} by={by} columns={columns} />}
      {flat && <Begun begin={begin} jump={jump} />}
      {flat && (
        <Loaded query={list} rows={14}>
          {() =>
            cases.length === 0 ? (
              <EmptyState title={t("emptyTitle")}>
                <p>{t("emptyText")}</p>
              </EmptyState>
            ) : (
              <Flat cases={cases} columns={columns} filters={filters} picked={chosen} pick={pick} label={title} searchBox={searchBox} first={begin.skip}
                more={list.hasNextPage ? () => { if (!list.isFetchingNextPage) void list.fetchNextPage(); } : null} />
            )
          }
        </Loaded>
      )}
      {!onMap && <ListFoot filters={filters} total={total} begin={begin} jump={jump} />}
      <BulkBar cases={cases.filter((one) => chosen.has(one.number))} clear={clear} />
    </section>
  );
}

/** The list on paper and as a workbook: exactly what it holds. */
function Outputs({ filters, columns, title, by }: { filters: Filters; columns: Column[]; title: string; by: string | null }) {
  const t = useTexts(common);
  const l = useTexts(texts);
  const language = useLanguage();
  const me = useMe();
  return (
    <>
      <Link className="btn" data-quiet to={printAddress(filters, columns, title, by)} title={l("printHint")}>
        <Printer size={16} aria-hidden />
        {l("print")}
      </Link>
      {hasRole(me, ...EXPORTERS) && (
        <a className="btn" data-quiet href={address("/cases/export.xlsx", { ...filters, columns: columns.join(","), lang: language })} title={t("exportHint")} download>
          <Download size={16} aria-hidden />
          {t("export")}
        </a>
      )}
    </>
  );
}

/** New cases that may belong here wait above the list until somebody wants to see them. */
function Arrived({ filters, show }: { filters: Filters; show: () => void }) {
  const t = useTexts(common);
  const [arrived, setArrived] = useState(0);
  useLive(({ kind, data }) => {
    const one = changeOf(kind, data);
    if (one && isNew(one) && waits(filters, one)) setArrived((n) => n + 1);
  });
  return (
    <div aria-live="polite">
      {arrived > 0 && (
        <button type="button" className="arrived" onClick={() => { setArrived(0); show(); }}>
          {t("newCases", { n: arrived })}
        </button>
      )}
    </div>
  );
}

/** A list that does not begin at its top says so, and leads back. */
function Begun({ begin, jump }: { begin: Begin; jump: (begin: Partial<Begin>) => void }) {
  const l = useTexts(texts);
  if (!begin.skip && !begin.start) return null;
  return (
    <p className="begun" role="status">
      {begin.skip ? l("begunRow", { n: (begin.skip + 1).toLocaleString("en-US") }) : l("begunAt", { at: fullTime(begin.start).slice(0, 10) })}
      {begin.skip > 0 && <button type="button" className="btn" data-quiet onClick={() => { jump({ skip: Math.max(0, begin.skip - SCROLL_PAGE) }); }}>{l("earlier", { n: Math.min(SCROLL_PAGE, begin.skip) })}</button>}
      <button type="button" className="btn" data-quiet onClick={() => { jump({}); }}>{l("toTop")}</button>
    </p>
  );
}

interface FlatProps {
  cases: CaseSummary[];
  columns: Column[];
  filters: Filters;
  picked: ReadonlySet<string>;
  pick: (numbers: string[], on: boolean) => void;
  label: string;
  searchBox: React.RefObject<HTMLInputElement | null>;
  first: number;
  more: (() => void) | null;
}

/** The rows one under the other, walked by keys. */
function Flat({ cases, searchBox, picked: chosen, ...rest }: FlatProps) {
  const t = useTexts(common);
  const l = useTexts(texts);
  const navigate = useNavigate();
  const [picked, setPicked] = useState(-1);
  const { pick } = rest;
  const keys = useMemo(
    () => [
      { keys: "j", label: t("keyNext"), run: () => { setPicked((at) => Math.min(at + 1, cases.length - 1)); } },
      { keys: "k", label: t("keyPrevious"), run: () => { setPicked((at) => Math.max(at - 1, 0)); } },
      { keys: "Enter", label: t("keyOpen"), run: () => { const one = cases[picked]; if (one) void navigate(`/desk/cases/${one.number}`); } },
      { keys: "x", label: t("keyPick"), run: () => { const one = cases[picked]; if (one) pick([one.number], !chosen.has(one.number)); } },
      { keys: "g", label: l("keyJump"), run: () => document.querySelector<HTMLButtonElement>(".list-foot [aria-haspopup]")?.click() },
      { keys: "/", label: t("keySearch"), run: () => searchBox.current?.focus() },
    ],
    [t, l, cases, picked, navigate, pick, chosen, searchBox],
  );
  useKeys(t("keysList"), keys);
  const open = useCallback((number: string) => void navigate(`/desk/cases/${number}`), [navigate]);
  const readAhead = useReadAhead();
  const choose = useCallback((index: number) => {
    setPicked(index);
    const one = cases[index];
    if (one) readAhead(one.number);
  }, [cases, readAhead]);
  return <CaseTable cases={cases} chosen={picked} picked={chosen} choose={choose} open={open} {...rest} />;
}

function usePicked() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const pick = useCallback((numbers: string[], on: boolean) => {
    setChosen((old) => {
      const next = new Set(old);
      for (const number of numbers) if (on) next.add(number); else next.delete(number);
      return next;
    });
  }, []);
  const clear = useCallback(() => { setChosen(new Set()); }, []);
  return { chosen, pick, clear };
}
