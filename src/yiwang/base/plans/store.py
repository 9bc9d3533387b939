"""SQL of plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from yiwang.base.plans.model.library import Version
from yiwang.base.plans.model.run import Run
from yiwang.infra.database import Tx
from yiwang.infra.snapshots import Snapshot, bump

_NAME: Final = "plans"


async def _load(tx: Tx) -> dict[str, Version]:
    rows = await tx.fetch("SELECT body FROM plans_plan WHERE state = 'approved' ORDER BY code")
    found = (msgspec.convert(row["body"], Version) for row in rows)
    return {one.plan.code: one for one in found}


#: The approved versions by code: read for every case that somebody looks at.
APPROVED: Snapshot[dict[str, Version]] = Snapshot(_NAME, _load)


async def put(tx: Tx, version: Version) -> None:
    """Store a version as it is now."""
    await tx.execute(
        "INSERT INTO plans_plan (code, version, state, body) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (code, version) DO UPDATE SET state = $3, body = $4",
        version.plan.code,
        version.version,
        version.state,
        msgspec.to_builtins(version),
    )
    await bump(tx, _NAME)


async def lock(tx: Tx) -> None:
    """Let one transaction at a time change the library: changes are rare, versions are numbered in a row."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended('yiwang.plans', 0))")


async def versions(tx: Tx, code: str) -> list[Version]:
    """Return all versions of a plan, the newest first."""
    rows = await tx.fetch("SELECT body FROM plans_plan WHERE code = $1 ORDER BY version DESC", code)
    return [msgspec.convert(row["body"], Version) for row in rows]


async def newest(tx: Tx) -> list[Version]:
    """Return of each plan the approved version and the newest one, by code."""
    rows = await tx.fetch(
        "SELECT body FROM plans_plan p WHERE state = 'approved' OR version = "
        "(SELECT max(version) FROM plans_plan q WHERE q.code = p.code) ORDER BY code, version"
    )
    return [msgspec.convert(row["body"], Version) for row in rows]


async def add_run(tx: Tx, run: Run) -> None:
    """Store a run; there is one of a case, plan and level."""
    await tx.execute(
        "INSERT INTO plans_run (id, case_id, plan, version, level, matter, at, body) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        run.id,
        run.case,
        run.plan,
        run.version,
        run.level,
        run.matter,
        run.at,
        msgspec.to_builtins(run),
    )


async def runs_of_case(tx: Tx, case: UUID) -> list[Run]:
    """Return what was put into effect on a case, in order."""
    rows = await tx.fetch("SELECT body FROM plans_run WHERE case_id = $1 ORDER BY at, id", case)
    return [msgspec.convert(row["body"], Run) for row in rows]


async def runs_of_version(tx: Tx, plan: str, version: int, limit: int) -> list[Run]:
    """Return the newest runs of a version of a plan."""
    rows = await tx.fetch(
        "SELECT body FROM plans_run WHERE plan = $1 AND version = $2 ORDER BY at DESC LIMIT $3",
        plan,
        version,
        limit,
    )
    return [msgspec.convert(row["body"], Run) for row in rows]


async def cases_of(
    tx: Tx, plans: Sequence[str], matter: str, since: datetime, limit: int
) -> list[tuple[str, UUID]]:
    """Return the newest cases of ``matter`` on which one of ``plans`` was put into effect."""
    rows = await tx.fetch(
        "SELECT DISTINCT ON (at, plan, case_id) plan, case_id FROM plans_run "
        "WHERE matter = $1 AND at >= $2 AND plan = ANY($3) ORDER BY at DESC, plan, case_id LIMIT $4",
        matter,
        since,
        list(plans),
        limit,
    )
    return [(row["plan"], row["case_id"]) for row in rows]


async def counts(tx: Tx) -> dict[str, int]:
    """Return how often each plan was put into effect."""
    rows = await tx.fetch("SELECT plan, count(*) AS n FROM plans_run GROUP BY plan")
    return {row["plan"]: row["n"] for row in rows}
