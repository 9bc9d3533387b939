"""SQL of notes: the erasable words of people, and the media they attach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from yiwang.infra.database import Row, Tx


class NoteRow(msgspec.Struct, frozen=True, kw_only=True):
    """A note as it is stored."""

    id: UUID
    case_id: UUID
    kind: str
    public: bool
    text: str
    salt: bytes
    at: datetime
    author: str


async def insert(tx: Tx, notes: Sequence[NoteRow]) -> None:
    """Store any number of notes with one statement."""
    if not notes:
        return
    await tx.execute(
        "INSERT INTO cases_note (id, case_id, kind, public, at, author, text, salt) "
        "SELECT id, case_id, kind, public, at, author, words, salt FROM unnest($1::uuid[], $2::uuid[], "
        "$3::text[], $4::bool[], $5::timestamptz[], $6::text[], $7::text[], $8::bytea[]) "
        "AS n(id, case_id, kind, public, at, author, words, salt)",
        [n.id for n in notes],
        [n.case_id for n in notes],
        [n.kind for n in notes],
        [n.public for n in notes],
        [n.at for n in notes],
        [n.author for n in notes],
        [n.text for n in notes],
        [n.salt for n in notes],
    )


async def of_case(tx: Tx, case: UUID) -> list[Row]:
    """Return all notes of a case: ``id, kind, public, at, author, text`` (text ``None`` if erased)."""
    return await tx.fetch(
        "SELECT id, kind, public, at, author, text FROM cases_note WHERE case_id = $1 ORDER BY at, id", case
    )


async def attach(tx: Tx, case: UUID, media: Sequence[UUID]) -> int:
    """Bind uploaded media to ``case``; returns how many were found unbound or already its own."""
    return await tx.execute(
        "UPDATE cases_media SET case_id = $1 WHERE id = ANY($2) AND (case_id IS NULL OR case_id = $1)",
        case,
        list(media),
    )


async def texts(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the words of notes by id, without those that were erased."""
    rows = await tx.fetch(
        "SELECT id, text FROM cases_note WHERE id = ANY($1) AND text IS NOT NULL", list(ids)
    )
    return {row["id"]: row["text"] for row in rows}
