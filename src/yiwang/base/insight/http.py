"""Routes of insight."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from yiwang.base.cases.api import CaseFilter
from yiwang.base.insight import api
from yiwang.base.insight.api import View
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1/insight", tags=["insight"])

_Code = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]
_DAYS = timedelta(days=30)


@router.get("/process", summary="How cases went: graph, variants, findings of the journal")
async def get_process(
    request: Request,
    *,
    opened_from: Annotated[datetime | None, Query(alias="from")] = None,
    opened_to: Annotated[datetime | None, Query(alias="to")] = None,
    area: _Code = None,
    matter: _Code = None,
    unit: _Code = None,
    channel: _Code = None,
    view: View = "actions",
) -> Response:
    """Return what the journal of the cases opened in a period (the last 30 days) says.

    Arcs, variants, hand-overs between units, ping-pong, rework, extra steps, slow transitions, extreme
    durations; times in seconds, each finding with numbers of cases that show it.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_INSIGHT)
    for name, at in (("from", opened_from), ("to", opened_to)):
        if at is not None and at.tzinfo is None:
            raise InvalidInputError(field=name, why_zh="时间须带时区", why_en="the time needs an offset")
    async with web.database(request).reading(actor) as work:
        asked = CaseFilter(
            opened_from=opened_from or (opened_to or work.now) - _DAYS,
            opened_to=opened_to,
            area=area,
            matters=(matter,) if matter else (),
            units=(unit,) if unit else (),
            channels=(channel,) if channel else (),
        )
        found = await api.process(work, asked, view)
    return web.json(found)
