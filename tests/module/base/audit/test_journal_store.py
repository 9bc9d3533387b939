from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg
import pytest

from yiwang.base.audit import api
from yiwang.base.audit.errors import JournalConflictError
from yiwang.base.audit.model.journal import broken_links
from yiwang.infra.database import Database, statement_tally
from yiwang.kernel.actor import SYSTEM

AT = datetime(2026, 3, 10, 1, 2, 3, 456789, tzinfo=UTC)


def chained(subject: UUID, n: int, stream: str = "case") -> Sequence[api.JournalEntry]:
    prev, entries = b"", []
    data = {"small": 1.5e-9, "whole": 3.0, "text": '𠮷😀\n"/', "none": None, "list": [1, [2.25]], "at": AT}
    for seq in range(1, n + 1):
        entries.append(
            api.chain(stream, subject, seq, AT, SYSTEM, "act", None, "filing", {**data, "n": seq}, prev)
        )
        prev = entries[-1].hash
    return entries


async def test_many_entries_of_many_subjects_in_one_statement(database: Database) -> None:
    first, second = uuid4(), uuid4()
    entries = [*chained(first, 3), *chained(second, 2)]
    statement_tally.set(tally := [])
    async with database.work(SYSTEM) as work:
        await api.append(work.tx, entries)
    statement_tally.set(None)
    assert len(tally) == 1
    async with database.reading(SYSTEM) as work:
        stored = await api.history(work.tx, first)
        assert broken_links(stored) == []
        assert [e.seq for e in stored] == [1, 2, 3]
        assert stored[0].data == entries[0].data
        assert [e.seq for e in await api.history(work.tx, first, after=1, limit=1)] == [2]
        newest = await api.last(work.tx, second)
        assert newest is not None
        assert (newest.seq, newest.hash) == (2, entries[-1].hash)
        assert await api.last(work.tx, uuid4()) is None


async def test_a_taken_step_is_a_named_conflict(database: Database) -> None:
    subject = uuid4()
    async with database.work(SYSTEM) as work:
        await api.append(work.tx, chained(subject, 1))
    with pytest.raises(JournalConflictError):
        async with database.work(SYSTEM) as work:
            await api.append(work.tx, chained(subject, 1))


async def test_nothing_to_append_sends_nothing(database: Database) -> None:
    async with database.work(SYSTEM) as work:
        await api.append(work.tx, [])


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_journal",
        "UPDATE audit_journal SET data = '{}'",
        "UPDATE audit_journal SET actor_name = 'other'",
        "UPDATE audit_journal SET actor_name = NULL, actor_salt = NULL, origin = 'x'",
    ],
)
async def test_the_journal_refuses_changes(database: Database, statement: str) -> None:
    async with database.work(SYSTEM) as work:
        await api.append(work.tx, chained(uuid4(), 1))
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        async with database.raw() as connection:
            await connection.execute(statement)
