import { Select } from "antd";
import { Download } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { address } from "@/shared/api/client";
import type { Role } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { load, save } from "@/shared/lib/storage";
import { useUrlState } from "@/shared/lib/urlState";
import { useLive } from "@/shared/live/LiveProvider";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Column } from "../model/columns";
import { chosen as storedColumns } from "../model/columns";
import type { Filters } from "../model/filters";
import { FILTER_KEYS } from "../model/filters";
import { emptyFilters } from "../model/filters";
import { changeOf, isNew } from "../model/live";
import { SCROLL_PAGE, useCaseList } from "../queries";
import { texts } from "../texts";
import { BulkBar } from "./bulk";
import { CaseTable } from "./CaseTable";
import { Chips } from "./Chips";
import { ColumnChoice } from "./ColumnChoice";
import { FilterBar } from "./FilterBar";
import { Total } from "./Total";
import { ViewsMenu } from "./ViewsMenu";
import "./list.css";

const COLUMNS_KEY = "case-columns";
/** Roles that the server lets export. */
const EXPORTERS: Role[] = ["dispatcher", "supervisor", "assessor", "leader", "admin"];

/** A list of cases with its filters in the address. `fixed` narrows it for a role's own view. */
export function CaseList({ title, fixed = {}, sort = "-opened_at" }: { title: string; fixed?: Partial<Filters>; sort?: string }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const [state, change] = useUrlState(FILTER_KEYS);
  const filters = useMemo(() => ({ ...state, ...fixed, sort: state.sort || sort }), [state, fixed, sort]);
  const list = useCaseList(filters, { limit: SCROLL_PAGE });
  const language = useLanguage();
  const me = useMe();
  const [columns, setColumns] = useState<Column[]>(() => storedColumns(load(COLUMNS_KEY, null)));
  const [picked, setPicked] = useState(-1);
  const [arrived, setArrived] = useState(0);
  const { chosen, pick, clear } = usePicked();
  const searchBox = useRef<HTMLInputElement | null>(null);
  const cases = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  useLive(({ kind, data }) => {
    const one = changeOf(kind, data);
    if (one && isNew(one)) setArrived((n) => n + 1);
  });
  const open = (number: string) => void navigate(`/desk/cases/${number}`);
  const keys = useMemo(
    () => [
      { keys: "j", label: t("keyNext"), run: () => { setPicked((at) => Math.min(at + 1, cases.length - 1)); } },
      { keys: "k", label: t("keyPrevious"), run: () => { setPicked((at) => Math.max(at - 1, 0)); } },
      { keys: "Enter", label: t("keyOpen"), run: () => { const one = cases[picked]; if (one) void navigate(`/desk/cases/${one.number}`); } },
      { keys: "x", label: t("keyPick"), run: () => { const one = cases[picked]; if (one) pick([one.number], !chosen.has(one.number)); } },
      { keys: "/", label: t("keySearch"), run: () => searchBox.current?.focus() },
    ],
    [t, cases, picked, navigate, pick, chosen],
  );
  useKeys(t("keysList"), keys);
  const show = () => {
    setArrived(0);
    void list.refetch();
  };
  const more = list.hasNextPage ? () => { if (!list.isFetchingNextPage) void list.fetchNextPage(); } : null;
  return (
    <section className="list">
      <header className="list-head">
        <h1>{title}</h1>
        <Total page={list.data?.pages[0]} />
        <span className="grow" />
        <Select variant="borderless" value={filters.sort} aria-label={t("left")} onChange={(value: string) => { change({ sort: value }); }}
          options={[{ value: "due_at", label: t("sortDue") }, { value: "-opened_at", label: t("sortNew") }, { value: "opened_at", label: t("sortOld") }]} />
        {hasRole(me, ...EXPORTERS) && (
          <a className="btn" data-quiet href={address("/cases/export.xlsx", { ...filters, columns: columns.join(","), lang: language })} title={t("exportHint")} download>
            <Download size={16} aria-hidden />
            {t("export")}
          </a>
        )}
        <ViewsMenu filters={{ ...state, ...fixed, sort: filters.sort }} columns={columns} open={(view) => {
          change({ ...emptyFilters(), ...view.query });
          setColumns(storedColumns(view.columns));
        }} />
        <ColumnChoice columns={columns} change={(next) => { setColumns(next); save(COLUMNS_KEY, next); }} />
      </header>
      <FilterBar filters={filters} change={change} fixed={fixed} searchBox={searchBox} />
      <Chips filters={filters} fixed={fixed} change={change} />
      <div aria-live="polite">
        {arrived > 0 && (
          <button type="button" className="arrived" onClick={show}>
            {t("newCases", { n: arrived })}
          </button>
        )}
      </div>
      <Loaded query={list} rows={14}>
        {() =>
          cases.length === 0 ? (
            <EmptyState title={t("emptyTitle")}>
              <p>{t("emptyText")}</p>
            </EmptyState>
          ) : (
            <CaseTable cases={cases} columns={columns} filters={filters} chosen={picked} picked={chosen} pick={pick} choose={setPicked} open={open} more={more} label={title} />
          )
        }
      </Loaded>
      <BulkBar cases={cases.filter((one) => chosen.has(one.number))} clear={clear} />
    </section>
  );
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
