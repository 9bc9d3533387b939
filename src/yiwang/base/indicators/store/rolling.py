"""SQL of rolling up: sums of days and of months made anew from the facts, in one pass over them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from yiwang.base.indicators.model.book import Measure
from yiwang.base.indicators.model.cuts import CROSSED, DEPTHS, NONE, days_of_month
from yiwang.base.indicators.store.compile import Values, aggregate
from yiwang.infra.database import Tx

#: The area of a fact by level; what lies no deeper is the part ``CODE-``, what lies nowhere ``-``.
_AREAS: Final = (
    f"coalesce(f.path[1], '{NONE}') AS a1",
    f"coalesce(f.path[2], f.path[1] || '{NONE}', '{NONE}') AS a2",
    f"coalesce(f.path[3], f.path[2] || '{NONE}') AS a3",
    *(f"coalesce(f.{name}, '{NONE}') AS k_{name}" for name in CROSSED),
)
_GROUPED: Final = ("a1", "a2", "a3", *(f"k_{name}" for name in CROSSED))


def layout(measures: Sequence[Measure]) -> str:
    """Return what stands for the order of ``measures`` in the rows of their sums."""
    return hashlib.sha256("\n".join(m.key for m in measures).encode()).hexdigest()[:16]


def _shapes(grain: str) -> dict[tuple[str, ...], tuple[str, int]]:
    """Return by columns grouped which dimension and level of areas their sums are of."""
    alone, together = DEPTHS[grain]
    found: dict[tuple[str, ...], tuple[str, int]] = {(): ("", 0)}
    found |= {(f"a{level}",): ("", level) for level in range(1, alone + 1)}
    return found | {(f"a{n}", f"k_{name}"): (name, n) for name in CROSSED for n in range(1, together + 1)}


async def roll(tx: Tx, basis: str, grain: str, measures: Sequence[Measure], starts: Sequence[date]) -> None:
    """Sum the facts of days, or of months, anew and hold them for clean: one pass over the facts."""
    for table in ("indicators_dirty", "indicators_sum"):
        await tx.execute(
            f"DELETE FROM {table} WHERE basis = $1 AND grain = $2 AND start = ANY ($3)",
            basis, grain, list(starts),
        )  # fmt: skip
    if not measures:
        return
    values = Values()
    day = f"f.{basis}_day"
    start = f"date_trunc('month', {day})::date" if grain == "month" else day
    days = values([d for s in starts for d in (days_of_month(s) if grain == "month" else [s])])
    columns = [aggregate(m, values) for m in measures]
    missing = ", ".join(n for _, n in columns)
    shapes = _shapes(grain)
    sets = ", ".join(f"({', '.join(('start', *grouped))})" for grouped in shapes)
    kinds = ", ".join(
        f"({_unset(grouped)}, '{dimension}', {level})" for grouped, (dimension, level) in shapes.items()
    )
    await tx.execute(
        f"""
        INSERT INTO indicators_sum (basis, grain, dimension, level, start, area, key, totals, missing)
        SELECT {values(basis)}::text, {values(grain)}::text, x.dimension, x.level, g.start,
            coalesce(g.area, ''), g.key, g.totals, nullif(g.missing, array_fill(0, ARRAY[{len(measures)}]))
        FROM (
            SELECT f.start, coalesce(f.a1, f.a2, f.a3) AS area,
                coalesce({", ".join(f"f.k_{name}" for name in CROSSED)}, '') AS key,
                grouping({", ".join(f"f.{c}" for c in _GROUPED)}) AS kind,
                ARRAY[{", ".join(f"({t})::numeric" for t, _ in columns)}] AS totals,
                ARRAY[{missing}]::int[] AS missing
            FROM (SELECT f.*, {start} AS start, {", ".join(_AREAS)} FROM indicators_fact f
                WHERE {day} = ANY ({days}::date[])) AS f
            GROUP BY GROUPING SETS ({sets})
        ) AS g JOIN (VALUES {kinds}) AS x (kind, dimension, level) USING (kind)
        WHERE x.level = 0 OR g.area IS NOT NULL
        """,
        *values.all,
    )


def _unset(grouped: Iterable[str]) -> int:
    """Return what SQL's ``grouping`` says of a set: a bit for every column that is not in it."""
    return sum(1 << n for n, name in enumerate(reversed(_GROUPED)) if name not in grouped)


async def dirty(tx: Tx, basis: str, grain: str, limit: int) -> list[date]:
    """Return the first days of up to ``limit`` days or months to be rolled up, the newest first."""
    rows = await tx.fetch(
        "SELECT start FROM indicators_dirty WHERE basis = $1 AND grain = $2 ORDER BY start DESC LIMIT $3",
        basis, grain, limit,
    )  # fmt: skip
    return [row["start"] for row in rows]


async def begin(tx: Tx, basis: str, digest: str) -> None:
    """Hold all days and months of a basis for dirty: its measures are others than those rolled up."""
    await tx.execute(
        f"INSERT INTO indicators_dirty (basis, grain, start) "
        f"SELECT DISTINCT $1, g.grain, date_trunc(g.grain, {basis}_day)::date "
        f"FROM indicators_fact, (VALUES ('day'), ('month')) AS g (grain) "
        f"WHERE {basis}_day IS NOT NULL ON CONFLICT DO NOTHING",
        basis,
    )
    await tx.execute(
        "UPDATE indicators_state SET rolled = rolled || jsonb_build_object($1::text, $2::text)", basis, digest
    )
