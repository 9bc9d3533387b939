"""Small journals for tests of the ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from tests.support.patience import PATIENCE

from yiwang.base.audit import api
from yiwang.infra.database import Database
from yiwang.infra.signing import Keyring
from yiwang.kernel.actor import SYSTEM, Actor

AT = datetime(2026, 3, 10, 1, 2, 3, 456789, tzinfo=UTC)


def chained(
    subject: UUID, n: int, stream: str = "case", actor: Actor = SYSTEM, prev: bytes = b"", first: int = 1
) -> list[api.JournalEntry]:
    """``n`` linked entries of one subject."""
    entries: list[api.JournalEntry] = []
    for seq in range(first, first + n):
        entry = api.chain(stream, subject, seq, AT, actor, "act", "filing", "dispatch", {"n": seq}, prev)
        entries.append(entry)
        prev = entry.hash
    return entries


async def store(database: Database, entries: Sequence[api.JournalEntry]) -> None:
    """Append ``entries`` in a transaction of their own."""
    async with database.work(SYSTEM) as work:
        await api.append(work.tx, entries)


async def sealed(database: Database, keyring: Keyring, count: int, **options: int) -> None:
    """Seal exactly ``count`` entries, waiting for transactions of other tests on the same server."""
    done = await api.seal(database, keyring, **options)
    async with asyncio.timeout(PATIENCE):
        while done < count:
            await asyncio.sleep(0.02)
            done += await api.seal(database, keyring, **options)
    assert done == count
