"""SQL of warnings, their receipts and templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from yiwang.base.warning.model.warning import LEVELS, PublicWarning
from yiwang.infra.database import Row, Tx, Work
from yiwang.kernel.actor import Actor

#: Most receivers of one edition.
MOST_RECEIPTS: Final = 5000


def warning_of(row: Row) -> PublicWarning:
    """Return a row as a warning."""
    return msgspec.convert(row["body"], PublicWarning)


async def next_number(work: Work) -> str:
    """Return the next number of the day; the counter is held until the commit."""
    await work.tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('yiwang.warning.number', 0))")
    day = f"YJ{work.now:%Y%m%d}"
    last = await work.tx.fetchval("SELECT max(number) FROM warning_warning WHERE number LIKE $1 || '%'", day)
    return f"{day}{int(last[len(day) :]) + 1 if last else 1:04d}"


async def put(work: Work, warning: PublicWarning, path: Sequence[str], entry: bytes) -> None:
    """Store a warning as it is now."""
    shown = warning.shown
    await work.tx.execute(
        "INSERT INTO warning_warning (id, number, stage, level, path, valid_until, at, body, entry, "
        "areas) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE "
        "SET stage = $3, level = $4, path = $5, valid_until = $6, body = $8, entry = $9, areas = $10",
        warning.id,
        warning.number,
        warning.stage,
        LEVELS[shown.level][0],
        list(path),
        shown.valid_until,
        work.now,
        msgspec.to_builtins(warning),
        entry,
        list(shown.areas),
    )


async def lock(tx: Tx, warning: UUID) -> tuple[PublicWarning, list[str], bytes] | None:
    """Return a warning, locked, with its areas and the hash of its last line."""
    row = await tx.fetchrow("SELECT body, path, entry FROM warning_warning WHERE id = $1 FOR UPDATE", warning)
    return None if row is None else (warning_of(row), row["path"], row["entry"])


async def one(tx: Tx, warning: UUID) -> tuple[PublicWarning, list[str]] | None:
    """Return a warning with its areas."""
    row = await tx.fetchrow("SELECT body, path FROM warning_warning WHERE id = $1", warning)
    return None if row is None else (warning_of(row), row["path"])


_MINE: Final = """EXISTS (SELECT FROM warning_receipt r WHERE r.warning = w.id
    AND (r.unit = $2 OR r.person = $3))"""
_FIND: Final = f"""
SELECT w.body, w.at, {_MINE} AS mine,
    EXISTS (SELECT FROM warning_receipt r WHERE r.warning = w.id AND (r.unit = $2 OR r.person = $3)
        AND r.edition = (w.body->>'edition')::int AND r.confirmed_at IS NULL) AS unconfirmed,
    (SELECT count(*) FROM warning_receipt r WHERE r.warning = w.id
        AND r.edition = (w.body->>'edition')::int) AS receivers,
    (SELECT count(r.confirmed_at) FROM warning_receipt r WHERE r.warning = w.id
        AND r.edition = (w.body->>'edition')::int) AS confirmed
FROM warning_warning w
WHERE ($1::text IS NULL OR w.path @> ARRAY[$1] OR w.areas && $11 OR {_MINE})
    AND (w.body->>'edition' <> '0' OR $4) AND ($5::text IS NULL OR w.stage = $5)
    AND ($6::text IS NULL OR w.path @> ARRAY[$6]) AND (NOT $7 OR {_MINE})
    AND ($8::timestamptz IS NULL OR (w.at, w.id) < ($8, $9::uuid))
ORDER BY w.at DESC, w.id DESC LIMIT $10
"""


class WarningFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which warnings are wanted; ``drafts``: also those that were never published."""

    drafts: bool = False
    stage: str | None = None
    area: str | None = None
    mine: bool = False


async def find(
    tx: Tx,
    actor: Actor,
    above: Sequence[str],
    wanted: WarningFilter,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[Row]:
    """Return warnings of the actor's area (``above``: its path) or addressed to the actor."""
    return await tx.fetch_planned(
        _FIND,
        actor.area,
        actor.unit,
        actor.person,
        wanted.drafts,
        wanted.stage,
        wanted.area,
        wanted.mine,
        *(before or (None, None)),
        limit,
        list(above),
    )


async def tell(
    tx: Tx, warning: PublicWarning, receivers: Sequence[tuple[str | None, UUID | None]], at: datetime
) -> None:
    """Note who is told of the present edition."""
    await tx.execute(
        "INSERT INTO warning_receipt (warning, edition, receiver, unit, person, told_at) "
        "SELECT $1, $2, coalesce('unit:' || unit, 'person:' || person), unit, person, $5 "
        "FROM unnest($3::text[], $4::uuid[]) AS r (unit, person)",
        warning.id,
        warning.edition,
        [unit for unit, _ in receivers],
        [person for _, person in receivers],
        at,
    )


async def confirm(tx: Tx, warning: PublicWarning, actor: Actor, at: datetime) -> list[str]:
    """Note that the actor has it, for the own person and unit; return the receivers this was new for."""
    rows = await tx.fetch(
        "UPDATE warning_receipt SET confirmed_at = $5, confirmed_by = $6 WHERE warning = $1 AND edition = $2 "
        "AND (unit = $3 OR person = $4) AND confirmed_at IS NULL RETURNING receiver",
        warning.id,
        warning.edition,
        actor.unit,
        actor.person,
        at,
        actor.key,
    )
    return sorted(row["receiver"] for row in rows)


async def is_receiver(tx: Tx, warning: UUID, actor: Actor) -> bool:
    """Tell whether the actor, or the own unit, was ever told."""
    found: bool = await tx.fetchval(
        "SELECT EXISTS (SELECT FROM warning_receipt WHERE warning = $1 AND (unit = $2 OR person = $3))",
        warning,
        actor.unit,
        actor.person,
    )
    return found


async def receipts(tx: Tx, warning: UUID) -> list[Row]:
    """Return all receipts, newest edition first, those who have not confirmed first."""
    return await tx.fetch(
        "SELECT edition, unit, person, told_at, reminders, reminded_at, confirmed_at FROM warning_receipt "
        "WHERE warning = $1 ORDER BY edition DESC, confirmed_at NULLS FIRST, receiver",
        warning,
    )


async def told(tx: Tx, warning: PublicWarning) -> list[tuple[str | None, UUID | None]]:
    """Return who was told of the present edition."""
    rows = await tx.fetch(
        "SELECT unit, person FROM warning_receipt WHERE warning = $1 AND edition = $2 ORDER BY receiver",
        warning.id,
        warning.edition,
    )
    return [(row["unit"], row["person"]) for row in rows]


async def remind(
    tx: Tx, warning: PublicWarning, before: datetime, now: datetime, most: int
) -> list[tuple[str | None, UUID | None, int]]:
    """Note a reminder to those who have not confirmed since ``before``; return them with its number."""
    rows = await tx.fetch(
        "UPDATE warning_receipt SET reminders = reminders + 1, reminded_at = $4 "
        "WHERE warning = $1 AND edition = $2 AND confirmed_at IS NULL AND reminders < $5 "
        "AND coalesce(reminded_at, told_at) <= $3 RETURNING unit, person, reminders",
        warning.id,
        warning.edition,
        before,
        now,
        most,
    )
    return [(row["unit"], row["person"], row["reminders"]) for row in rows]


async def in_force(tx: Tx) -> list[UUID]:
    """Return the warnings that are published."""
    rows = await tx.fetch("SELECT id FROM warning_warning WHERE stage = 'published' ORDER BY id")
    return [row["id"] for row in rows]
