"""SQL of lists and search: few statements, whatever the number of cases.

A list is answered in one of two ways. *Gathering* finds up to 10,001 matches in whatever order is cheapest;
if there are no more, they are all, and the page is sorted out of them. *Walking* goes along an index in the
order of the list; it is used only where gathering found more, so that it meets enough matches soon.

Left alone, the planner errs here in three ways, and each has its answer:
- a LIMIT lets it gamble on meeting matches early: what is gathered is planned as if all were wanted
  (MATERIALIZED) and cut off while it is read;
- it takes the pairs of a Chinese word for independent and expects far too few matches: which of text and
  row conditions is rarer is decided by estimates of single words;
- walking must not fall back to gathering: the text is matched by a function, which no index answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.cases.model.filters import MOST_COUNTED, SORTS
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store.cases import decode_state
from yiwang.base.cases.store.wanted import Wanted, Where, matching, opened_between, row_conditions
from yiwang.infra.database import Row, Tx

Position = tuple[Any, UUID]


class Found(msgspec.Struct, frozen=True):
    """A page's positions (sort key and id), and how many match (one more than counted: there are more)."""

    keys: list[Position]
    total: int


class Plan(msgspec.Struct, frozen=True):
    """How matches are found: ``source`` is a query that gives ``id`` and ``key``."""

    source: str
    values: list[Any]


async def gather(tx: Tx, w: Wanted, limit: int, after: Position | None = None, skip: int = 0) -> Found:
    """Find up to 10,001 matches and the page after ``after`` out of them; no page if there are more."""
    plan = await _gathering(tx, w)
    values = list(plan.values)
    order, compare = _order(w)
    bound = ""
    if after is not None:
        values += after
        bound = f"WHERE (key, id) {compare} (${len(values) - 1}::timestamptz, ${len(values)}::uuid)"
    sql = f"""
WITH found AS MATERIALIZED ({plan.source}),
hit AS MATERIALIZED (SELECT id, key FROM found LIMIT {MOST_COUNTED + 1})
SELECT n, id, key FROM (SELECT count(*) AS n FROM hit) AS counted
LEFT JOIN (SELECT id, key FROM hit {bound} ORDER BY {order}
    LIMIT {int(limit)} OFFSET {int(skip)}) AS page ON true
ORDER BY {order}
"""
    rows = await tx.fetch_planned(sql, *values)
    return Found([(r["key"], r["id"]) for r in rows if r["id"] is not None], rows[0]["n"])


async def walk(tx: Tx, w: Wanted, limit: int, after: Position | None = None, skip: int = 0) -> list[Position]:
    """Return the page ``skip`` rows after ``after``, going along an index in the order of the list."""
    where = Where()
    by_vector = w.has_text and not w.needs_row()
    table, key, identity = ("s", "opened_at", "case_id") if by_vector else ("c", w.column, "id")
    source = "cases_search s" if by_vector else "cases_case c"
    if by_vector:
        opened_between(w, where, "s")
        where.add("ts_match_vq(s.words, {0}::text::tsquery)", " & ".join(w.members()))
    else:
        row_conditions(w, where, marks=not w.has_text)
        if w.has_text:
            query = where.value(" & ".join(w.members()))
            source += (
                " CROSS JOIN LATERAL (SELECT FROM cases_search s WHERE s.case_id = c.id "
                f"AND ts_match_vq(s.words, {query}::text::tsquery) OFFSET 0) AS matched"
            )
    _, compare = _order(w)
    if after is not None:
        where.add(f"({table}.{key}, {table}.{identity}) {compare} ({{0}}::timestamptz, {{1}}::uuid)", *after)
    way = "DESC" if SORTS[w.sort][1] else "ASC"
    sql = f"""
SELECT {table}.{identity} AS id, {table}.{key} AS key FROM {source} WHERE {where.take()}
ORDER BY {table}.{key} {way}, {table}.{identity} {way} LIMIT {int(limit)} OFFSET {int(skip)}
"""
    return [(r["key"], r["id"]) for r in await tx.fetch_planned(sql, *where.values)]


