"""SQL of rules and their versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from yiwang.base.alarms.model.rule import Rule
from yiwang.infra.database import Row, Tx, Work
from yiwang.infra.snapshots import Snapshot


class Running(msgspec.Struct, frozen=True):
    """All rules that are switched on, with their versions; bodies are kept as they were stored."""

    rules: dict[str, tuple[int, Rule]]


async def _load(tx: Tx) -> Running:
    rows = await tx.fetch(
        "SELECT r.code, v.version, v.body FROM alarms_rule r "
        "JOIN alarms_rule_version v ON v.code = r.code AND v.version = r.running ORDER BY r.code"
    )
    return Running({row["code"]: (row["version"], msgspec.convert(row["body"], Rule)) for row in rows})


#: Rules that are switched on; every change bumps ``alarms.rules``.
RUNNING: Snapshot[Running] = Snapshot("alarms.rules", _load, max_age=0.5)

_SELECT = """
SELECT r.code, r.version, r.running, r.pack, r.raised, r.dropped, r.said_true, r.said_false, r.changed_at,
    r.changed_by, v.body FROM alarms_rule r JOIN alarms_rule_version v USING (code, version)
"""


async def newest(tx: Tx, code: str | None = None) -> list[Row]:
    """Return rules with their newest version."""
    return await tx.fetch(f"{_SELECT} WHERE $1::text IS NULL OR r.code = $1 ORDER BY r.code", code)


async def versions(tx: Tx, code: str) -> list[Row]:
    """Return all versions of a rule, newest first."""
    return await tx.fetch(
        "SELECT version, body, at, by FROM alarms_rule_version WHERE code = $1 ORDER BY version DESC", code
    )


async def bodies(tx: Tx, wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Rule]:
    """Return the bodies of these versions of rules."""
    rows = await tx.fetch(
        "SELECT code, version, body FROM alarms_rule_version "
        "WHERE (code, version) IN (SELECT * FROM unnest($1::text[], $2::int4[]))",
        [code for code, _ in wanted],
        [version for _, version in wanted],
    )
    return {(row["code"], row["version"]): msgspec.convert(row["body"], Rule) for row in rows}


async def save(work: Work, rule: Rule, version: int, pack: str | None) -> None:
    """Store a version of a rule."""
    await work.tx.execute(
        "INSERT INTO alarms_rule AS r (code, version, pack, changed_at, changed_by) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code) DO UPDATE "
        "SET version = $2, pack = coalesce($3, r.pack), changed_at = $4, changed_by = $5",
        rule.code,
        version,
        pack,
        work.now,
        work.actor.key,
    )
    await work.tx.execute(
        "INSERT INTO alarms_rule_version (code, version, body, at, by) VALUES ($1, $2, $3, $4, $5)",
        rule.code,
        version,
        msgspec.to_builtins(rule),
        work.now,
        work.actor.key,
    )


async def switch(work: Work, code: str, version: int | None) -> None:
    """Let a version run, or none."""
    await work.tx.execute(
        "UPDATE alarms_rule SET running = $2, changed_at = $3, changed_by = $4 WHERE code = $1",
        code,
        version,
        work.now,
        work.actor.key,
    )


async def count(tx: Tx, column: str, numbers: dict[str, int]) -> None:
    """Add to a counter of rules; ``column`` is a name of ours."""
    if numbers:
        await tx.execute(
            f"UPDATE alarms_rule r SET {column} = r.{column} + n.n "
            "FROM unnest($1::text[], $2::int8[]) AS n (code, n) WHERE r.code = n.code",
            list(numbers),
            list(numbers.values()),
        )


async def existing(tx: Tx, codes: Sequence[str]) -> dict[str, Any]:
    """Return the newest bodies of the rules among ``codes`` with their versions."""
    rows = await tx.fetch(f"{_SELECT} WHERE r.code = ANY($1)", list(codes))
    return {row["code"]: row for row in rows}
