"""SQL of casting cases: reading moulds, and COPY of many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from yiwang.base.cases.model.number import NumberKey
from yiwang.base.cases.store.cases import COLUMNS as CASE_COLUMNS
from yiwang.infra.database import Row, Tx

#: Columns of each table in the order of the lines that are loaded.
COLUMNS: dict[str, tuple[str, ...]] = {
    "cases_report": (
        "id", "source", "body_hash", "channel", "received_at", "reported_at", "text", "matter_hint",
        "address", "lon", "lat", "media", "attributes", "receipt_hash", "case_id", "state",
    ),
    "cases_reporter": ("report_id", "name", "phone", "salt"),
    "cases_case": (*(name for name, _ in CASE_COLUMNS), "title"),
    "cases_search": ("case_id", "opened_at", "words"),
    "cases_task": (
        "id", "case_id", "kind", "unit", "person", "status", "required", "opened_at", "signed_at", "done_at",
        "due_at",
    ),
}  # fmt: skip
_MODELS = """
SELECT c.state, c.title, r.text, r.matter_hint, p.phone IS NOT NULL AS called
FROM cases_case c JOIN cases_report r ON r.case_id = c.id LEFT JOIN cases_reporter p ON p.report_id = r.id
WHERE c.reports = 1 AND c.stage NOT IN ('merged') AND c.state::jsonb ->> 'parent' IS NULL
ORDER BY c.number LIMIT $1
"""
_COUNTERS = """
INSERT INTO cases_counter AS c (area, source, day, last)
SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::int4[])
ON CONFLICT (area, source, day) DO UPDATE SET last = greatest(c.last, excluded.last)
"""
_LAST = "SELECT area, source, day, last FROM cases_counter WHERE day BETWEEN $1 AND $2"


async def models(tx: Tx, limit: int) -> list[Row]:
    """Return up to ``limit`` cases that can be moulds: with one report and no relations."""
    return await tx.fetch(_MODELS, limit)


async def load(tx: Tx, table: str, text: bytes) -> None:
    """Load lines into one of the tables of :data:`COLUMNS`."""
    await tx.copy_text(table, COLUMNS[table], text)


async def last_serials(tx: Tx, first: date, last: date) -> dict[NumberKey, int]:
    """Return the last serial of each series of the days from ``first`` to ``last``."""
    rows = await tx.fetch(_LAST, first, last)
    return {NumberKey(r["area"], r["source"], r["day"]): r["last"] for r in rows}


async def raise_counters(tx: Tx, last: Mapping[NumberKey, int]) -> None:
    """Make sure that the serials up to ``last`` are never given again."""
    keys: Sequence[NumberKey] = sorted(last)
    await tx.execute(
        _COUNTERS,
        [k.area for k in keys],
        [k.source for k in keys],
        [k.day for k in keys],
        [last[k] for k in keys],
    )
