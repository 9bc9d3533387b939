"""Running periodic jobs: each by one worker at a time, however many workers there are."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import asyncpg

from yiwang.infra.database import Database
from yiwang.infra.metrics import PERIODIC
from yiwang.infra.periodic import Periodic
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError

log = logging.getLogger(__name__)

_LOOK = 1.0
_LOCK = "SELECT pg_try_advisory_lock(hashtextextended('yiwang.periodic.' || $1, 0))"
_UNLOCK = "SELECT pg_advisory_unlock(hashtextextended('yiwang.periodic.' || $1, 0))"
_START = """
INSERT INTO infra_periodic (name, started_at) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET started_at = $2
WHERE infra_periodic.started_at <= $3 OR infra_periodic.started_at > $2
RETURNING name
"""
_END = "UPDATE infra_periodic SET finished_at = $2, error = $3 WHERE name = $1"


async def run_if_due(database: Database, job: Periodic) -> bool:
    """Run ``job`` if its time has come and no other worker runs it; tell whether it ran.

    A job that fails is recorded with its reason and tried again at its next time.
    """
    async with database.raw() as connection:
        if not await connection.fetchval(_LOCK, job.name):
            return False
        try:
            now = database.time.now()
            # half a look of tolerance: otherwise a job of one second would run every two
            due = now - job.every + timedelta(seconds=min(_LOOK, job.every.total_seconds()) / 2)
            if await connection.fetchval(_START, job.name, now, due) is None:
                return False
            error = await _run(database, job)
            await connection.execute(_END, job.name, database.time.now(), error)
            return True
        finally:
            await connection.fetchval(_UNLOCK, job.name)


async def _run(database: Database, job: Periodic) -> str | None:
    started = time.perf_counter()
    try:
        await job.run(database)
    except Exception as error:  # one job's failure is recorded and must not stop the others
        log.exception("periodic job %s failed", job.name)
        PERIODIC.labels(job.name, "failed").observe(time.perf_counter() - started)
        return f"{type(error).__name__}: {error}"[:2000].replace("\x00", "")
    PERIODIC.labels(job.name, "done").observe(time.perf_counter() - started)
    return None


async def run_all(database: Database, jobs: Sequence[Periodic]) -> None:
    """Run ``jobs`` at their times until cancelled."""
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(_repeat(database, job), name=f"periodic-{job.name}")


async def _repeat(database: Database, job: Periodic) -> None:
    pause = min(job.every.total_seconds(), _LOOK)
    while True:
        try:
            await run_if_due(database, job)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, YiwangError) as error:
            log.warning("periodic job %s waits for the database: %s", job.name, error)
            await asyncio.sleep(5)
        await asyncio.sleep(pause)


async def status(database: Database) -> list[dict[str, Any]]:
    """Return when each job last started and ended, and why it failed."""
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch("SELECT * FROM infra_periodic ORDER BY name")
    return [dict(row) for row in rows]


def pruning(keep: timedelta, names: Sequence[str]) -> Periodic:
    """Return the job that deletes outbox rows which all of the subscribers ``names`` have passed."""

    async def run(database: Database) -> None:
        while await prune(database, database.time.now() - keep, names):
            pass

    return Periodic("outbox.prune", timedelta(minutes=10), run)


_PRUNE = """
DELETE FROM infra_outbox WHERE seq IN (
    SELECT o.seq FROM infra_outbox o WHERE o.at < $1 AND NOT EXISTS (
        SELECT 1 FROM unnest($2::text[]) AS wanted(name)
        LEFT JOIN infra_subscription s ON s.name = wanted.name
        WHERE s.name IS NULL OR s.seq < o.seq)
    ORDER BY o.seq LIMIT $3)
"""


async def prune(database: Database, before: datetime, names: Sequence[str], limit: int = 5000) -> bool:
    """Delete up to ``limit`` passed outbox rows older than ``before``; tell whether more may follow."""
    async with database.work(SYSTEM) as work:
        return await work.tx.execute(_PRUNE, before, list(names), limit) == limit
