"""SQL of imports: their records, the reports of history, and taking an import back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store.cases import columns
from yiwang.infra.database import Row, Tx

_decoder = msgspec.json.Decoder(CaseState)

_COLUMNS = "id, kind, source, file, mapping, digest, started_at, finished_at, undone_at, actor, counts"
#: What a withdrawn report's external id becomes, so that the id is free to come again.
WITHDRAWN = " ⌫ "


class HistoryReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report of the past on its way to its table, with the case it belongs to."""

    id: UUID
    source: str
    external_id: str
    body_hash: bytes
    channel: str
    reported_at: datetime | None
    text: str
    matter_hint: str | None
    address: str
    lon: float | None
    lat: float | None
    attributes: dict[str, Any]
    salt: bytes
    receipt_hash: bytes
    case_id: UUID


async def lock_source(tx: Tx, source: str) -> bool:
    """Keep other imports of ``source`` out until the transaction ends; ``False`` if one is at work."""
    held: bool = await tx.fetchval(
        "SELECT pg_try_advisory_xact_lock(hashtextextended('cases.import:' || $1, 0))", source
    )
    return held


async def insert(tx: Tx, row: dict[str, Any]) -> None:
    """Store the record of a new import."""
    await tx.execute(
        f"INSERT INTO cases_import ({_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, $8, $9)",
        row["id"],
        row["kind"],
        row["source"],
        row["file"],
        row["mapping"],
        row["digest"],
        row["started_at"],
        row["actor"],
        row["counts"],
    )


async def unfinished(tx: Tx, kind: str, source: str, digest: bytes) -> Row | None:
    """Return the newest import of exactly this file and mapping that was neither finished nor undone."""
    return await tx.fetchrow(
        f"SELECT {_COLUMNS} FROM cases_import WHERE kind = $1 AND source = $2 AND digest = $3 "
        "AND finished_at IS NULL AND undone_at IS NULL ORDER BY started_at DESC LIMIT 1",
        kind,
        source,
        digest,
    )


async def load(tx: Tx, import_id: UUID, *, lock: bool = False) -> Row | None:
    """Return the record of an import; ``lock`` keeps other writers of it out."""
    return await tx.fetchrow(
        f"SELECT {_COLUMNS} FROM cases_import WHERE id = $1" + (" FOR UPDATE" if lock else ""), import_id
    )


async def newest(tx: Tx, limit: int) -> list[Row]:
    """Return the newest imports."""
    return await tx.fetch(f"SELECT {_COLUMNS} FROM cases_import ORDER BY started_at DESC LIMIT $1", limit)


async def save(
    tx: Tx,
    import_id: UUID,
    counts: dict[str, Any],
    *,
    finished_at: datetime | None = None,
    undone_at: datetime | None = None,
) -> None:
    """Store how far an import is; a time once set stays."""
    await tx.execute(
        "UPDATE cases_import SET counts = $2, finished_at = coalesce(finished_at, $3), "
        "undone_at = coalesce(undone_at, $4) WHERE id = $1",
        import_id,
        counts,
        finished_at,
        undone_at,
    )


async def cases_of(
    tx: Tx, import_id: UUID, after: UUID, limit: int, *, lock: bool = False
) -> list[CaseState]:
    """Return up to ``limit`` cases of an import after the id ``after``, in order of id."""
    rows = await tx.fetch(
        "SELECT state FROM cases_case WHERE import_id = $1 AND id > $2 ORDER BY id LIMIT $3"
        + (" FOR UPDATE" if lock else ""),
        import_id,
        after,
        limit,
    )
    return [_decoder.decode(row["state"]) for row in rows]


_VOID = """
UPDATE cases_case c SET version = n.version, head = n.head, stage = n.stage, side = n.side,
    due_at = n.due_at, fires_at = NULL, on_time = n.on_time, closed_at = n.closed_at, state = n.state,
    brief = n.brief
FROM unnest($1::uuid[], $2::int4[], $3::bytea[], $4::text[], $5::text[], $6::timestamptz[], $7::bool[],
    $8::timestamptz[], $9::text[], $10::jsonb[])
    AS n (id, version, head, stage, side, due_at, on_time, closed_at, state, brief)
WHERE c.id = n.id
"""


async def void_cases(tx: Tx, cases: Sequence[tuple[CaseState, str | None]]) -> None:
    """Write the rows of locked cases that were made void, each with the kind of its final clock.

    Their search words go: nobody should find what was taken back.
    """
    rows = [columns(state, final) for state, final in cases]
    names = ("id", "version", "head", "stage", "side", "due_at", "on_time", "closed_at", "state", "brief")
    await tx.execute(_VOID, *([row[name] for row in rows] for name in names))
    await tx.execute("DELETE FROM cases_search WHERE case_id = ANY($1)", [state.id for state, _ in cases])


async def cases_of_reports(tx: Tx, import_id: UUID) -> list[Row]:
    """Return cases that reports of an import joined but that other reports opened: id, number."""
    return await tx.fetch(
        "SELECT DISTINCT c.id, c.number FROM cases_report r JOIN cases_case c ON c.id = r.case_id "
        "WHERE r.import_id = $1 AND c.import_id IS DISTINCT FROM $1 ORDER BY c.number LIMIT 1000",
        import_id,
    )


async def foreign_reports(tx: Tx, import_id: UUID, cases: Sequence[UUID]) -> set[UUID]:
    """Return which of ``cases`` hold reports that did not come with the import."""
    rows = await tx.fetch(
        "SELECT DISTINCT case_id FROM cases_report WHERE case_id = ANY($2) AND import_id IS DISTINCT FROM $1",
        import_id,
        list(cases),
    )
    return {row["case_id"] for row in rows}


async def withdraw_reports(tx: Tx, import_id: UUID, at: datetime) -> int:
    """Withdraw all reports of an import: their ids are free again, personal data are erased."""
    await tx.execute(
        "UPDATE cases_reporter p SET name = NULL, phone = NULL, email = NULL, phone_key = NULL, salt = NULL, "
        "erased_at = $2 FROM cases_report r WHERE r.id = p.report_id AND r.import_id = $1",
        import_id,
        at,
    )
    return await tx.execute(
        "UPDATE cases_report SET state = 'withdrawn', "
        "external_id = external_id || $2::text || $1::uuid::text "
        "WHERE import_id = $1 AND state <> 'withdrawn'",
        import_id,
        WITHDRAWN,
    )