def _order(w: Wanted) -> tuple[str, str]:
    descending = SORTS[w.sort][1]
    way = "DESC" if descending else "ASC"
    return f"key {way}, id {way}", "<" if descending else ">"


async def _gathering(tx: Tx, w: Wanted) -> Plan:
    """Return the cheapest query for all matches: by vector, by row, or one of them checked by the other."""
    if not w.needs_row() and (w.has_text or len(w.members()) > 1):
        where = Where()
        where.add("s.words @@ {0}::text::tsquery", " & ".join(w.members()))
        opened_between(w, where, "s")
        source = f"SELECT s.case_id AS id, s.opened_at AS key FROM cases_search s WHERE {where.take()}"
        return Plan(source, where.values)
    if not w.has_text:
        where = Where()
        row_conditions(w, where, marks=True)
        source = f"SELECT c.id, c.{w.column} AS key FROM cases_case c WHERE {where.take()}"
        return Plan(source, where.values)
    rows, matches = await _estimates(tx, w)
    return _rows_first(w) if rows <= matches else _text_first(w)


def _text_first(w: Wanted) -> Plan:
    where = Where()
    where.add("s.words @@ {0}::text::tsquery", " & ".join(w.members()))
    opened_between(w, where, "s")
    text = where.take()
    row_conditions(w, where, marks=False)
    source = f"""
SELECT c.id, c.key FROM (SELECT s.case_id FROM cases_search s WHERE {text} OFFSET 0) AS t
CROSS JOIN LATERAL (
    SELECT c.id, c.{w.column} AS key FROM cases_case c
    WHERE c.id = t.case_id AND {where.take()} OFFSET 0) AS c
"""
    return Plan(source, where.values)


def _rows_first(w: Wanted) -> Plan:
    where = Where()
    row_conditions(w, where, marks=True)
    rows = where.take()
    query = where.value(" & ".join(w.members()))
    source = f"""
SELECT r.id, r.key FROM (SELECT c.id, c.{w.column} AS key FROM cases_case c WHERE {rows} OFFSET 0) AS r
CROSS JOIN LATERAL (
    SELECT FROM cases_search s
    WHERE s.case_id = r.id AND s.words @@ {query}::text::tsquery OFFSET 0) AS matched
"""
    return Plan(source, where.values)


async def _estimates(tx: Tx, w: Wanted) -> tuple[float, float]:
    """Return about how many rows meet the row conditions, and at most how many the text; one statement."""
    where = Where()
    row_conditions(w, where, marks=True)
    branches = [f"SELECT 1 FROM cases_case c WHERE {where.take()}"]
    branches += [
        f"SELECT 1 FROM cases_search s WHERE s.words @@ {where.value(member)}::text::tsquery"
        for member in w.members()
    ]
    sql = "EXPLAIN (FORMAT JSON) " + " UNION ALL ".join(branches)
    found: Any = await tx.fetch_planned(sql, *where.values)
    plan = msgspec.json.decode(found[0][0])[0]["Plan"]
    numbers = [float(branch["Plan Rows"]) for branch in plan.get("Plans", ())]
    if len(numbers) != len(branches):
        return 0.0, 0.0  # a branch was proved empty: either way is quick
    return numbers[0], min(numbers[1:])


_LISTED = """
c.id, c.number, c.stage, c.side, c.title, c.matter, c.area, c.path, c.address, c.lon, c.lat, c.unit,
c.channel, c.source, c.urgency, c.reports, c.opened_at, c.due_at, c.closed_at, c.supervised, c.version,
c.brief::text AS brief
"""
_ROWS = f"SELECT {_LISTED} FROM cases_case c WHERE c.id = ANY($1)"


async def rows(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Row]:
    """Return what lists show of cases, by id; nothing of it lies out of line."""
    if not ids:
        return {}
    return {r["id"]: r for r in await tx.fetch(_ROWS, list(ids))}


_EXPORTED = """
SELECT id, number, stage, side, title, matter, area, address, lon, lat, unit, channel, source, urgency,
    reports, opened_at, due_at, final_due_at, closed_at, on_time, satisfaction, supervised
FROM cases_case WHERE id = ANY($1)
"""


