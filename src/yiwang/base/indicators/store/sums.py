"""SQL of questions: sums of clean days and months together with facts of the others.

One statement answers, so that a day that is being rolled up is never counted twice or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import msgspec

from yiwang.base.indicators.model.book import Measure
from yiwang.base.indicators.model.cuts import NONE, By, Cut, crossed, kept, level_of, months
from yiwang.base.indicators.model.periods import GRAINS
from yiwang.base.indicators.model.values import Sum
from yiwang.base.indicators.store.compile import Values, aggregate, amount, condition, counted
from yiwang.base.indicators.store.facts import read
from yiwang.base.indicators.store.rolling import layout
from yiwang.infra.database import Row, Tx

#: What a period is answered from: months and days whose sums are right, and the days whose facts are read.
#: Sums of another layout than the one asked for (definitions changed meanwhile) are not right.
_PIECES: Final = """
WITH dirt AS MATERIALIZED (
    SELECT grain, start FROM indicators_dirty
    WHERE basis = {basis} AND start >= date_trunc('month', {first}::date)::date AND start < {end}
), months AS MATERIALIZED (
    SELECT m.start FROM unnest({months}::date[]) AS m (start)
    WHERE (SELECT rolled->>{basis} = {layout} FROM indicators_state)
    EXCEPT SELECT start FROM dirt WHERE grain = 'month'
), others AS MATERIALIZED (
    SELECT d::date AS start FROM generate_series({first}::date, {end}::date - 1, interval '1 day') AS d
    WHERE date_trunc('month', d)::date NOT IN (SELECT start FROM months)
), days AS MATERIALIZED (
    SELECT start FROM others WHERE {daily} AND (SELECT rolled->>{basis} = {layout} FROM indicators_state)
    EXCEPT SELECT start FROM dirt WHERE grain = 'day'
), bare AS MATERIALIZED (SELECT start FROM others EXCEPT SELECT start FROM days)
"""


class Past(msgspec.Struct, frozen=True):
    """Facts as they were: rows of ``cases_facts_v1``, and the time zone in which they have their days."""

    rows: list[dict[str, Any]]
    timezone: str


async def totals(
    tx: Tx,
    basis: str,
    measures: Sequence[Measure],
    cut: Cut,
    by: By | None = None,
    *,
    rolled: Sequence[Measure] | None,
    past: Past | None = None,
) -> dict[str, dict[str, Sum]]:
    """Return sums by part (``''``: undivided) and code of the measure, all of one ``basis``.

    ``rolled``: the measures of which sums are kept, in the order they are kept in; without, or where sums
    cannot answer, everything is read from facts. Parts in which nothing is counted or missing are left out.
    Sums hold excluded cases too: as assessment counts, their few facts are taken off again.
    ``past``: the facts to be read instead of those of today.
    """
    values = Values()
    if past is not None:
        given = f"jsonb_populate_recordset(NULL::cases_facts_v1, {values(past.rows)}::jsonb)"
        text = f"WITH indicators_fact AS ({read(given, f'{values(past.timezone)}::text')}) "
        text += from_facts(basis, measures, cut, by, values)
        return gathered(await tx.fetch_planned(text, *values.all), measures)
    grains = kept(cut, by) if rolled and all(m.additive for m in measures) else frozenset()
    if grains and rolled:
        text = _mixed(basis, measures, cut, by, values, grains, rolled)
    else:
        text = from_facts(basis, measures, cut, by, values)
    return gathered(await tx.fetch_planned(text, *values.all), measures)


def gathered(rows: Sequence[Sequence[Any]], measures: Sequence[Measure]) -> dict[str, dict[str, Sum]]:
    """Add up rows of a part, and total and missing of each measure."""
    found: dict[str, dict[str, Sum]] = {}
    for key, *figures in rows:
        part = found.setdefault(NONE if key.endswith(NONE) else key, {})
        for measure, total, missing in zip(measures, figures[::2], figures[1::2], strict=True):
            part[measure.data.code] = _plus(part.get(measure.data.code, Sum()), total, missing)
    return {key: sums for key, sums in found.items() if any(s != Sum() for s in sums.values())}


def _plus(old: Sum, total: Any, missing: int) -> Sum:
    if total is None:
        return Sum(old.total, old.missing + missing)
    number = total if isinstance(total, Decimal) else Decimal(repr(total))
    return Sum(number if old.total is None else old.total + number, old.missing + missing)


def _mixed(
    basis: str,
    measures: Sequence[Measure],
    cut: Cut,
    by: By | None,
    values: Values,
    grains: frozenset[str],
    rolled: Sequence[Measure],
) -> str:
    given = {"basis": values(basis) + "::text", "layout": values(layout(rolled)) + "::text"}
    pieces = _PIECES.format(
        first=values(cut.first),
        end=values(cut.end),
        months=values(months(cut) if "month" in grains else []),
        daily=values("day" in grains) + "::bool",
        **given,
    )
    places = {m.key: n for n, m in enumerate(rolled, start=1)}
    day = f"f.{basis}_day"
    bare = f"{day} = ANY (ARRAY(SELECT start FROM bare))"
    parts = [from_facts(basis, measures, cut, by, values, bare)]
    if cut.assessed:
        everything = msgspec.structs.replace(cut, assessed=False)
        summed = f"f.excluded AND {day} NOT IN (SELECT start FROM bare)"
        parts.append(from_facts(basis, measures, everything, by, values, summed, sign="-"))
    parts += [
        _from_sums(basis, grain, [places[m.key] for m in measures], cut, by, values)
        for grain in sorted(grains)
    ]
    return pieces + " UNION ALL ".join(parts)


def _from_sums(basis: str, grain: str, places: Sequence[int], cut: Cut, by: By | None, values: Values) -> str:
    across = crossed(cut, by)
    dimension = next(iter(across), "")
    parts = [
        f"s.basis = {values(basis)}::text AND s.grain = '{grain}'",
        f"s.dimension = {values(dimension)}::text AND s.level = {level_of(cut, by)}",
        f"s.start = ANY (ARRAY(SELECT start FROM {grain}s))",
    ]
    if by is not None and by.dimension == "area" and cut.area is not None:
        parts.append(f"s.area = ANY ({values(list(by.areas))}::text[])")
    elif cut.area is not None:
        parts.append(f"s.area = {values(cut.area)}::text")
    chosen = {"unit": cut.units, "matter": cut.matters, "channel": cut.channel and (cut.channel,)}
    keys = chosen.get(dimension)
    if keys is not None:
        parts.append(f"s.key = ANY ({values(list(keys))}::text[])")
    match by:
        case None:
            key = "''"
        case By(dimension="area"):
            key = "s.area"
        case By(dimension="time"):
            key = f"({_piece('s.start', by)})::text"
        case _:
            key = "s.key"
    columns = ", ".join(f"sum(s.totals[{n}]), coalesce(sum(s.missing[{n}]), 0)" for n in places)
    return f"SELECT {key}, {columns} FROM indicators_sum s WHERE {' AND '.join(parts)} GROUP BY 1"


def _piece(day: str, by: By) -> str:
    assert by.grain in GRAINS
    return f"date_trunc('{by.grain}', {day})::date"


def where(basis: str, cut: Cut, values: Values) -> str:
    """Return the conditions of ``cut`` on the fact ``f``."""
    parts = [f"f.{basis}_day >= {values(cut.first)}::date AND f.{basis}_day < {values(cut.end)}::date"]
    if cut.area is not None:
        parts.append(f"{values.area(cut.level)} = {values(cut.area)}::text")
    for name, chosen in (("unit", cut.units), ("matter", cut.matters)):
        if chosen is not None:
            parts.append(f"f.{name} = ANY ({values(list(chosen))}::text[])")
    if cut.assessed:
        parts.append("NOT f.excluded")
    if cut.channel is not None:
        parts.append(f"f.channel = {values(cut.channel)}::text")
    return " AND ".join(parts)


def from_facts(
    basis: str,
    measures: Sequence[Measure],
    cut: Cut,
    by: By | None,
    values: Values,
    only: str = "true",
    sign: str = "",
) -> str:
    """Return the question to the facts of a cut; ``only``: another condition; ``-`` takes them off."""
    conditions = [where(basis, cut, values), only]
    given = None
    if len({m.where for m in measures}) == 1:  # as in a rate: facts that it is not about are not looked at
        conditions.append(condition(measures[0], values))
        given = "true"
    pairs = [aggregate(m, values, given) for m in measures]
    columns = ", ".join(f"{sign}({total}){values.dialect.total}, {sign}{missing}" for total, missing in pairs)
    key = _key(basis, by, values)
    return (
        f"SELECT ({key})::text, {columns} FROM {values.dialect.facts} f "
        f"WHERE {' AND '.join(conditions)} GROUP BY {key}"
    )


def _key(basis: str, by: By | None, values: Values) -> str:
    match by:
        case None:
            return "''::text"
        case By(dimension="area", level=level):
            return f"coalesce({values.area(level)}, '{NONE}')"
        case By(dimension="time"):
            return _piece(f"f.{basis}_day", by)
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
    """Return how many imported cases reported in the cut were closed and never had the day ``basis``."""
    values = Values()
    found: int = await tx.fetchval(
        f"SELECT count(*) FROM indicators_fact f WHERE {where('reported', cut, values)} "
        f"AND f.imported AND f.outcome = 'closed' AND f.{basis}_day IS NULL",
        *values.all,
    )
    return found


async def within(tx: Tx, basis: str, cut: Cut) -> list[Row]:
    """Return which cases are in a cut by the day ``basis``, and whose and where they are."""
    values = Values()
    return await tx.fetch_planned(
        "SELECT f.id, f.version, f.number, f.unit, f.matter, f.path "
        f"FROM indicators_fact f WHERE {where(basis, cut, values)}",
        *values.all,
    )
