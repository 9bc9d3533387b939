"""How well cases are dispatched."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from yiwang.base.cases.model.rights import SEE_QUALITY
from yiwang.base.cases.usecases.quality import quality
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["cases"])

_Code = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]
_DAYS: Final = timedelta(days=30)


@router.get("/dispatch/quality", summary="First dispatch right, automatic share, error against the limit")
async def get_quality(
    request: Request,
    *,
    since: Annotated[datetime | None, Query(alias="from")] = None,
    until: Annotated[datetime | None, Query(alias="to")] = None,
    area: _Code = None,
    matter: _Code = None,
    unit: _Code = None,
) -> Response:
    """Return rates of the cases first dispatched in a time (the last 30 days), by mode, matter, unit, area.

    Besides the newest cases that another unit had to take over, and what was returned on which basis.
    """
    actor = await web.caller(request)
    demand(actor, SEE_QUALITY)
    for name, at in (("from", since), ("to", until)):
        if at is not None and at.tzinfo is None:
            raise InvalidInputError(field=name, why_zh="时间须带时区", why_en="the time needs an offset")
    async with web.database(request).reading(actor) as work:
        end = until or work.now + timedelta(seconds=1)
        found = await quality(work, since or end - _DAYS, end, area=area, matter=matter, unit=unit)
    return web.json(found)
