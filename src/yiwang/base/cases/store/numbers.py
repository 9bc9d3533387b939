"""SQL of case numbers: counters and the search for gaps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yiwang.base.cases.model.number import LAST_SERIAL, NumberKey
from yiwang.infra.database import Row, Tx

# The rows are taken in the order of their key, so two transactions that need the same counters wait for
# each other instead of dead-locking. A row that would pass the last serial is left alone and not returned.
_TAKE = f"""
INSERT INTO cases_counter AS c (area, source, day, last)
SELECT area, source, day, n FROM unnest($1::text[], $2::text[], $3::date[], $4::int4[])
    AS asked (area, source, day, n) ORDER BY area, source, day
ON CONFLICT (area, source, day) DO UPDATE SET last = c.last + excluded.last
WHERE c.last + excluded.last <= {LAST_SERIAL}
RETURNING area, source, day, last
"""
_COUNTERS = "SELECT area, source, day, last FROM cases_counter WHERE day BETWEEN $1 AND $2 ORDER BY 3, 1, 2"
_MISSING = """
SELECT s.serial FROM generate_series(1, $2::int4) AS s (serial)
WHERE NOT EXISTS (
    SELECT FROM cases_case WHERE number BETWEEN $1 || lpad(s.serial::text, 6, '0') || '0'
        AND $1 || lpad(s.serial::text, 6, '0') || '9')
ORDER BY 1 LIMIT $3
"""
_USED = "SELECT count(*) FROM cases_case WHERE number BETWEEN $1 || '0000000' AND $1 || '9999999'"


async def take(tx: Tx, wanted: Mapping[NumberKey, int]) -> dict[NumberKey, int]:
    """Take ``n`` serials per key and return the last serial taken; exhausted keys are left out.

    The counters stay locked until the transaction ends: that is what makes the series gapless.
    """
    keys = sorted(wanted)
    rows = await tx.fetch(
        _TAKE,
        [k.area for k in keys],
        [k.source for k in keys],
        [k.day for k in keys],
        [wanted[k] for k in keys],
    )
    return {NumberKey(r["area"], r["source"], r["day"]): r["last"] for r in rows}


async def counters(tx: Tx, first: date, last: date) -> list[Row]:
    """Return the counters of the days from ``first`` to ``last``."""
    return await tx.fetch(_COUNTERS, first, last)


async def used(tx: Tx, prefix: str) -> int:
    """Return how many cases carry a number that begins with ``prefix`` (16 digits)."""
    count: int = await tx.fetchval(_USED, prefix)
    return count


async def missing(tx: Tx, prefix: str, last: int, limit: int) -> list[int]:
    """Return up to ``limit`` serials from 1 to ``last`` that no case carries."""
    return [r["serial"] for r in await tx.fetch(_MISSING, prefix, last, limit)]
