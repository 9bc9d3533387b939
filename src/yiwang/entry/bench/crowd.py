"""Making the cases of a bench database very many, for searches that must not mind how many there are.

Copies of what is there, in SQL: each lies somewhere else, was opened at another time and has the address of
another case. Journals, tasks and words for lists are not copied, and of the indexes only those come back
that the search for repeats asks: such a database is good for nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from yiwang.infra import bulk
from yiwang.infra.database import Database, Tx
from yiwang.kernel.actor import SYSTEM

_OVER: Final = "('closed', 'rated', 'archived', 'rejected', 'not_filed', 'void', 'merged')"
_IS: Final = {"past": "closed_at IS NOT NULL", "open": f"closed_at IS NULL AND stage NOT IN {_OVER}"}
_MOULDS: Final = 20_000
_AT_ONCE: Final = 100_000
#: So small a share is added to the indexes as they stand.
_FEW: Final = 0.1
_SEARCHED: Final = ("ix_cases_case_past_place", "ix_cases_case_open_place", "RESET (autovacuum_enabled)")
#: How far back cases were opened, in days: three years of past ones, open ones of the last three months.
_DAYS: Final = {"past": 1095, "open": 90}
#: Copies lie within a square of so many degrees around their mould, about eight kilometres to each side.
_SPREAD: Final = 0.15
_NEW: Final = {
    "id": "gen_random_uuid()",
    "number": "m.number || '-' || $3::int || '-' || copy",
    "lon": f"m.lon + (random() - 0.5) * {_SPREAD}",
    "lat": f"m.lat + (random() - 0.5) * {_SPREAD}",
    "address": "other.address",
    "opened_at": "now() - age.of",
    "closed_at": "CASE WHEN m.closed_at IS NOT NULL THEN now() - age.of + (m.closed_at - m.opened_at) END",
    "state": "''",
    "fires_at": "NULL",
    "due_at": "NULL",
}
_COPY: Final = """
INSERT INTO cases_case ({columns})
SELECT {values} FROM (
    SELECT *, row_number() OVER () AS place
    FROM (SELECT * FROM cases_case WHERE {kind} LIMIT {moulds}) AS mould) AS m
CROSS JOIN generate_series(1, $2::int) AS copy
CROSS JOIN LATERAL (SELECT random() * interval '{days} days' + copy * interval '0') AS age (of)
JOIN (SELECT address, row_number() OVER (ORDER BY random()) AS place
      FROM (SELECT * FROM cases_case WHERE {kind} LIMIT {moulds}) AS mould) AS other
    ON other.place = (m.place + copy * 7919) % {moulds} + 1
LIMIT $1
"""


async def crowd(database: Database, wanted: dict[str, int], tell: Callable[[str], None]) -> None:
    """Copy cases until there are so many of each kind: ``past`` and ``open``."""
    have = {kind: await _count(database, kind) for kind in wanted}
    missing = {kind: max(0, number - have[kind]) for kind, number in wanted.items()}
    if not any(missing.values()):
        return
    statements: list[str] = []
    if sum(missing.values()) > sum(have.values()) * _FEW:
        async with database.work(SYSTEM) as work:
            statements = await bulk.take_indexes(work.tx, ["cases_case"])
    try:
        for kind, number in missing.items():
            left = number
            while left and (done := await _copy(database, kind, min(left, _AT_ONCE), left)):
                left -= done
                tell(f"{kind}: {left} left")
    finally:
        await bulk.give_indexes(database, [s for s in statements if any(name in s for name in _SEARCHED)])
    await bulk.renew_statistics(database, ["cases_case"])


async def _count(database: Database, kind: str) -> int:
    async with database.reading(SYSTEM) as work:
        found: int = await work.tx.fetchval(f"SELECT count(*) FROM cases_case WHERE {_IS[kind]}")
        return found


async def _columns(tx: Tx) -> list[str]:
    rows = await tx.fetch(
        "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'cases_case' "
        "AND table_schema = current_schema() ORDER BY ordinal_position"
    )
    return [row["name"] for row in rows]


async def _copy(database: Database, kind: str, number: int, serial: int) -> int:
    async with database.work(SYSTEM) as work:
        columns: Any = await _columns(work.tx)
        moulds = await work.tx.fetchval(
            f"SELECT count(*) FROM (SELECT 1 FROM cases_case WHERE {_IS[kind]} LIMIT {_MOULDS}) AS mould"
        )
        sql = _COPY.format(
            columns=", ".join(columns),
            values=", ".join(_NEW.get(column, f"m.{column}") for column in columns),
            kind=_IS[kind],
            moulds=max(moulds, 1),
            days=_DAYS[kind],
        )
        return await work.tx.execute(sql, number, number // max(moulds, 1) + 1, serial)
