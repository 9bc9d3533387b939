"""SQL of alarms: writing them with their journal, finding them again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.alarms.model.alarm import Alarm
from yiwang.infra.database import Row, Tx

COLUMNS: Final = tuple(Alarm.__struct_fields__)
_NAMES: Final = ", ".join(f'"{name}"' for name in COLUMNS)
_INSERT: Final = (
    f"INSERT INTO alarms_alarm ({_NAMES}, entry) "
    f"VALUES ({', '.join(f'${i + 1}' for i in range(len(COLUMNS) + 1))})"
)
_MOVING: Final = tuple(
    name
    for name in COLUMNS
    if name
    not in {
        "id", "fingerprint", "rule", "rule_version", "subject", "device", "name", "labels", "area", "path",
        "unit", "raised_at", "is_storm",
    }
)  # fmt: skip
_UPDATE: Final = (
    "UPDATE alarms_alarm SET "
    + ", ".join(f'"{name}" = ${i + 2}' for i, name in enumerate(_MOVING))
    + f", entry = ${len(_MOVING) + 2} WHERE id = $1"
)


def alarm_of(row: Row) -> Alarm:
    """Return a row as an alarm."""
    return msgspec.convert({name: row[name] for name in COLUMNS}, Alarm)


def _values(alarm: Alarm, names: Sequence[str]) -> list[Any]:
    values = [getattr(alarm, name) for name in names]
    return [list(v) if isinstance(v, tuple) else v for v in values]


async def insert(tx: Tx, alarms: Sequence[tuple[Alarm, bytes]]) -> None:
    """Store new alarms with the hash of their last journal line."""
    if alarms:
        await tx.executemany(_INSERT, [(*_values(a, COLUMNS), entry) for a, entry in alarms])


async def update(tx: Tx, alarms: Sequence[tuple[Alarm, bytes]]) -> None:
    """Store changed alarms."""
    if alarms:
        await tx.executemany(_UPDATE, [(a.id, *_values(a, _MOVING), entry) for a, entry in alarms])


Held = tuple[Alarm, bytes]


async def one_by_one(tx: Tx) -> None:
    """Let transactions that raise alarms follow each other: storms and inhibitions look at what is there."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('yiwang.alarms.raise', 0))")


async def open_by_fingerprint(tx: Tx, fingerprints: Sequence[str]) -> dict[str, Held]:
    """Return the alarms not closed of these fingerprints, locked, with their last journal hash."""
    rows = await tx.fetch(
        "SELECT * FROM alarms_alarm WHERE fingerprint = ANY($1) AND closed_at IS NULL ORDER BY id FOR UPDATE",
        list(fingerprints),
    )
    return {row["fingerprint"]: (alarm_of(row), row["entry"]) for row in rows}


async def lock(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Held]:
    """Return alarms by id, locked."""
    rows = await tx.fetch("SELECT * FROM alarms_alarm WHERE id = ANY($1) ORDER BY id FOR UPDATE", list(ids))
    return {row["id"]: (alarm_of(row), row["entry"]) for row in rows}


async def of_cases(tx: Tx, numbers: Sequence[str]) -> list[Held]:
    """Return the alarms of these cases, locked."""
    rows = await tx.fetch(
        'SELECT * FROM alarms_alarm WHERE "case" = ANY($1) ORDER BY id FOR UPDATE', list(numbers)
    )
    return [(alarm_of(row), row["entry"]) for row in rows]


async def standing(tx: Tx, rules: Sequence[str]) -> list[Row]:
    """Return rule, subject, device and level of what is raised: what observers believe over their memory."""
    return await tx.fetch(
        "SELECT rule, subject, device, level FROM alarms_alarm "
        "WHERE closed_at IS NULL AND active AND NOT is_storm AND rule = ANY($1)",
        list(rules),
    )


