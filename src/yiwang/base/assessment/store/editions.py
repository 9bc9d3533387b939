"""SQL of frozen results."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from yiwang.base.assessment.model.editions import Edition, Payload
from yiwang.infra.database import Row, Tx


class Held(msgspec.Struct, frozen=True):
    """An edition with the text that was sealed, and the head of its journal."""

    edition: Edition
    text: str
    entry: bytes

    @property
    def payload(self) -> Payload:
        """Return what was sealed."""
        return msgspec.json.decode(self.text, type=Payload)


def _held(row: Row) -> Held:
    return Held(msgspec.convert(row["body"], Edition), row["payload"], row["entry"])


async def lock_period(tx: Tx, scheme: str, period: str) -> None:
    """Let only one at a time freeze or contest a period, until the transaction ends."""
    await tx.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('yiwang.assessment.' || $1, 0))", f"{scheme} {period}"
    )


async def put(tx: Tx, held: Held) -> None:
    """Store an edition; of one that is there, its state changes and nothing that was sealed."""
    one = held.edition
    await tx.execute(
        "INSERT INTO assessment_edition (id, scheme, period, number, state, first, body, payload, entry) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "ON CONFLICT (id) DO UPDATE SET state = $5, body = $7, entry = $9",
        one.id, one.scheme, one.period, one.number, one.state, one.first, msgspec.to_builtins(one),
        held.text, held.entry,
    )  # fmt: skip


async def put_basis(tx: Tx, edition: UUID, versions: Mapping[UUID, int]) -> None:
    """Keep which cases at which version an edition was counted from."""
    await tx.copy(
        "assessment_basis",
        ("edition", "case_id", "version"),
        [(edition, case, version) for case, version in sorted(versions.items())],
    )


async def basis(tx: Tx, edition: UUID) -> dict[UUID, int]:
    """Return the cases and versions of an edition."""
    rows = await tx.fetch("SELECT case_id, version FROM assessment_basis WHERE edition = $1", edition)
    return {row["case_id"]: row["version"] for row in rows}


async def get(tx: Tx, edition: UUID, *, lock: bool = False) -> Held | None:
    """Return an edition, locked if it is to be changed."""
    query = "SELECT body, payload, entry FROM assessment_edition WHERE id = $1"
    row = await tx.fetchrow(f"{query} FOR UPDATE" if lock else query, edition)
    return None if row is None else _held(row)


async def newest(tx: Tx, scheme: str, period: str) -> Held | None:
    """Return the last edition of a period, open again or not."""
    row = await tx.fetchrow(
        "SELECT body, payload, entry FROM assessment_edition WHERE scheme = $1 AND period = $2 "
        "ORDER BY number DESC LIMIT 1",
        scheme,
        period,
    )
    return None if row is None else _held(row)


async def listed(tx: Tx, scheme: str | None, limit: int) -> list[Edition]:
    """Return editions of a scheme, or of all, the newest period first."""
    rows = await tx.fetch(
        "SELECT body FROM assessment_edition WHERE $1::text IS NULL OR scheme = $1 "
        "ORDER BY first DESC, scheme, number DESC LIMIT $2",
        scheme,
        limit,
    )
    return [msgspec.convert(row["body"], Edition) for row in rows]
