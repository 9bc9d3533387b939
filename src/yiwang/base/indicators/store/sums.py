"""SQL of sums: rolling days up, and asking sums of clean days together with facts of dirty ones.

One statement answers, so that a day that is being rolled up is never counted twice or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import msgspec

from yiwang.base.indicators.model.book import Measure
from yiwang.base.indicators.model.cuts import NONE, By, Cut, can_roll, crossed
from yiwang.base.indicators.model.values import Sum
from yiwang.base.indicators.store.compile import Values, aggregate, amount, column, counted
from yiwang.infra.database import Row, Tx

#: Areas that a fact is counted in, by place on the path; what lies no deeper is the part ``CODE-``.
_AREAS: Final = (
    "''", f"coalesce(f.path[1], '{NONE}')", f"coalesce(f.path[2], f.path[1] || '{NONE}')",
    f"coalesce(f.path[3], f.path[2] || '{NONE}')",
)  # fmt: skip
_CROSSED: Final = ("unit", "matter", "channel")
_CELLS: Final = ", ".join(
    [f"('', {area}, '')" for area in _AREAS]
    + [f"('{d}', {area}, coalesce(f.{d}, '{NONE}'))" for d in _CROSSED for area in _AREAS[:3]]
)


def _columns(measures: Sequence[Measure], values: Values) -> tuple[str, str]:
    """Return the aggregates of ``measures``, and the rows they are turned into."""
    pairs = [aggregate(m, values) for m in measures]
    columns = ", ".join(f"{t} AS t{i}, {n} AS n{i}" for i, (t, n) in enumerate(pairs))
    rows = ", ".join(f"({values(m.key)}::text, g.t{i}, g.n{i})" for i, m in enumerate(measures))
    return columns, rows


async def roll(tx: Tx, basis: str, measures: Sequence[Measure], days: Sequence[date]) -> None:
    """Sum the facts of ``days`` anew and hold them for clean."""
    await tx.execute("DELETE FROM indicators_dirty WHERE basis = $1 AND day = ANY ($2)", basis, list(days))
    keys = [m.key for m in measures]
    await tx.execute(
        "DELETE FROM indicators_sum WHERE measure = ANY ($1) AND day = ANY ($2)", keys, list(days)
    )
    if not measures:
        return
    values = Values()
    wanted = values(list(days))
    columns, rows = _columns(measures, values)
    await tx.execute(
        f"""
        INSERT INTO indicators_sum (measure, dimension, area, day, key, total, missing)
        SELECT m.measure, g.dimension, g.area, g.day, g.key, m.total, m.missing
        FROM (
            SELECT x.dimension, x.area, f.{basis}_day AS day, x.key, {columns}
            FROM indicators_fact f CROSS JOIN LATERAL (VALUES {_CELLS}) AS x (dimension, area, key)
            WHERE f.{basis}_day = ANY ({wanted}::date[]) AND x.area IS NOT NULL
            GROUP BY 1, 2, 3, 4
        ) AS g CROSS JOIN LATERAL (VALUES {rows}) AS m (measure, total, missing)
        WHERE m.total IS NOT NULL OR m.missing > 0
        """,
        *values.all,
    )


async def dirty(tx: Tx, basis: str, limit: int) -> list[date]:
    """Return up to ``limit`` days to be rolled up, the newest first."""
    rows = await tx.fetch(
        "SELECT day FROM indicators_dirty WHERE basis = $1 ORDER BY day DESC LIMIT $2", basis, limit
    )
    return [row["day"] for row in rows]


async def begin(tx: Tx, basis: str, digest: str) -> None:
    """Hold all days of a basis for dirty: its measures are others than those rolled up."""
    await tx.execute(
        f"INSERT INTO indicators_dirty SELECT DISTINCT $1, {basis}_day FROM indicators_fact "
        f"WHERE {basis}_day IS NOT NULL ON CONFLICT DO NOTHING",
        basis,
    )
    await tx.execute(
        "UPDATE indicators_state SET rolled = rolled || jsonb_build_object($1::text, $2::text)", basis, digest
    )


async def drop_others(tx: Tx, keys: Sequence[str]) -> None:
    """Delete the sums of measures that are no longer defined."""
    await tx.execute("DELETE FROM indicators_sum WHERE measure <> ALL ($1)", list(keys))


async def totals(
    tx: Tx, basis: str, measures: Sequence[Measure], cut: Cut, by: By | None = None, *, rolled: bool
) -> dict[str, dict[str, Sum]]:
    """Return sums by part (``''``: undivided) and code of the measure, all of one ``basis``.

    ``rolled``: sums of clean days may be used, if they can answer; otherwise everything is read from facts.
    Sums hold excluded cases too: as assessment counts, their few facts are taken off again.
    """
    values = Values()
    usable = rolled and can_roll(cut, by) and all(m.additive for m in measures)
    if usable:
        parts = [_from_facts(basis, measures, cut, by, values, _IS_DIRTY)]
        parts.append(_from_sums(basis, measures, cut, by, values))
        if cut.assessed:
            whole = msgspec.structs.replace(cut, assessed=False)
            parts.append(_from_facts(basis, measures, whole, by, values, _EXCLUDED, sign="-"))
    else:
        parts = [_from_facts(basis, measures, cut, by, values)]
    rows = await tx.fetch_planned(" UNION ALL ".join(parts), *values.all)
    codes = {m.key: m.data.code for m in measures}
    found: dict[str, dict[str, Sum]] = {}
    for row in rows:
        key = row["key"] if by is None or by.dimension != "area" else _part(row["key"])
        part = found.setdefault(key, {})
        part[codes[row["measure"]]] = _plus(part.get(codes[row["measure"]], Sum()), row)
    return found


def _part(area: str) -> str:
    return NONE if area.endswith(NONE) else area


def _plus(old: Sum, row: Any) -> Sum:
    total = row["total"] if old.total is None else old.total + (row["total"] or 0)
    return Sum(total, old.missing + row["missing"])


def _from_sums(basis: str, measures: Sequence[Measure], cut: Cut, by: By | None, values: Values) -> str:
    across = crossed(cut, by)
    dimension = next(iter(across)) if across else ""
    parts = [
        f"s.measure = ANY ({values([m.key for m in measures])}::text[])",
        f"s.dimension = {values(dimension)}::text",
        f"s.day >= {values(cut.first)}::date AND s.day < {values(cut.end)}::date",
        f"NOT EXISTS (SELECT FROM indicators_dirty d WHERE d.basis = {values(basis)} AND d.day = s.day)",
    ]
    if by is not None and by.dimension == "area":
        parts.append(f"s.area = ANY ({values(list(by.areas))}::text[])")
    else:
        parts.append(f"s.area = {values(cut.area or '')}::text")
    chosen = {"unit": cut.units, "matter": cut.matters, "channel": cut.channel and (cut.channel,)}.get(
        dimension
    )
    if chosen is not None:
        parts.append(f"s.key = ANY ({values(list(chosen))}::text[])")
    key = "''"
    if by is not None:
        key = {"area": "s.area", "time": _piece("s.day", by, values)}.get(by.dimension, "s.key")
    return (
        f"SELECT s.measure, {key} AS key, sum(s.total) AS total, sum(s.missing)::bigint AS missing "
        f"FROM indicators_sum s WHERE {' AND '.join(parts)} GROUP BY 1, 2"
    )


def _piece(day: str, by: By, values: Values) -> str:
    return f"(date_trunc({values(by.grain)}::text, {day})::date)::text" if by.dimension == "time" else "''"


def where(basis: str, cut: Cut, values: Values) -> str:
    """Return the conditions of ``cut`` on the fact ``f``."""
    parts = [f"f.{basis}_day >= {values(cut.first)}::date AND f.{basis}_day < {values(cut.end)}::date"]
    if cut.area is not None:
        parts.append(f"f.path @> ARRAY[{values(cut.area)}::text]")
    for name, chosen in (("unit", cut.units), ("matter", cut.matters)):
        if chosen is not None:
            parts.append(f"f.{name} = ANY ({values(list(chosen))}::text[])")
    if cut.assessed:
        parts.append("NOT f.excluded")
    if cut.channel is not None:
        parts.append(f"f.channel = {values(cut.channel)}::text")
    return " AND ".join(parts)


#: Which facts are read beside the sums: those of dirty days, and those of clean days that are taken off.
_IS_DIRTY: Final = "f.{day} IN (SELECT day FROM indicators_dirty WHERE basis = {basis}::text)"
_EXCLUDED: Final = (
    "f.excluded AND f.{day} NOT IN (SELECT day FROM indicators_dirty WHERE basis = {basis}::text)"
)


def _from_facts(
    basis: str,
    measures: Sequence[Measure],
    cut: Cut,
    by: By | None,
    values: Values,
    only: str = "",
    sign: str = "",
) -> str:
    conditions = where(basis, cut, values)
    if only:
        conditions += f" AND {only.format(day=f'{basis}_day', basis=values(basis))}"
    columns, rows = _columns(measures, values)
    return (
        f"SELECT m.measure, g.key, {sign}m.total AS total, {sign}m.missing AS missing "
        f"FROM (SELECT {_key(basis, by, values)} AS key, {columns} "
        f"FROM indicators_fact f WHERE {conditions} GROUP BY 1) AS g "
        f"CROSS JOIN LATERAL (VALUES {rows}) AS m (measure, total, missing)"
    )


def _key(basis: str, by: By | None, values: Values) -> str:
    match by:
        case None:
            return "''::text"
        case By(dimension="area", level=level):
            return f"coalesce(f.path[{int(level)}], '{NONE}')"
        case By(dimension="time"):
            return _piece(f"f.{basis}_day", by, values)
    return f"coalesce(f.{by.dimension}, '{NONE}')"


class Side(msgspec.Struct, frozen=True):
    """Which cases of a measure: ``counted``, ``giving`` something to it, the ``rest``, or ``missing``."""

    measure: Measure
    kind: str


async def cases(tx: Tx, side: Side, cut: Cut, after: str, limit: int) -> list[str]:
    """Return numbers of cases behind a measure, in their order, after one of them."""
    values = Values()
    taken, missing = counted(side.measure, values)
    condition = missing if side.kind == "missing" else taken
    if side.kind == "giving":
        condition += f" AND {amount(side.measure, values)} <> 0"
    elif side.kind == "rest":
        condition += f" AND coalesce({amount(side.measure, values)}, 0) = 0"
    rows = await tx.fetch_planned(
        f"SELECT f.number FROM indicators_fact f WHERE {where(side.measure.data.on, cut, values)} "
        f"AND {condition} AND f.number > {values(after)}::text ORDER BY f.number LIMIT {values(limit)}::int",
        *values.all,
    )
    return [row["number"] for row in rows]


async def lacking(tx: Tx, basis: str, cut: Cut) -> int:
    """Return how many imported cases reported in the cut never had the day ``basis``."""
    values = Values()
    found: int = await tx.fetchval(
        f"SELECT count(*) FROM indicators_fact f WHERE {where('reported', cut, values)} "
        f"AND {column('imported')} AND f.{basis}_day IS NULL",
        *values.all,
    )
    return found


async def within(tx: Tx, basis: str, cut: Cut) -> list[Row]:
    """Return ``id``, ``version``, ``number`` of all facts of a cut, by the day ``basis``."""
    values = Values()
    return await tx.fetch_planned(
        f"SELECT f.id, f.version, f.number FROM indicators_fact f WHERE {where(basis, cut, values)}",
        *values.all,
    )
