"""SQL of counting: what was counted of cases, and the counts themselves. Written only here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.base.wall.model.face import FIGURES, Difference, Face, Known
from yiwang.infra.database import Row, Tx

_LATEST = 60

_FACE = (
    "stage", "live", "important", "channel", "matter", "unit", "place", "reports", "opened_day", "due_at",
    "closed_day", "on_time", "satisfaction",
)  # fmt: skip
_TYPES = (
    "text", "bool", "bool", "text", "text", "text", "int8", "int4", "date", "timestamptz", "date", "bool",
    "int2",
)  # fmt: skip
_OWN = (("id", "uuid"), ("number", "text"), ("version", "int4"), ("shown", "bool"), ("path", "text"))
_COLUMNS = [*_OWN, *zip(_FACE, _TYPES, strict=True)]
_PUT = f"""
INSERT INTO wall_case ({", ".join(name for name, _ in _COLUMNS)}, changed_at)
SELECT {", ".join("string_to_array(path, ' ')" if n == "path" else n for n, _ in _COLUMNS)},
    $1::timestamptz
FROM unnest({", ".join(f"${i}::{t}[]" for i, (_, t) in enumerate(_COLUMNS, 2))})
    AS fresh({", ".join(name for name, _ in _COLUMNS)})
ON CONFLICT (id) DO UPDATE SET
    {", ".join(f"{n} = excluded.{n}" for n, _ in _COLUMNS if n not in {"id", "number"})},
    changed_at = excluded.changed_at
"""
_PUT_DAYS = f"""
INSERT INTO wall_day AS d (day, key, {", ".join(FIGURES)})
SELECT * FROM unnest($1::date[], $2::text[], {", ".join(f"${i}::int4[]" for i in range(3, 3 + len(FIGURES)))})
ON CONFLICT (day, key) DO UPDATE SET {", ".join(f"{f} = d.{f} + excluded.{f}" for f in FIGURES)}
"""
_PUT_CELLS = """
INSERT INTO wall_cell AS c (zoom, bucket, cell, n)
SELECT * FROM unnest($1::int2[], $2::int4[], $3::int8[], $4::int4[])
ON CONFLICT (zoom, bucket, cell) DO UPDATE SET n = c.n + excluded.n
"""
_LOCK = "SELECT seq, swept, imports, resting FROM wall_state WHERE one FOR UPDATE"
_FOUND = """
INSERT INTO wall_state (seq, swept, imports, resting, latest)
VALUES (0, '00000000-0000-0000-0000-000000000000', '', false, '[]')
ON CONFLICT DO NOTHING
"""


async def lock(tx: Tx) -> Row:
    """Keep other writers of the counts out until the transaction ends; returns the state."""
    row = await tx.fetchrow(_LOCK)
    if row is None:
        await tx.execute(_FOUND)
        row = await tx.fetchrow(_LOCK)
    return row


async def known(tx: Tx, cases: Sequence[UUID]) -> dict[UUID, Known]:
    """Return what was counted of ``cases``."""
    rows = await tx.fetch("SELECT * FROM wall_case WHERE id = ANY($1)", list(cases))
    return {row["id"]: _known(row) for row in rows}


def _known(row: Row) -> Known:
    face = Face(path=tuple(row["path"]), **{n: row[n] for n in _FACE}) if row["shown"] else None
    return Known(row["id"], row["number"], row["version"], face)


_NOTHING = Face(
    stage="", live=False, important=False, channel="", matter=None, unit=None, path=(), place=None, reports=0,
    opened_day=datetime(1970, 1, 1).date(),  # noqa: DTZ001 - a day without a zone: the row counts nowhere
    due_at=None, closed_day=None, on_time=None, satisfaction=None,
)  # fmt: skip


async def put(tx: Tx, cases: Sequence[Known], at: datetime) -> None:
    """Write what is counted of ``cases`` from now on."""
    if not cases:
        return
    faces = [c.face or _NOTHING for c in cases]
    await tx.execute(
        _PUT,
        at,
        [c.id for c in cases],
        [c.number for c in cases],
        [c.version for c in cases],
        [c.face is not None for c in cases],
        [" ".join(f.path) for f in faces],
        *([getattr(f, name) for f in faces] for name in _FACE),
    )


async def add(tx: Tx, difference: Difference) -> None:
    """Add ``difference`` to the counts."""
    days = list(difference.changed_days())
    if days:
        figures = ([sums[at] for _, sums in days] for at in range(len(FIGURES)))
        await tx.execute(_PUT_DAYS, [day for (day, _), _ in days], [key for (_, key), _ in days], *figures)
    cells = list(difference.changed_cells())
    if cells:
        columns = ([key[at] for key, _ in cells] for at in range(3))
        await tx.execute(_PUT_CELLS, *columns, [n for _, n in cells])


async def advance(tx: Tx, seq: int, news: Sequence[dict[str, Any]]) -> None:
    """Note the number of the last announced change, and put ``news`` (newest last) before the older ones."""
    await tx.execute(
        "UPDATE wall_state SET seq = $1, latest = (SELECT coalesce(jsonb_agg(item), '[]') FROM ("
        f"SELECT item FROM jsonb_array_elements($2::jsonb || latest) AS item LIMIT {_LATEST}) AS kept)",
        seq,
        list(reversed(news))[:_LATEST],
    )


async def swept(tx: Tx, last: UUID, imports: str, *, resting: bool) -> None:
    """Note how far the sweep has come, for which imports, and whether it may go slowly now."""
    await tx.execute(
        "UPDATE wall_state SET swept = $1, imports = $2, resting = $3 WHERE "
        "(swept, imports, resting) IS DISTINCT FROM ($1, $2, $3)",
        last,
        imports,
        resting,
    )
