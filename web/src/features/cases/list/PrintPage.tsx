import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Printer } from "lucide-react";
import { Fragment, useState } from "react";
import { useNavigate } from "react-router";

import { useAreaWords } from "@/features/organisation/public";
import { useMe } from "@/features/session/public";
import { api } from "@/shared/api/client";
import { useCity } from "@/shared/api/city";
import type { CaseSummary, Page } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { now } from "@/shared/time/clock";
import { fullTime } from "@/shared/time/format";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Column } from "../model/columns";
import { chosen as storedColumns } from "../model/columns";
import type { Filters } from "../model/filters";
import { FILTER_KEYS, GROUPS } from "../model/filters";
import type { Group } from "../queries";
import { LIST, SCROLL_PAGE, useChannels, useGroups } from "../queries";
import { texts as common } from "../texts";
import { cell } from "./Cells";
import { useWords } from "./Chips";
import { Figures } from "./Figures";
import { inOrder, useGroupName } from "./groups";
import { texts } from "./texts";
import "./print.css";

/** More rows than this go into a workbook instead. */
const MOST = 2000;
const KEYS = [...FILTER_KEYS, "columns", "title", "by"] as const;

interface Part {
  group: Group | null;
  cases: CaseSummary[];
}

async function read(filters: Partial<Filters>, most: number): Promise<CaseSummary[]> {
  const found: CaseSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<CaseSummary> = await api.get<Page<CaseSummary>>("/cases", { ...filters, limit: SCROLL_PAGE, cursor });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor && found.length < most);
  return found.slice(0, most);
}

/** A list as it goes on paper: its rows, its groups with their sums, the filters, the time and the person in words. */
export default function PrintPage() {
  const t = useTexts(common);
  const l = useTexts(texts);
  const [{ columns: wanted, title, by: group, ...filters }] = useUrlState(KEYS);
  const by = GROUPS.find((one) => one === group) ?? null;
  const columns = storedColumns(wanted.split(","));
  const groups = useGroups(filters, by);
  const parts = useQuery({
    queryKey: [LIST, "print", filters, by, groups.data?.sums.count ?? null],
    queryFn: async (): Promise<Part[]> => {
      if (!by) return [{ group: null, cases: await read(filters, MOST) }];
      const found: Part[] = [];
      let left = MOST;
      for (const one of inOrder(by, groups.data?.groups ?? [])) {
        if (left <= 0) break;
        const cases = await read({ ...filters, group: `${by}:${one.key}` }, left);
        left -= cases.length;
        found.push({ group: one, cases });
      }
      return found;
    },
    enabled: groups.data !== undefined,
    staleTime: Infinity,
  });
  return (
    <article className="paper">
      <Head title={title || t("cases")} filters={filters} ready={parts.data !== undefined} />
      <Loaded query={parts} rows={14}>
        {(found) => {
          const shown = found.reduce((n, part) => n + part.cases.length, 0);
          const total = groups.data?.sums.count ?? shown;
          return shown === 0 ? (
            <EmptyState title={t("emptyTitle")} />
          ) : (
            <>
              <p>{total > shown ? l("printCut", { n: shown, total }) : l("printRows", { n: shown })} {groups.data && <Figures sums={groups.data.sums} bare />}</p>
              <Rows parts={found} columns={columns} />
            </>
          );
        }}
      </Loaded>
    </article>
  );
}

function Head({ title, filters, ready }: { title: string; filters: Filters; ready: boolean }) {
  const l = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const navigate = useNavigate();
  const city = useCity();
  const words = useWords(filters);
  const [at] = useState(now);
  const set = FILTER_KEYS.filter((key) => key !== "sort" && filters[key] !== "").map((key) => words[key]?.(filters[key]) ?? filters[key]);
  return (
    <header>
      <div className="paper-acts">
        <button type="button" className="btn" onClick={() => void navigate(-1)}><ArrowLeft size={16} aria-hidden />{l("printBack")}</button>
        <button type="button" className="btn" data-primary disabled={!ready} onClick={() => { window.print(); }}><Printer size={16} aria-hidden />{l("printNow")}</button>
      </div>
      <h1>{city ? `${say(city)} · ${title}` : title}</h1>
      <p>{l("printFilters", { words: set.join("；") || l("printAll") })}</p>
      <p className="weak">{l("printBy", { who: (typeof me.person === "object" ? me.person?.name : null) ?? me.name, at: fullTime(new Date(at).toISOString()) })}</p>
    </header>
  );
}

function Rows({ parts, columns }: { parts: Part[]; columns: Column[] }) {
  const t = useTexts(common);
  const named = useGroupName();
  const [{ by: group }] = useUrlState(KEYS);
  const by = GROUPS.find((one) => one === group) ?? null;
  const words = { channel: useChannels(), area: useAreaWords() };
  return (
    <table>
      <thead>
        <tr>{columns.map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <Fragment key={part.group?.key ?? "*"}>
            {part.group && by && (
              <tr className="paper-group">
                <th scope="rowgroup" colSpan={columns.length}>{named(by, part.group.key, part.group.name)} <Figures sums={part.group} /></th>
              </tr>
            )}
            {part.cases.map((one) => (
              <tr key={one.number}>{columns.map((column) => <td key={column} className={`cell-${column}`}>{cell(column, one, words)}</td>)}</tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
