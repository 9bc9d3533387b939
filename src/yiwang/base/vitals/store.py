"""SQL of vitals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yiwang.infra.database import Row, Tx

_RULE = 'code, version, data, at, by_name, rehearsed, "on"'


async def rules(tx: Tx) -> list[Row]:
    """Return every version of every rule, newest first."""
    return await tx.fetch(f"SELECT {_RULE} FROM vitals_rule ORDER BY code, version DESC")


async def rule(tx: Tx, code: str, version: int | None = None) -> Row | None:
    """Return a version of a rule, locked; without ``version`` the newest."""
    return await tx.fetchrow(
        f"SELECT {_RULE} FROM vitals_rule WHERE code = $1 AND ($2::int IS NULL OR version = $2) "
        "ORDER BY version DESC LIMIT 1 FOR UPDATE",
        code,
        version,
    )


async def put_rule(tx: Tx, code: str, version: int, data: Any, at: datetime, by: str) -> None:
    """Store a new version, switched off and not rehearsed."""
    await tx.execute(
        'INSERT INTO vitals_rule (code, version, data, at, by_name, "on") VALUES ($1, $2, $3, $4, $5, false)',
        code, version, data, at, by,
    )  # fmt: skip


async def rehearsed(tx: Tx, code: str, version: int, told: Any) -> None:
    """Keep what a version would have raised."""
    await tx.execute(
        "UPDATE vitals_rule SET rehearsed = $3 WHERE code = $1 AND version = $2", code, version, told
    )


async def switch(tx: Tx, code: str, version: int, *, on: bool) -> None:
    """Let one version watch, and no other of the same code."""
    await tx.execute('UPDATE vitals_rule SET "on" = (version = $2 AND $3) WHERE code = $1', code, version, on)


async def watching(tx: Tx) -> list[Row]:
    """Return the rules that are switched on."""
    return await tx.fetch(f'SELECT {_RULE} FROM vitals_rule WHERE "on" ORDER BY code')


_ALERT = (
    'id, rule, version, indicator, area, since, period, level, value, "limit", strength, at, closed_at, '
    "closed_by, result, remark, report, case_number, history"
)


async def alerts_of(tx: Tx, rule: str) -> list[Row]:
    """Return the open alerts of a rule and, by area, the last closed one; locked."""
    return await tx.fetch(
        f"SELECT {_ALERT} FROM vitals_alert WHERE rule = $1 AND (closed_at IS NULL OR id IN ("
        "SELECT DISTINCT ON (area) id FROM vitals_alert WHERE rule = $1 AND closed_at IS NOT NULL "
        "ORDER BY area, closed_at DESC)) FOR UPDATE",
        rule,
    )


async def put_alert(tx: Tx, alert: dict[str, Any]) -> None:
    """Store a new alert."""
    names = list(alert)
    columns = ", ".join(f'"{n}"' for n in names)
    slots = ", ".join(f"${n}" for n in range(1, len(names) + 1))
    await tx.execute(f"INSERT INTO vitals_alert ({columns}) VALUES ({slots})", *alert.values())


async def change_alert(tx: Tx, alert: UUID, changes: dict[str, Any], happened: dict[str, Any] | None) -> None:
    """Change an alert and add to its history."""
    sets = [f'"{name}" = ${n}' for n, name in enumerate(changes, 2)]
    values = list(changes.values())
    if happened is not None:
        sets.append(f"history = history || ${len(values) + 2}::jsonb")
        values.append([happened])
    await tx.execute(f"UPDATE vitals_alert SET {', '.join(sets)} WHERE id = $1", alert, *values)


async def alert(tx: Tx, found: UUID) -> Row | None:
    """Return an alert, locked."""
    return await tx.fetchrow(f"SELECT {_ALERT} FROM vitals_alert WHERE id = $1 FOR UPDATE", found)


async def alerts(
    tx: Tx, *, is_open: bool | None, indicator: str | None, areas: Collection[str] | None
) -> list[Row]:
    """Return alerts, newest first; ``areas``: only of these."""
    return await tx.fetch(
        f"SELECT {_ALERT} FROM vitals_alert WHERE ($1::bool IS NULL OR (closed_at IS NULL) = $1) "
        "AND ($2::text IS NULL OR indicator = $2) AND ($3::text[] IS NULL OR area = ANY ($3)) "
        "ORDER BY closed_at IS NOT NULL, level DESC, at DESC, id LIMIT 300",
        is_open, indicator, None if areas is None else list(areas),
    )  # fmt: skip


async def open_by_level(tx: Tx) -> dict[int, int]:
    """Return how many alerts of each level are open."""
    rows = await tx.fetch("SELECT level, count(*) AS n FROM vitals_alert WHERE closed_at IS NULL GROUP BY 1")
    return {row["level"]: row["n"] for row in rows}


async def scale(tx: Tx, *, lock: bool = False) -> Row | None:
    """Return the scale in force; ``None``: the one that was delivered."""
    if lock:
        await tx.execute("LOCK TABLE vitals_scale IN SHARE ROW EXCLUSIVE MODE")
    return await tx.fetchrow(
        "SELECT version, data, at, by_name, reason FROM vitals_scale ORDER BY version DESC LIMIT 1"
    )


async def put_scale(tx: Tx, version: int, data: Any, at: datetime, by: str, reason: str) -> None:
    """Put another scale in force."""
    await tx.execute("INSERT INTO vitals_scale VALUES ($1, $2, $3, $4, $5)", version, data, at, by, reason)


_STAGE = "seq, stage, scale, proposed, criteria, at, by_name, reason"


async def stages(tx: Tx, limit: int, *, lock: bool = False) -> list[Row]:
    """Return what was declared, newest first."""
    if lock:
        await tx.execute("LOCK TABLE vitals_stage IN SHARE ROW EXCLUSIVE MODE")
    return await tx.fetch(f"SELECT {_STAGE} FROM vitals_stage ORDER BY seq DESC LIMIT $1", limit)


async def put_stage(tx: Tx, values: Sequence[Any]) -> None:
    """Store a declared stage."""
    await tx.execute(f"INSERT INTO vitals_stage ({_STAGE}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", *values)


async def proposal(tx: Tx) -> Row | None:
    """Return what the machine proposed last."""
    return await tx.fetchrow("SELECT stage, scale, criteria, at FROM vitals_proposal")


async def propose(tx: Tx, stage: int | None, version: int, criteria: Any, at: datetime) -> None:
    """Keep what the machine proposes."""
    await tx.execute(
        "INSERT INTO vitals_proposal (stage, scale, criteria, at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (one) DO UPDATE SET stage = $1, scale = $2, criteria = $3, at = $4",
        stage, version, criteria, at,
    )  # fmt: skip
