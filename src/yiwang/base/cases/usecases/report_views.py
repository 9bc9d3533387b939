"""Reports as people see them: the reporter masked, out of sight what lies outside the caller's area."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from yiwang.base.audit import api as audit
from yiwang.base.cases.errors import NotYourTaskError, ReportNotFoundError
from yiwang.base.cases.store import media as media_store
from yiwang.base.cases.store import reports as store
from yiwang.base.cases.usecases.explain import seen
from yiwang.infra.database import Row, Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.text import clean_text, mask_name, mask_phone


def masked(row: Row) -> dict[str, str | None] | None:
    """Return the reporter of a row, masked; ``None`` if unknown or erased."""
    if row["erased_at"] is not None or not (row["name"] or row["phone"] or row["email"]):
        return None
    return {
        "name": mask_name(row["name"]) if row["name"] else None,
        "phone": mask_phone(row["phone"]) if row["phone"] else None,
    }


def shown(row: Row, files: dict[UUID, Row]) -> dict[str, Any]:
    """Return the wire form of a report."""
    return {
        "id": row["id"],
        "case": row["number"],
        "channel": row["channel"],
        "source": row["source"],
        "external_id": None if (row["external_id"] or "").startswith("idem:") else row["external_id"],
        "text": row["text"],
        "address": row["address"],
        "lon": row["lon"],
        "lat": row["lat"],
        "matter": row["matter_hint"],
        "reported_at": row["reported_at"] or row["received_at"],
        "received_at": row["received_at"],
        "state": row["state"],
        "reporter": masked(row),
        "media": [file_of(files[m]) for m in row["media"] if m in files],
        "attributes": row["attributes"],
    }


def file_of(row: Row) -> dict[str, Any]:
    """Return the wire form of an attached file."""
    return {
        "id": row["id"],
        "kind": row["role"],
        "type": row["type"],
        "name": row["name"],
        "url": f"/api/v1/media/{row['id']}",
    }


def in_sight(actor: Actor, row: Row) -> bool:
    """Tell whether ``actor`` may see the report: one without a place is everybody's to sort out."""
    return actor.is_system or actor.area is None or not row["path"] or actor.area in row["path"]


#: Roles that may see reporters of any case in their sight.
_UNBOUND = ("agent", "dispatcher", "verifier")


async def report(work: Work, report_id: UUID) -> dict[str, Any]:
    """Return one report; raises ``report_not_found``."""
    row = await store.view(work.tx, report_id)
    if row is None or not in_sight(work.actor, row):
        raise ReportNotFoundError(key=str(report_id))
    return shown(row, await media_store.files(work.tx, row["media"]))


async def reports_of(work: Work, source: str, external_id: str | None, limit: int) -> list[dict[str, Any]]:
    """Return reports of a source, newest id first; with ``external_id`` at most that one."""
    rows = await store.by_key(work.tx, source, external_id, limit)
    rows = [row for row in rows if in_sight(work.actor, row)]
    files = await media_store.files(work.tx, [m for row in rows for m in row["media"]])
    return [shown(row, files) for row in rows]


async def unmask(work: Work, number: str, reason: str) -> list[dict[str, Any]]:
    """Return the reporters of a case in full, each with the id of the report; it goes on record who looked.

    Who only handles may call the reporters of a case while a live task of it is theirs. Raises
    ``case_not_found`` for a case that the caller may not see, ``not_your_task``.
    """
    ctx = await seen(work, number)
    live = ctx.state.live_tasks()
    if not work.actor.has(*_UNBOUND) and not any(ctx.may_work_for(task.unit) for task in live):
        raise NotYourTaskError(unit=ctx.state.lead or "-")
    rows = await store.of_ids(work.tx, ctx.state.reports)
    words = clean_text(reason, field="reason", longest=200, required=True)
    await audit.record(work, "unmask_reporters", "case", number, {"reason": words})
    return [
        {"report": row["id"], "name": row["name"], "phone": row["phone"], "email": row["email"]}
        for row in rows
        if row["erased_at"] is None
    ]
