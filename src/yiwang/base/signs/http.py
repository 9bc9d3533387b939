"""Routes of topics and early signs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from yiwang.base.insight import api as insight
from yiwang.base.signs import api
from yiwang.base.signs.schemas import CloseBody, LimitsBody, TrialBody
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["signs"])

_Code = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]


@router.get("/topics", summary="Hot topics of a period, and near repeats")
async def get_topics(
    request: Request,
    *,
    opened_from: Annotated[datetime | None, Query(alias="from")] = None,
    opened_to: Annotated[datetime | None, Query(alias="to", description="exclusive")] = None,
    area: _Code = None,
    matter: _Code = None,
    unit: _Code = None,
    channel: _Code = None,
) -> Response:
    """Return ``{topics, near_repeats, formula, days, read, capped}``, each with the numbers of its cases."""
    actor = await web.caller(request)
    demand(actor, api.SEE_SIGNS)
    async with web.database(request).reading(actor) as work:
        asked = insight.asked(
            work.now, opened_from, opened_to, area=area, matter=matter, unit=unit, channel=channel
        )
        found = await api.hot(work, asked)
    return web.json(found)


@router.get("/signs", summary="Early signs, newest first, and how earlier ones ended")
async def get_signs(
    request: Request,
    *,
    kind: Annotated[str | None, Query(max_length=20)] = None,
    is_open: Annotated[bool | None, Query(alias="open")] = None,
    since: Annotated[datetime | None, Query()] = None,
) -> Response:
    """Return ``{items, results, rates}``: at most 500, each with what is seen, its size and its cases."""
    actor = await web.caller(request)
    demand(actor, api.SEE_SIGNS)
    if kind is not None and kind not in api.KINDS:
        raise InvalidInputError(field="kind", why_zh="没有这类苗头", why_en="no such kind of sign")
    if since is not None and since.tzinfo is None:
        raise InvalidInputError(field="since", why_zh="时间须带时区", why_en="the time needs an offset")
    async with web.database(request).reading(actor) as work:
        found = await api.find(work, kind=kind, is_open=is_open, since=since)
    return web.json(found)


@router.post("/signs/{sign}/close", summary="Close a sign", openapi_extra=web.body_of(CloseBody))
async def post_close(request: Request, sign: UUID) -> Response:
    """Say what it turned out to be; recorded with who said so."""
    actor = await web.caller(request)
    demand(actor, api.CLOSE_SIGNS)
    body = await web.read(request, CloseBody)
    async with web.database(request).work(actor) as work:
        await api.close(work, sign, body.result, body.remark)
    return web.json({"result": body.result})


@router.get("/signs/limits", summary="The limits of signs, and how they came to be")
async def get_limits(request: Request) -> Response:
    """Return ``{version, limits, delivered, tags, versions}``."""
    actor = await web.caller(request)
    demand(actor, api.SEE_SIGNS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.limits(work))


@router.put("/signs/limits", summary="Set the limits of signs", openapi_extra=web.body_of(LimitsBody))
async def put_limits(request: Request) -> Response:
    """Return ``{version}``: in force from the next look on, recorded with who and why."""
    actor = await web.caller(request)
    demand(actor, api.SET_LIMITS)
    body = await web.read(request, LimitsBody)
    async with web.database(request).work(actor) as work:
        version = await api.set_limits(work, body.limits, body.reason, body.version)
    return web.json({"version": version})


@router.post(
    "/signs/limits/preview",
    summary="What limits would have told in the last 30 days",
    openapi_extra=web.body_of(TrialBody),
)
async def post_preview(request: Request) -> Response:
    """Return ``{days, told, kinds, items, capped}``; nothing is stored and nobody is told."""
    actor = await web.caller(request)
    demand(actor, api.SET_LIMITS)
    body = await web.read(request, TrialBody)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.preview(work, body.limits))
