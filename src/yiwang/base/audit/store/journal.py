"""SQL of the journal: one statement appends many entries; nothing here changes a stored one."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from uuid import UUID

import asyncpg

from yiwang.base.audit.errors import JournalConflictError
from yiwang.base.audit.model.journal import JournalEntry
from yiwang.infra import copytext
from yiwang.infra.database import COPY_FROM, Row, Tx

COLUMNS = (
    "stream, subject, seq, at, actor, actor_name, actor_salt, actor_mark, action, origin, target, data, "
    "algorithm, prev, hash"
)
LOADED = tuple(COLUMNS.replace(",", " ").split())
_APPEND = f"""
INSERT INTO audit_journal ({COLUMNS})
SELECT * FROM unnest(
    $1::text[], $2::uuid[], $3::int4[], $4::timestamptz[], $5::text[], $6::text[], $7::bytea[], $8::bytea[],
    $9::text[], $10::text[], $11::text[], $12::jsonb[], $13::text[], $14::bytea[], $15::bytea[])
"""
_HISTORY = f"""
SELECT position, {COLUMNS} FROM audit_journal WHERE subject = $1 AND seq > $2 ORDER BY seq LIMIT $3
"""
_LAST = f"""
SELECT position, {COLUMNS} FROM audit_journal WHERE subject = $1 ORDER BY seq DESC LIMIT 1
"""
_ENTRY = f"SELECT position, {COLUMNS} FROM audit_journal WHERE subject = $1 AND seq = $2"


async def append(tx: Tx, entries: Sequence[JournalEntry]) -> None:
    """Insert ``entries`` in one statement; raise ``journal_conflict`` if a (subject, seq) is taken."""
    if not entries:
        return
    rows = [_values(entry) for entry in entries]
    try:
        if len(rows) < COPY_FROM:
            await tx.execute(_APPEND, *map(list, zip(*rows, strict=True)))
        else:
            await tx.copy("audit_journal", LOADED, rows)
    except asyncpg.UniqueViolationError as error:
        raise JournalConflictError from error


_values = attrgetter(*LOADED)


async def load(tx: Tx, text: bytes) -> None:
    """Insert entries given in COPY's text format, one line each, in the order of :data:`LOADED`."""
    await tx.copy_text("audit_journal", LOADED, text)


def copy_line(e: JournalEntry) -> str:
    """Return ``e`` as a line for :func:`load`."""
    return copytext.row(
        (
            e.stream,
            str(e.subject),
            str(e.seq),
            e.at.isoformat(),
            copytext.text(e.actor),
            copytext.text(e.actor_name),
            copytext.binary(e.actor_salt),
            copytext.binary(e.actor_mark),
            e.action,
            e.origin or copytext.NULL,
            e.target or copytext.NULL,
            copytext.json(e.data),
            e.algorithm,
            copytext.binary(e.prev),
            copytext.binary(e.hash),
        )
    )


async def history(tx: Tx, subject: UUID, after: int, limit: int | None) -> list[JournalEntry]:
    """Return the subject's entries with ``seq > after`` in order."""
    return [to_entry(row) for row in await tx.fetch(_HISTORY, subject, after, limit)]


async def last(tx: Tx, subject: UUID) -> JournalEntry | None:
    """Return the newest entry of ``subject``."""
    row = await tx.fetchrow(_LAST, subject)
    return None if row is None else to_entry(row)


async def entry(tx: Tx, subject: UUID, seq: int) -> JournalEntry | None:
    """Return one entry."""
    row = await tx.fetchrow(_ENTRY, subject, seq)
    return None if row is None else to_entry(row)


def to_entry(row: Row) -> JournalEntry:
    """Return the entry of a row that holds all its columns."""
    return JournalEntry(
        position=row["position"],
        stream=row["stream"],
        subject=row["subject"],
        seq=row["seq"],
        at=row["at"],
        actor=row["actor"],
        actor_name=row["actor_name"] or "",
        actor_salt=row["actor_salt"] or b"",
        actor_mark=row["actor_mark"],
        action=row["action"],
        origin=row["origin"],
        target=row["target"],
        data=row["data"],
        algorithm=row["algorithm"],
        prev=row["prev"],
        hash=row["hash"],
    )


async def touched(
    tx: Tx, subjects: Sequence[UUID], actions: Sequence[str], actors: Sequence[str]
) -> list[UUID]:
    """Return those of ``subjects`` with an entry that is neither of ``actions`` nor by ``actors``."""
    rows = await tx.fetch(
        "SELECT DISTINCT subject FROM audit_journal WHERE subject = ANY($1) "
        "AND action <> ALL($2) AND actor <> ALL($3)",
        list(subjects),
        list(actions),
        list(actors),
    )
    return [row["subject"] for row in rows]


_STEPS = """
SELECT x.place, j.at, j.action, j.target, j.data ->> 'unit' AS unit
FROM unnest($1::uuid[]) WITH ORDINALITY AS x (subject, place) JOIN audit_journal j USING (subject)
WHERE j.action <> ALL ($2) ORDER BY x.place, j.seq
"""


async def steps(tx: Tx, subjects: Sequence[UUID], without: Sequence[str]) -> list[Row]:
    """Return the steps of ``subjects``, whose ``place`` begins at 1, in order."""
    return await tx.fetch(_STEPS, list(subjects), list(without))


_ACTS = """
SELECT x.place, j.at, j.actor, j.action, j.origin, j.target,
       ARRAY(SELECT j.data -> k FROM unnest($3::text[]) WITH ORDINALITY AS w (k, n) ORDER BY n) AS said
FROM unnest($1::uuid[]) WITH ORDINALITY AS x (subject, place) JOIN audit_journal j USING (subject)
WHERE j.action <> ALL ($2) ORDER BY x.place, j.seq
"""


async def acts(tx: Tx, subjects: Sequence[UUID], without: Sequence[str], keys: Sequence[str]) -> list[Row]:
    """Return the steps as :func:`steps` does, with who did them and what is kept as ``keys``."""
    return await tx.fetch(_ACTS, list(subjects), list(without), list(keys))
