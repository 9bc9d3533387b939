"""SQL of the registry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.algorithms.model.queue import Job
from yiwang.base.algorithms.model.version import Version
from yiwang.infra.database import Row, Tx, Work

_COLUMNS = "id, task, scope, number, stage, card, digest, size, made_at, made_by, changed_at"


def version_of(row: Row) -> Version:
    """Return the version of a row."""
    return msgspec.convert(dict(row), Version)


async def add(tx: Tx, version: Version, artefact: bytes) -> None:
    """Insert a version with its artefact."""
    await tx.execute(
        f"INSERT INTO algorithms_version ({_COLUMNS}, artefact) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        *(getattr(version, name) for name in _COLUMNS.split(", ")[:5]),
        msgspec.to_builtins(version.card),
        version.digest,
        version.size,
        version.made_at,
        version.made_by,
        version.changed_at,
        artefact,
    )


async def lock(tx: Tx, task: str, scope: str) -> None:
    """Keep others from changing versions of the task and scope until the transaction ends."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtext('algorithms'), hashtext($1))", f"{task}\n{scope}")


async def next_number(tx: Tx, task: str, scope: str) -> int:
    """Return the number of the next version of the task and scope."""
    found: int = await tx.fetchval(
        "SELECT coalesce(max(number), 0) + 1 FROM algorithms_version WHERE task = $1 AND scope = $2",
        task,
        scope,
    )
    return found


async def get(tx: Tx, version: UUID) -> Version | None:
    """Return one version."""
    row = await tx.fetchrow(f"SELECT {_COLUMNS} FROM algorithms_version WHERE id = $1", version)
    return None if row is None else version_of(row)


async def artefact(tx: Tx, version: UUID) -> bytes:
    """Return the bytes of a version's artefact."""
    found: bytes = await tx.fetchval("SELECT artefact FROM algorithms_version WHERE id = $1", version)
    return found


async def find(tx: Tx, task: str | None, stages: Sequence[str], limit: int) -> list[Version]:
    """Return versions, the newest first."""
    rows = await tx.fetch(
        f"SELECT {_COLUMNS} FROM algorithms_version WHERE ($1::text IS NULL OR task = $1) "
        "AND (cardinality($2::text[]) = 0 OR stage = ANY ($2)) ORDER BY task, scope, number DESC LIMIT $3",
        task,
        list(stages),
        limit,
    )
    return [version_of(row) for row in rows]


async def put(work: Work, version: Version) -> None:
    """Write the stage and the card (its settings) of a version."""
    await work.tx.execute(
        "UPDATE algorithms_version SET stage = $2, card = $3, changed_at = $4 WHERE id = $1",
        version.id,
        version.stage,
        msgspec.to_builtins(version.card),
        version.changed_at,
    )


async def add_step(work: Work, version: Version, action: str, reason: str) -> None:
    """Keep who did what with a version."""
    await work.tx.execute(
        "INSERT INTO algorithms_step (version, seq, at, by, action, stage, reason) "
        "SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6 "
        "FROM algorithms_step WHERE version = $1",
        version.id,
        work.now,
        work.actor.key,
        action,
        version.stage,
        reason,
    )


async def steps(tx: Tx, version: UUID) -> list[Row]:
    """Return what was done with a version, oldest first."""
    return await tx.fetch(
        "SELECT seq, at, by, action, stage, reason FROM algorithms_step WHERE version = $1 ORDER BY seq",
        version,
    )


async def published_before(tx: Tx, task: str, scope: str) -> Version | None:
    """Return the retired version that was published last."""
    row = await tx.fetchrow(
        f"SELECT {', '.join('v.' + c for c in _COLUMNS.split(', '))} "
        "FROM algorithms_version v JOIN algorithms_step s ON s.version = v.id "
        "WHERE v.task = $1 AND v.scope = $2 AND v.stage = 'retired' AND s.stage = 'published' "
        "ORDER BY s.at DESC, v.number DESC LIMIT 1",
        task,
        scope,
    )
    return None if row is None else version_of(row)


