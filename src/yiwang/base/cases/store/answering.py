"""SQL of telling people: what a batch of messages is about, and who waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.store.cases import decode_state
from yiwang.infra.database import Row, Tx


async def opened_tasks(tx: Tx, acts: Sequence[tuple[UUID, datetime]]) -> list[Row]:
    """Return the tasks (number, id, kind, unit) that were opened in each of ``acts``: a case at an instant.

    A task opened by an act carries the act's own instant, whatever the action was called.
    """
    return await tx.fetch(
        "SELECT c.number, t.id, t.kind, t.unit FROM unnest($1::uuid[], $2::timestamptz[]) "
        "AS act (case_id, at) JOIN cases_task t ON t.case_id = act.case_id AND t.opened_at = act.at "
        "JOIN cases_case c ON c.id = t.case_id ORDER BY c.number, t.id",
        [case for case, _ in acts],
        [at for _, at in acts],
    )


async def states(tx: Tx, cases: Sequence[UUID]) -> dict[UUID, CaseState]:
    """Return several cases as they are now, without locking them."""
    rows = await tx.fetch("SELECT id, state FROM cases_case WHERE id = ANY($1)", list(cases))
    return {row["id"]: decode_state(row["state"]) for row in rows}


async def reachable(tx: Tx, reports: Sequence[UUID]) -> list[Row]:
    """Return (report, number, phone) of the reporters of ``reports`` who left a telephone number.

    ``number`` is that of the case the report opened or joined: the one its reporter was told.
    """
    return await tx.fetch(
        "SELECT r.id AS report, c.number, p.phone FROM cases_report r "
        "JOIN cases_reporter p ON p.report_id = r.id JOIN cases_case c ON c.id = r.case_id "
        "WHERE r.id = ANY($1) AND p.phone IS NOT NULL ORDER BY r.id",
        list(reports),
    )
