"""The buffer query: cases within so many metres of a point, a line or a surface."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from yiwang.base.cases import api
from yiwang.base.cases.http.lists import Asked
from yiwang.base.cases.model.buffer import Buffer
from yiwang.base.cases.model.rights import SEE_CASES
from yiwang.base.cases.schemas import BufferBody
from yiwang.infra import web
from yiwang.kernel.geometry import Crs, check_position, convert
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["cases"])


@router.post("/cases/within", summary="Cases within so many metres of a point, a line or a surface")
async def within(request: Request, body: BufferBody, asked: Asked) -> Response:
    """Return ``{items, total, total_is_capped}``, the nearest first, each with ``distance_m``.

    The query narrows it as it does the list of cases; ``crs`` says what the coordinates mean.
    """
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    given = [check_position(lon, lat, field="geometry") for lon, lat in body.geometry.points()]
    points = [convert(lon, lat, body.crs, Crs.WGS84) for lon, lat in given]
    buffer = Buffer(body.geometry.type, points, body.metres)
    async with web.database(request).reading(actor) as work:
        found = await api.within(work, buffer, asked, body.limit)
    return web.json(found)
