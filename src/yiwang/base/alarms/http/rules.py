"""Routes of rules."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import StreamingResponse

from yiwang.base.alarms import api
from yiwang.base.alarms.schemas import RehearseBody, SwitchBody
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError, YiwangError
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["alarm rules"])

#: Seconds: whoever sees how far it is and can end it may let it run for longer.
_LONG_RUN = 180.0

_Code = Annotated[str, Path(max_length=60)]


@router.get("/alarm-functions", summary="Conditions that rules may use")
async def get_functions(request: Request) -> Response:
    """Return ``{items}``: name, words, what it looks at, and the schema of its parameters, with words."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    return web.json({"items": api.described()})


@router.get("/alarm-rules", summary="All rules")
async def get_rules(request: Request) -> Response:
    """Return ``{items}``: newest version, which one runs, counters."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": [dict(row) for row in await api.rules(work, None)]})


@router.get("/alarm-rules/precision", summary="How often rules were right")
async def get_precision(request: Request, days: Annotated[float, Query(gt=0, le=366)] = 30) -> Response:
    """Return ``{items}`` per rule: raised, judged true and false, precision, mean duration."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.precision(work, days)})


@router.get("/alarm-rules/watching", summary="Whom rules watch")
async def get_watching(request: Request) -> Response:
    """Return ``{items}`` per rule that is switched on: devices, subjects, or in ``resting`` why it waits."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.watching(work)})


@router.get("/alarm-rules/naming", summary="Rules that look at parts of a product")
async def get_naming(
    request: Request,
    product: Annotated[str, Query(max_length=60)],
    property: Annotated[list[str] | None, Query(max_length=200)] = None,  # noqa: A002 - as devices call it
    occurrence: Annotated[list[str] | None, Query(max_length=100)] = None,
) -> Response:
    """Return ``{items}``: rules that would miss these properties and occurrences of the product's devices."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.naming(work, product, property or (), occurrence or ())})


@router.post("/alarm-rules/check", summary="Check a rule", openapi_extra=web.body_of(api.Rule))
async def post_check(request: Request) -> Response:
    """Return ``{ok, errors, devices?, subjects?}``; nothing is stored."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    raw = await web.read(request, dict[str, Any])
    async with web.database(request).reading(actor) as work:
        _, errors, found = await api.check_rule(work, raw)
    return web.json({"ok": not errors, "errors": [e.as_dict() for e in errors]} | found)


@router.post(
    "/alarm-rules/rehearse", summary="Try a rule on history", openapi_extra=web.body_of(RehearseBody)
)
async def post_rehearse(request: Request) -> Response:
    """Return what the rule would have raised; bounded, and says how far it came."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_RULES)
    body = await web.read(request, RehearseBody)
    rule = api.read_rule(body.rule)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.rehearse(work, rule, body.since, body.until))


@router.post(
    "/alarm-rules/rehearse/steps",
    summary="Try a rule on history and hear how far it is",
    openapi_extra=web.body_of(RehearseBody),
    response_class=StreamingResponse,
)
async def post_rehearse_steps(request: Request) -> StreamingResponse:
    """Return lines of JSON: ``{step}`` after each part, at last ``{done}`` or ``{error}``.

    Hanging up ends it.
    """
    actor = await web.caller(request)
    demand(actor, api.CHANGE_RULES)
    body = await web.read(request, RehearseBody)
    rule = api.read_rule(body.rule)

    async def lines() -> AsyncIterator[bytes]:
        try:
            async with web.database(request).reading(actor) as work:
                async for step in api.rehearse_steps(work, rule, body.since, body.until, _LONG_RUN):
                    kind = "done" if "alarms" in step else "step"
                    yield msgspec.json.encode({kind: step}) + b"\n"
        except YiwangError as error:
            yield msgspec.json.encode({"error": error.as_dict()}) + b"\n"

    return StreamingResponse(lines(), media_type="application/x-ndjson")


@router.get("/alarm-rules/{code}", summary="One rule")
async def get_rule(request: Request, code: _Code) -> Response:
    """Return the rule with its newest version."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    async with web.database(request).reading(actor) as work:
        return web.json(dict(await api.rule(work, code)))


@router.put("/alarm-rules/{code}", summary="Store a rule", openapi_extra=web.body_of(api.Rule))
async def put_rule(request: Request, code: _Code) -> Response:
    """Store the next version as a draft; an equal one changes nothing. What runs goes on running."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_RULES)
    raw = await web.read(request, dict[str, Any])
    if raw.get("code") != code:
        raise InvalidInputError(field="code", why_zh="与地址不一致", why_en="differs from the address")
    async with web.database(request).work(actor) as work:
        _, version = await api.save_rule(work, raw)
    return web.json({"code": code, "version": version})


@router.get("/alarm-rules/{code}/versions", summary="All versions of a rule")
async def get_versions(request: Request, code: _Code) -> Response:
    """Return ``{items}``, newest first, each with what differs from the one before."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.rule_versions(work, code)})


@router.post("/alarm-rules/{code}/switch", summary="Switch a rule", openapi_extra=web.body_of(SwitchBody))
async def post_switch(request: Request, code: _Code) -> Response:
    """Let a version run, or none."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_RULES)
    body = await web.read(request, SwitchBody)
    async with web.database(request).work(actor) as work:
        await api.switch_rule(work, code, body.version)
    return web.json({"code": code, "running": body.version})
