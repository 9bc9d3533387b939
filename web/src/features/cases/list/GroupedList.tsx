import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";

import { useAreaWords } from "@/features/organisation/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { writeState } from "@/shared/lib/urlState";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Column } from "../model/columns";
import { layout } from "../model/columns";
import type { Filters, GroupBy } from "../model/filters";
import type { Group } from "../queries";
import { useCaseList, useChannels, useGroups } from "../queries";
import { texts as common } from "../texts";
import { cell } from "./Cells";
import { Figures } from "./Figures";
import { inOrder, useGroupName } from "./groups";
import { texts } from "./texts";

interface Props {
  filters: Filters;
  by: GroupBy;
  columns: Column[];
}

/** The list put together by one of its properties: sums of every group, its cases on demand. */
export function GroupedList({ filters, by, columns }: Props) {
  const t = useTexts(common);
  const l = useTexts(texts);
  const groups = useGroups(filters, by);
  return (
    <Loaded query={groups} rows={10}>
      {({ groups: found, more }) =>
        found.length === 0 ? (
          <EmptyState title={t("emptyTitle")}><p>{t("emptyText")}</p></EmptyState>
        ) : (
          <div className="grouped" tabIndex={0} role="region" aria-label={l("groupOf", { by: t(by) })}>
            {inOrder(by, found).map((group) => <One key={`${by}:${group.key}`} group={group} filters={filters} by={by} columns={columns} />)}
            {more > 0 && <p className="weak panel-body">{l("groupMore", { n: more })}</p>}
          </div>
        )
      }
    </Loaded>
  );
}

function One({ group, filters, by, columns }: Props & { group: Group }) {
  const l = useTexts(texts);
  const named = useGroupName();
  const { search } = useLocation();
  const [open, setOpen] = useState(false);
  const name = named(by, group.key, group.name);
  const Icon = open ? ChevronDown : ChevronRight;
  const door = writeState(new URLSearchParams(search), { group: `${by}:${group.key}`, by: "" }).toString();
  return (
    <section className="group">
      <h2>
        <button type="button" className="btn" data-quiet aria-expanded={open} aria-label={l("groupOpen", { name })} onClick={() => { setOpen(!open); }}>
          <Icon size={16} aria-hidden />
          {name}
        </button>
        <Link className="group-count" to={`?${door}`} aria-label={l("groupDoor", { name, n: group.count.toLocaleString("en-US") })}>{group.count.toLocaleString("en-US")}</Link>
        <Figures sums={group} bare />
      </h2>
      {open && <Inside filters={{ ...filters, group: `${by}:${group.key}` }} columns={columns} count={group.count} label={name} />}
    </section>
  );
}

function Inside({ filters, columns, count, label }: { filters: Filters; columns: Column[]; count: number; label: string }) {
  const l = useTexts(texts);
  const navigate = useNavigate();
  const words = { channel: useChannels(), area: useAreaWords() };
  const list = useCaseList(filters);
  const grid = layout(columns);
  const cases = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Loaded query={list} rows={Math.min(6, count)}>
      {() => (
        <>
          <ul className="group-rows" aria-label={label}>
            {cases.map((one) => (
              <li key={one.number} className="group-row" style={grid} onClick={() => void navigate(`/desk/cases/${one.number}`)}>
                {columns.map((column) => (
                  <span key={column} className={`cell cell-${column}`}>
                    {column === "title" ? <Link className="plain" to={`/desk/cases/${one.number}`}>{cell(column, one, words)}</Link> : cell(column, one, words)}
                  </span>
                ))}
              </li>
            ))}
          </ul>
          {list.hasNextPage && (
            <button type="button" className="btn" data-quiet disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {l("groupRest", { n: Math.min(50, Math.max(1, count - cases.length)) })}
            </button>
          )}
        </>
      )}
    </Loaded>
  );
}
