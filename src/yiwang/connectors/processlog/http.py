"""The journal of cases as a file for other tools of process mining."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from yiwang.connectors.processlog.xeslog import xes
from yiwang.sdk import mining, web

router = APIRouter(prefix="/api/v1/insight", tags=["insight"])

_Code = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]
_BLOCK: Final = 1 << 18


@router.get("/log.xes", summary="The journal of cases as XES (IEEE 1849)", response_class=StreamingResponse)
async def export_log(
    request: Request,
    *,
    opened_from: Annotated[datetime | None, Query(alias="from")] = None,
    opened_to: Annotated[datetime | None, Query(alias="to")] = None,
    area: _Code = None,
    matter: _Code = None,
    unit: _Code = None,
    channel: _Code = None,
    view: mining.View = "actions",
) -> StreamingResponse:
    """Stream the steps of the cases opened in a period (the last 30 days) that the caller may see.

    Codes and times only: a case's number, what was done or the stage entered, the unit that then had it.
    Steps of one instant stand in the journal's own order.
    """
    actor = await web.caller(request)
    async with web.database(request).work(actor) as work:
        asked = mining.asked(
            work.now, opened_from, opened_to, area=area, matter=matter, unit=unit, channel=channel
        )
        log = await mining.export_log(work, asked, view)
    headers = {"content-disposition": 'attachment; filename="yiwang.xes"'}
    return StreamingResponse(_blocks(log), media_type="application/xml", headers=headers)


def _blocks(log: mining.ProcessLog) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for piece in xes(log):
        held.append(piece)
        size += len(piece)
        if size >= _BLOCK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