async def active_labels(tx: Tx) -> list[Row]:
    """Return what inhibitions look at: every alarm whose condition holds."""
    return await tx.fetch(
        "SELECT id, labels, rule, level, subject FROM alarms_alarm WHERE closed_at IS NULL AND active"
    )


async def recent(tx: Tx, since: datetime, rules: Sequence[str]) -> dict[tuple[str, str], int]:
    """Return how many alarms of each rule and district were raised since."""
    rows = await tx.fetch(
        "SELECT rule, coalesce(path[2], path[1], '') AS district, count(*) AS n FROM alarms_alarm "
        "WHERE raised_at >= $1 AND rule = ANY($2) AND NOT is_storm GROUP BY 1, 2",
        since,
        list(rules),
    )
    return {(row["rule"], row["district"]): row["n"] for row in rows}


async def raised_since(tx: Tx, fingerprints: Sequence[str], since: datetime) -> dict[str, int]:
    """Return how many alarms each fingerprint had since."""
    rows = await tx.fetch(
        "SELECT fingerprint, count(*) AS n FROM alarms_alarm WHERE fingerprint = ANY($1) AND raised_at >= $2 "
        "GROUP BY 1",
        list(fingerprints),
        since,
    )
    return {row["fingerprint"]: row["n"] for row in rows}


async def renew(tx: Tx, items: Sequence[tuple[str, int, datetime, float | None]]) -> None:
    """Note that raised alarms were seen again: fingerprint, count, when, value."""
    fingerprints, counts, instants, values = zip(*items, strict=True)
    await tx.execute(
        "UPDATE alarms_alarm a SET count = greatest(a.count, n.count), last_at = greatest(a.last_at, n.at), "
        "value = coalesce(n.value, a.value) "
        "FROM unnest($1::text[], $2::int4[], $3::timestamptz[], $4::float8[]) AS n (f, count, at, value) "
        "WHERE a.fingerprint = n.f AND a.closed_at IS NULL AND a.active",
        list(fingerprints),
        list(counts),
        list(instants),
        list(values),
    )


async def settling(tx: Tx, now: datetime) -> list[UUID]:
    """Return flapping alarms that were quiet for long enough."""
    rows = await tx.fetch("SELECT id FROM alarms_alarm WHERE closed_at IS NULL AND settles_at <= $1", now)
    return [row["id"] for row in rows]


async def unreported(tx: Tx, limit: int) -> list[UUID]:
    """Return raised alarms that were hushed for a time."""
    rows = await tx.fetch(
        "SELECT id FROM alarms_alarm WHERE closed_at IS NULL AND active AND hushed IS NOT NULL "
        "AND hushed NOT IN ('storm') ORDER BY id LIMIT $1",
        limit,
    )
    return [row["id"] for row in rows]


async def childless(tx: Tx, parents: Sequence[UUID]) -> list[UUID]:
    """Return those of ``parents`` without a child whose condition holds."""
    rows = await tx.fetch(
        "SELECT p.id FROM unnest($1::uuid[]) AS p (id) WHERE NOT EXISTS (SELECT FROM alarms_alarm c "
        "WHERE c.parent = p.id AND c.closed_at IS NULL AND c.active)",
        list(parents),
    )
    return [row["id"] for row in rows]


async def left_cleared(tx: Tx, before: datetime) -> list[UUID]:
    """Return alarms that cleared before an instant, never became a report and nobody confirmed."""
    rows = await tx.fetch(
        "SELECT id FROM alarms_alarm WHERE closed_at IS NULL AND cleared_at < $1 AND report IS NULL "
        "LIMIT 5000",
        before,
    )
    return [row["id"] for row in rows]


async def alarm(tx: Tx, found: UUID) -> Alarm | None:
    """Return one alarm."""
    row = await tx.fetchrow("SELECT * FROM alarms_alarm WHERE id = $1", found)
    return None if row is None else alarm_of(row)


class AlarmFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which alarms are wanted; ``None`` means any."""

    living: bool | None = None
    rule: str | None = None
    level: int | None = None
    area: str | None = None
    device: str | None = None
    hushed: bool | None = None
    parent: UUID | None = None
    case: str | None = None
    since: datetime | None = None
    until: datetime | None = None


async def find(tx: Tx, wanted: AlarmFilter, before: tuple[datetime, UUID] | None, limit: int) -> list[Alarm]:
    """Return alarms that match, newest first."""
    terms, args = ["true"], list[Any]()

    def term(text: str, value: Any) -> None:
        if value is not None:
            args.append(value)
            terms.append(text.replace("?", f"${len(args)}"))

    if wanted.living is not None:
        terms.append(f"(closed_at IS NULL) = {'true' if wanted.living else 'false'}")
    if wanted.hushed is not None:
        terms.append(f"(hushed IS NOT NULL) = {'true' if wanted.hushed else 'false'}")
    term("rule = ?", wanted.rule)
    term("level >= ?", wanted.level)
    term("path @> ARRAY[?::text]", wanted.area)
    term("subject = ?", wanted.device)
    term("parent = ?", wanted.parent)
    term('"case" = ?', wanted.case)
    term("raised_at >= ?", wanted.since)
    term("raised_at < ?", wanted.until)
    if before is not None:
        args += before
        terms.append(f"(raised_at, id) < (${len(args) - 1}, ${len(args)})")
    args.append(limit)
    rows = await tx.fetch_planned(
        f"SELECT * FROM alarms_alarm WHERE {' AND '.join(terms)} ORDER BY raised_at DESC, id DESC "
        f"LIMIT ${len(args)}",
        *args,
    )
    return [alarm_of(row) for row in rows]


async def hushed_by(tx: Tx, reasons: Sequence[str]) -> list[Row]:
    """Return the reasons among these for which a raised alarm is hushed now."""
    return await tx.fetch(
        "SELECT DISTINCT hushed FROM alarms_alarm WHERE closed_at IS NULL AND active AND hushed = ANY($1)",
        list(reasons),
    )


async def closed_meanwhile(tx: Tx, fingerprints: Sequence[str], before: datetime) -> set[str]:
    """Return the fingerprints whose newest alarm was closed before an instant, and not as a false one."""
    rows = await tx.fetch(
        "SELECT f FROM unnest($1::text[]) AS u (f) JOIN LATERAL ("
        "SELECT closed_at, verdict FROM alarms_alarm a WHERE a.fingerprint = u.f "
        "ORDER BY raised_at DESC LIMIT 1) AS n ON true "
        "WHERE n.closed_at < $2 AND n.verdict IS DISTINCT FROM 'false'",
        list(fingerprints),
        before,
    )
    return {row["f"] for row in rows}


async def matching_active(tx: Tx) -> list[Held]:
    """Return every alarm whose condition holds and that nothing hushes, locked."""
    rows = await tx.fetch(
        "SELECT * FROM alarms_alarm WHERE closed_at IS NULL AND active AND hushed IS NULL "
        "ORDER BY id FOR UPDATE"
    )
    return [(alarm_of(row), row["entry"]) for row in rows]


async def precision(tx: Tx, since: datetime) -> list[Row]:
    """Return per rule how many alarms since were judged true and false, and how long they lasted."""
    return await tx.fetch(
        "SELECT rule, count(*) AS raised, count(*) FILTER (WHERE verdict = 'true') AS said_true, "
        "count(*) FILTER (WHERE verdict = 'false') AS said_false, "
        "count(*) FILTER (WHERE closed_at IS NULL) AS living, count(report) AS reports, "
        "count(*) FILTER (WHERE hushed IS NOT NULL) AS hushed, "
        "avg(extract(epoch FROM cleared_at - raised_at)) AS mean_seconds "
        "FROM alarms_alarm WHERE raised_at >= $1 GROUP BY rule ORDER BY rule",
        since,
    )
