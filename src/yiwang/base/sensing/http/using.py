"""Routes of using devices of another unit."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.sensing import api
from yiwang.base.sensing.schemas import AskBody, DecideBody
from yiwang.infra import web
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["use of devices"])


@router.post("/device-requests", status_code=201, summary="Ask to use devices of another unit")
async def ask(request: Request, body: AskBody) -> Response:
    """Return ``{requests}``: one per owner."""
    actor = await web.caller(request)
    demand(actor, api.ASK_USE)
    async with web.database(request).work(actor) as work:
        return web.json({"requests": await api.ask_use(work, body.devices, body.purpose)}, 201)


@router.get("/device-requests", summary="Requests to use devices")
async def get_requests(
    request: Request,
    state: Annotated[Literal["asked", "granted", "refused", "ended"] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Response:
    """Return ``{items}``: those of the caller's unit and those it decides; all for the centre."""
    actor = await web.caller(request)
    demand(actor, api.ASK_USE)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.use_requests(work, state, limit)})


@router.post("/device-requests/{key}/decision", summary="Grant, refuse or end a use")
async def decide(request: Request, key: UUID, body: DecideBody) -> Response:
    """Return the request as it is now."""
    actor = await web.caller(request)
    demand(actor, api.DECIDE_USE)
    async with web.database(request).work(actor) as work:
        found = await api.decide_use(work, key, grant=body.grant, reason=body.reason, until=body.until)
    return web.json(found)


@router.get("/devices/{code}/uses", summary="Who used a device how often")
async def get_uses(
    request: Request,
    code: Annotated[str, Path(max_length=64)],
    days: Annotated[int, Query(ge=1, le=366)] = 30,
) -> Response:
    """Return ``{items}`` per day and unit."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        last = work.now.date()
        return web.json({"items": await api.uses(work.tx, code, last - timedelta(days=days), last)})