_COUNT = """
INSERT INTO algorithms_tally (version, day, calls, acted, "right", wrong) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (version, day) DO UPDATE SET calls = algorithms_tally.calls + excluded.calls,
    acted = algorithms_tally.acted + excluded.acted, "right" = algorithms_tally."right" + excluded."right",
    wrong = algorithms_tally.wrong + excluded.wrong
"""


_SET = """
INSERT INTO algorithms_tally (version, day, calls, acted, "right", wrong)
SELECT fresh.* FROM unnest($1::uuid[], $2::date[], $3::int8[], $4::int8[], $5::int8[], $6::int8[])
    AS fresh (version, day, calls, acted, "right", wrong)
    JOIN algorithms_version v ON v.id = fresh.version
ON CONFLICT (version, day) DO UPDATE SET calls = excluded.calls, acted = excluded.acted,
    "right" = excluded."right", wrong = excluded.wrong
"""


async def set_counts(tx: Tx, rows: Sequence[tuple[UUID, date, int, int, int, int]]) -> None:
    """Write the counts of versions on days, whatever stood there."""
    if rows:
        await tx.execute(_SET, *map(list, zip(*rows, strict=True)))


async def count(tx: Tx, version: UUID, day: date, calls: int, acted: int, right: int, wrong: int) -> None:
    """Add to the counts of a version on a day."""
    await tx.execute(_COUNT, version, day, calls, acted, right, wrong)


async def tallies(tx: Tx, version: UUID, days: int) -> list[dict[str, Any]]:
    """Return the counts of a version by day, the newest first."""
    rows = await tx.fetch(
        'SELECT day, calls, acted, "right", wrong FROM algorithms_tally '
        "WHERE version = $1 ORDER BY day DESC LIMIT $2",
        version,
        days,
    )
    return [dict(row) for row in rows]


