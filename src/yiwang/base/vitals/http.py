"""Routes of vitals."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.vitals import api
from yiwang.base.vitals.schemas import CloseBody, DeclareBody, ScaleBody, SwitchBody
from yiwang.infra import web
from yiwang.kernel.errors import ForbiddenError, InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["vitals"])

_Code = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
_Area = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]


@router.get("/vitals/rules", summary="Rules on indicators and their versions")
async def get_rules(request: Request) -> Response:
    """Return ``{items}``: the newest version of each, what its rehearsal raised, and which one watches."""
    actor = await web.caller(request)
    demand(actor, api.SEE_VITALS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.rules(work)})


@router.put("/vitals/rules/{code}", summary="Store a version of a rule", openapi_extra=web.body_of(api.Rule))
async def put_rule(request: Request, code: _Code) -> Response:
    """Return ``{version}``; the same again is the same version. It watches when it is switched on."""
    actor = await web.caller(request)
    demand(actor, api.SET_VITALS)
    _whole(actor.area)
    rule = await web.read(request, api.Rule)
    if rule.code != code:
        raise InvalidInputError(field="code", why_zh="与地址不符", why_en="is not that of the address")
    async with web.database(request).work(actor) as work:
        return web.json({"version": await api.put_rule(work, rule)})


@router.post("/vitals/rules/{code}/rehearse", summary="Try a rule on the past")
async def post_rehearse(
    request: Request, code: _Code, version: Annotated[int | None, Query(ge=1)] = None
) -> Response:
    """Return ``{version, pieces, known, alerts, by_area}``: what it would have raised, and when."""
    actor = await web.caller(request)
    demand(actor, api.SET_VITALS)
    _whole(actor.area)
    async with web.database(request).work(actor) as work:
        return web.json(await api.rehearse(work, code, version))


@router.post(
    "/vitals/rules/{code}/switch", summary="Let a rule watch, or not", openapi_extra=web.body_of(SwitchBody)
)
async def post_switch(request: Request, code: _Code) -> Response:
    """Answer 204; refuses a version that was never tried on the past."""
    actor = await web.caller(request)
    demand(actor, api.SET_VITALS)
    _whole(actor.area)
    body = await web.read(request, SwitchBody)
    async with web.database(request).work(actor) as work:
        await api.switch(work, code, body.version, on=body.on)
    return Response(status_code=204)


@router.get("/vitals/alerts", summary="Alerts on indicators, the open and gravest first")
async def get_alerts(
    request: Request,
    *,
    is_open: Annotated[bool | None, Query(alias="open")] = None,
    indicator: Annotated[str | None, Query(max_length=60, pattern=r"^[a-z0-9_]*$")] = None,
) -> Response:
    """Return ``{items}`` with colour, strength, case, advice and history."""
    actor = await web.caller(request)
    demand(actor, api.SEE_VITALS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.find(work, is_open=is_open, indicator=indicator or None)})


@router.post(
    "/vitals/alerts/{alert}/close",
    summary="Close an alert with its result",
    openapi_extra=web.body_of(CloseBody),
)
async def post_close(request: Request, alert: UUID) -> Response:
    """Answer 204; the same deviation raises no other until the indicator was well once."""
    actor = await web.caller(request)
    demand(actor, api.CLOSE_VITALS)
    body = await web.read(request, CloseBody)
    async with web.database(request).work(actor) as work:
        await api.close(work, alert, body.result, body.remark)
    return Response(status_code=204)


@router.get("/vitals/outlook/{code}", summary="What an indicator is expected to be")
async def get_outlook(
    request: Request,
    code: _Code,
    *,
    area: _Area = None,
    grain: Literal["day", "week", "month"] = "day",
) -> Response:
    """Return ``{points, coverage, crossings}``: bounds, how often they held, when a limit is crossed."""
    actor = await web.caller(request)
    demand(actor, api.SEE_VITALS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.outlook(work, code, area, grain))


@router.get("/city-stage", summary="The stage of the city, and what the machine proposes")
async def get_stage(request: Request) -> Response:
    """Return ``{stage, name, advice, since, by, reason, proposed, criteria, scale, as_of}``."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.stage(work))


@router.post("/city-stage", summary="Declare a stage", openapi_extra=web.body_of(DeclareBody))
async def post_stage(request: Request) -> Response:
    """Return ``{seq}``; a person declares, the machine only proposes."""
    actor = await web.caller(request)
    demand(actor, api.DECLARE_STAGE)
    _whole(actor.area)
    body = await web.read(request, DeclareBody)
    async with web.database(request).work(actor) as work:
        return web.json({"seq": await api.declare(work, body.stage, body.reason, body.seq)})


@router.get("/city-stage/history", summary="The stages that were declared")
async def get_history(request: Request) -> Response:
    """Return ``{items}``, newest first: stage, by whom and why, what was proposed and known then."""
    actor = await web.caller(request)
    demand(actor, api.SEE_VITALS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.history(work)})


@router.get("/city-stage/scale", summary="The scale of stages in force")
async def get_scale(request: Request) -> Response:
    """Return ``{version, scale, criteria}`` with the criteria in words."""
    actor = await web.caller(request)
    demand(actor, api.SEE_VITALS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.scale(work))


@router.put("/city-stage/scale", summary="Put another scale in force", openapi_extra=web.body_of(ScaleBody))
async def put_scale(request: Request) -> Response:
    """Return ``{version}``; older scales stay with the stages declared by them."""
    actor = await web.caller(request)
    demand(actor, api.SET_VITALS)
    _whole(actor.area)
    body = await web.read(request, ScaleBody)
    async with web.database(request).work(actor) as work:
        return web.json({"version": await api.set_scale(work, body.scale, body.reason, body.version)})


def _whole(area: str | None) -> None:
    """Raise ``forbidden`` for an actor of one area: rules and stages are the whole city's."""
    if area is not None:
        raise ForbiddenError(
            why_zh="体征规则与城市运行等级是全市的，只负责一个区域的人员不能设置",
            why_en="rules and the stage are the whole city's: who serves one area may not set them",
        )
