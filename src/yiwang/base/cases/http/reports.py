"""Handing in reports and looking at them."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Request, Response

from yiwang.base.cases import api
from yiwang.base.cases.model import once
from yiwang.base.cases.model.report import GRID_SOURCE, JOINS, ReportInput, decode
from yiwang.base.cases.model.rights import REPORT, SEE_REPORTS
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["reports"])

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": msgspec.json.schema(ReportInput)}},
    }
}


def keyed(report: ReportInput, request: Request, caller: str) -> ReportInput:
    """Return ``report`` with the request's ``Idempotency-Key`` as its id where it has none of its own.

    Keys belong to their caller: two callers with the same key do not meet.
    """
    key = request.headers.get("idempotency-key")
    if key is None or report.external_id is not None:
        return report
    key = once.clean_key(key)
    digest = hashlib.sha256(f"{caller}\n{key}".encode()).hexdigest()[:40]
    return msgspec.structs.replace(report, external_id=f"idem:{digest}")


@router.post(
    "/reports",
    status_code=201,
    summary="Hand in a report",
    openapi_extra=_BODY,
    responses={
        200: {"description": "The same report was stored before: `{id, case, status: same}`"},
        201: {"description": "Stored durably: `{id, case, status, receipt}`; `case` follows at once"},
        409: {"description": "`report_conflict`: this source used the id for another content"},
        422: {"description": "`invalid_input` and others, with `field`"},
    },
)
async def hand_in(request: Request) -> Response:
    """Store a report; it is answered after the commit. Needs ``source`` and ``text``.

    Idempotent by (source, external_id), or by the header ``Idempotency-Key`` where the report has no id.
    Of the source ``grid``, the attribute ``joins`` names a case in sight that the report repeats: it becomes
    one more report of it, or a case of its own if that one is over by then.
    """
    actor = await web.caller(request)
    demand(actor, REPORT)
    report = keyed(decode(await request.body()), request, actor.key)
    joins = report.attributes.get(JOINS) if report.source == GRID_SOURCE else None
    if joins is not None:
        async with web.database(request).reading(actor) as work:
            await api.state_of(work, str(joins))
    received = await api.intake(web.database(request)).receive(report, actor)
    return web.json(received, 201 if received.status == "created" else 200)


@router.get("/reports/{report}", summary="One report")
async def one_report(request: Request, report: UUID) -> Response:
    """Return a report; the reporter's data are masked. ``case`` is its number once it has one."""
    actor = await web.caller(request)
    demand(actor, SEE_REPORTS)
    async with web.database(request).reading(actor) as work:
        found = await api.report(work, report)
    return web.json(found)


@router.get("/reports", summary="Reports of a source")
async def find_reports(
    request: Request,
    source: Annotated[str, Query(min_length=1, max_length=60)],
    external_id: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Return reports by source and the source's own id: ``{items}``."""
    actor = await web.caller(request)
    demand(actor, SEE_REPORTS)
    for field, value in (("source", source), ("external_id", external_id or "-")):
        if "\x00" in value:
            raise InvalidInputError(field=field, why_zh="含有空字符", why_en="contains a NUL character")
    async with web.database(request).reading(actor) as work:
        items = await api.reports_of(work, source, external_id, limit)
    return web.json({"items": items})