async def take(tx: Tx, client: str, day: date, version: UUID, default: int) -> int | None:
    """Count a call of ``client``; return its limit instead if the day's calls are used up."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtext('algorithms.use'), hashtext($1))", client)
    row = await tx.fetchrow(
        "SELECT (SELECT coalesce(sum(calls), 0) FROM algorithms_use "
        "WHERE client = $1 AND day = $2) AS used, (SELECT per_day FROM algorithms_limit "
        "WHERE client IN ($1, '') ORDER BY client DESC LIMIT 1) AS most",
        client,
        day,
    )
    assert row is not None
    most: int = default if row["most"] is None else row["most"]
    if row["used"] >= most:
        return most
    await tx.execute(
        "INSERT INTO algorithms_use (client, day, version, calls, failed, millis) "
        "VALUES ($1, $2, $3, 1, 0, 0) ON CONFLICT (client, day, version) "
        "DO UPDATE SET calls = algorithms_use.calls + 1",
        client,
        day,
        version,
    )
    return None


async def note_use(tx: Tx, client: str, day: date, version: UUID, *, failed: bool, millis: int) -> None:
    """Note how a counted call ended."""
    await tx.execute(
        "UPDATE algorithms_use SET failed = failed + $4, millis = millis + $5 "
        "WHERE client = $1 AND day = $2 AND version = $3",
        client,
        day,
        version,
        int(failed),
        millis,
    )


async def put_limit(tx: Tx, client: str, per_day: int, price: Decimal) -> None:
    """Set what a client may call per day, and what an answered call costs."""
    await tx.execute(
        "INSERT INTO algorithms_limit (client, per_day, price) VALUES ($1, $2, $3) "
        "ON CONFLICT (client) DO UPDATE SET per_day = excluded.per_day, price = excluded.price",
        client,
        per_day,
        price,
    )


async def limits(tx: Tx) -> list[dict[str, Any]]:
    """Return all limits."""
    rows = await tx.fetch("SELECT client, per_day, price FROM algorithms_limit ORDER BY client")
    return [dict(row) for row in rows]


async def uses(tx: Tx, since: date, until: date, limit: int) -> list[dict[str, Any]]:
    """Return calls by client, day and version with what they cost, the newest first."""
    rows = await tx.fetch(
        "SELECT u.client, u.day, u.version, v.task, v.number, u.calls, u.failed, u.millis, "
        "(u.calls - u.failed) * coalesce(l.price, 0) AS amount "
        "FROM algorithms_use u JOIN algorithms_version v ON v.id = u.version "
        "LEFT JOIN LATERAL (SELECT price FROM algorithms_limit WHERE client IN (u.client, '') "
        "ORDER BY client DESC LIMIT 1) l ON true "
        "WHERE u.day BETWEEN $1 AND $2 ORDER BY u.day DESC, u.client, v.task, v.number LIMIT $3",
        since,
        until,
        limit,
    )
    return [dict(row) for row in rows]


_TURNS: Final = "SELECT pg_advisory_xact_lock(hashtextextended('yiwang.algorithms.turns', 0))"
#: A process that was not heard of for so long is gone, and its calls with it.
_LEASE: Final = "interval '10 seconds'"
_FRESH: Final = f"heard_at > clock_timestamp() - {_LEASE}"


async def join(tx: Tx, turn: UUID, job: Job, longest: int) -> bool:
    """Let a call wait, unless ``longest`` wait already; holds the one lock of the queue until the commit."""
    await tx.execute(_TURNS)
    return bool(
        await tx.execute(
            "INSERT INTO algorithms_turn (id, client, task, priority, rank, since, until, heard_at) "
            "SELECT $1, $2, $3, $4, $5 + extract(epoch FROM clock_timestamp()), clock_timestamp(), "
            "clock_timestamp() + make_interval(secs => $6), clock_timestamp() WHERE $7 > "
            f"(SELECT count(*) FROM algorithms_turn WHERE started_at IS NULL AND {_FRESH})",
            turn,
            job.client,
            job.task,
            job.priority,
            job.lead,
            job.within,
            longest,
        )
    )


async def start(tx: Tx, places: int) -> list[UUID]:
    """Give free places to those whose turn it is and return them; the caller holds the lock."""
    rows = await tx.fetch(
        "UPDATE algorithms_turn SET started_at = clock_timestamp() WHERE id IN ("
        "SELECT id FROM algorithms_turn "
        f"WHERE started_at IS NULL AND until > clock_timestamp() AND {_FRESH} ORDER BY rank, id "
        "LIMIT greatest(0, $1 - (SELECT count(*) FROM algorithms_turn "
        f"WHERE started_at IS NOT NULL AND {_FRESH}))) RETURNING id",
        places,
    )
    return [row["id"] for row in rows]


async def leave(tx: Tx, turn: UUID, places: int) -> list[UUID]:
    """Forget a call and return whose turn it is then."""
    await tx.execute(_TURNS)
    await tx.execute("DELETE FROM algorithms_turn WHERE id = $1", turn)
    return await start(tx, places)


async def live(tx: Tx, turns: Sequence[UUID], places: int) -> list[UUID]:
    """Say that the process of ``turns`` lives, forget those of dead ones, return whose turn it is then."""
    await tx.execute(_TURNS)
    await tx.execute(
        "UPDATE algorithms_turn SET heard_at = clock_timestamp() WHERE id = ANY($1)", sorted(turns)
    )
    await tx.execute(f"DELETE FROM algorithms_turn WHERE NOT {_FRESH}")
    return await start(tx, places)


async def started(tx: Tx, turns: Sequence[UUID]) -> list[UUID]:
    """Return those of ``turns`` whose turn has come."""
    rows = await tx.fetch(
        "SELECT id FROM algorithms_turn WHERE id = ANY($1) AND started_at IS NOT NULL", list(turns)
    )
    return [row["id"] for row in rows]


async def in_line(tx: Tx) -> list[Row]:
    """Return the calls that run and those that wait, in the order of their turns."""
    return await tx.fetch(
        "SELECT client, task, priority, started_at IS NOT NULL AS running, "
        "extract(epoch FROM clock_timestamp() - since)::float AS waited_s, "
        "extract(epoch FROM until - clock_timestamp())::float AS left_s "
        f"FROM algorithms_turn WHERE {_FRESH} ORDER BY rank, id"
    )