async def exported(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Row]:
    """Return the plain columns of cases by id."""
    return {r["id"]: r for r in await tx.fetch(_EXPORTED, list(ids))}


async def tasks(
    tx: Tx,
    units: Sequence[str],
    *,
    area: str | None,
    kinds: Sequence[str],
    limit: int,
    after: tuple[datetime | None, UUID] | None,
) -> list[Row]:
    """Return live tasks of ``units`` with their case, those due first at the top, undated ones last."""
    where = Where()
    where.add("t.unit = ANY({0}) AND t.status IN ('open', 'signed')", list(units))
    if area is not None:
        where.add("c.path @> ARRAY[{0}::text]", area)
    if kinds:
        where.add("t.kind = ANY({0})", list(kinds))
    if after is not None and after[0] is not None:
        where.add("((t.due_at, t.id) > ({0}::timestamptz, {1}::uuid) OR t.due_at IS NULL)", *after)
    elif after is not None:
        where.add("t.due_at IS NULL AND t.id > {0}::uuid", after[1])
    sql = f"""
SELECT t.id AS task, t.kind, t.unit AS task_unit, t.person, t.status, t.opened_at AS task_opened_at,
    t.signed_at, t.due_at AS task_due_at, {_LISTED}
FROM cases_task t JOIN cases_case c ON c.id = t.case_id
WHERE {where.take()} ORDER BY t.due_at, t.id LIMIT {int(limit)}
"""
    return await tx.fetch_planned(sql, *where.values)


async def count_tasks(tx: Tx, units: Sequence[str]) -> int:
    """Return how many live tasks ``units`` have, counted to one more than 10,000."""
    found: int = await tx.fetchval(
        "SELECT count(*) FROM (SELECT FROM cases_task WHERE unit = ANY($1) AND status IN ('open', 'signed') "
        f"LIMIT {MOST_COUNTED + 1}) AS counted",
        list(units),
    )
    return found


_KEYS = {
    "unit": "coalesce(c.unit, '-')",
    "matter": "coalesce(c.matter, '-')",
    "stage": "c.stage",
    "channel": "c.channel",
    "source": "c.source",
    "area": "coalesce(c.path[2], c.path[1], '-')",
    "month": "to_char(c.opened_at AT TIME ZONE {zone}, 'YYYY-MM')",
    "on_time": "CASE WHEN c.closed_at IS NULL AND c.stage IN ('rejected', 'not_filed', 'void', 'merged') "
    "THEN 'ended' WHEN c.closed_at IS NULL THEN 'open' WHEN c.on_time THEN 'on_time' "
    "WHEN NOT c.on_time THEN 'overdue' ELSE 'no_target' END",
}


async def counted_by(tx: Tx, w: Wanted, by: str, zone: str) -> list[Row]:
    """Return ``key`` and ``count`` of matching cases, grouped by one of their properties."""
    where = Where()
    matching(w, where)
    place = where.value(zone) + "::text"
    where.add(f"{place} IS NOT NULL")  # the zone is a value of every statement, used or not
    key = _KEYS[by].replace("{zone}", place)
    return await tx.fetch_planned(
        f"SELECT {key} AS key, count(*) AS count FROM cases_case c WHERE {where.take()} "
        "GROUP BY 1 ORDER BY 1",
        *where.values,
    )


async def numbers(tx: Tx, w: Wanted, limit: int) -> list[Row]:
    """Return ``id, number`` of matching cases, the oldest first."""
    where = Where()
    matching(w, where)
    most = where.value(limit)
    return await tx.fetch_planned(
        f"SELECT c.id, c.number FROM cases_case c WHERE {where.take()} "
        f"ORDER BY c.opened_at, c.id LIMIT {most}",
        *where.values,
    )


async def states(tx: Tx, w: Wanted, limit: int) -> list[CaseState]:
    """Return the states of matching cases, the oldest first."""
    where = Where()
    matching(w, where)
    most = where.value(limit)
    rows = await tx.fetch_planned(
        f"SELECT c.state FROM cases_case c WHERE {where.take()} ORDER BY c.opened_at, c.id LIMIT {most}",
        *where.values,
    )
    return [decode_state(row["state"]) for row in rows]
