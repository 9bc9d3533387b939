"""Routes of silences, inhibitions and mute times."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.alarms import api
from yiwang.base.alarms.schemas import SilenceBody
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.ids import new_id
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["alarm noise"])

_Kind = Literal["inhibitions", "mutes"]
_STORED = {"inhibitions": "inhibition", "mutes": "mute"}
_Code = Annotated[str, Path(max_length=60)]


@router.get("/alarm-silences", summary="Silences")
async def get_silences(request: Request, days: Annotated[float, Query(ge=0, le=366)] = 1) -> Response:
    """Return ``{items}``: those in force or to come, and those that ended in the last ``days``."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    async with web.database(request).reading(actor) as work:
        found = await api.silences(work.tx, work.now - timedelta(days=days))
    return web.json({"items": [dict(row) for row in found]})


@router.post("/alarm-silences", summary="Begin a silence", openapi_extra=web.body_of(SilenceBody))
async def post_silence(request: Request) -> Response:
    """Return the silence; raised alarms that match are hushed at once."""
    actor = await web.caller(request)
    demand(actor, api.SILENCE)
    body = await web.read(request, SilenceBody)
    async with web.database(request).work(actor) as work:
        made = api.Silence(
            id=new_id(),
            matchers=body.matchers,
            starts_at=body.starts_at or work.now,
            ends_at=body.ends_at,
            until_resolved=body.until_resolved,
            reason=body.reason,
            author=actor.name,
        )
        return web.json(msgspec.to_builtins(await api.silence(work, made)), 201)


@router.delete("/alarm-silences/{silence}", summary="End a silence")
async def delete_silence(
    request: Request, silence: UUID, reason: Annotated[str | None, Query(max_length=300)] = None
) -> Response:
    """End it now; why is written beside the reason it began for."""
    actor = await web.caller(request)
    demand(actor, api.SILENCE)
    async with web.database(request).work(actor) as work:
        await api.end_silence(work, silence, reason)
    return web.json({"ended": silence})


@router.get("/alarm-{kind}", summary="Inhibitions or mute times")
async def get_settings(request: Request, kind: _Kind) -> Response:
    """Return ``{items}``, by code."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    async with web.database(request).reading(actor) as work:
        found = await api.settings(work.tx, _STORED[kind])
    return web.json({"items": [msgspec.to_builtins(one) for one in found]})


@router.put("/alarm-{kind}/{code}", summary="Store an inhibition or a mute time")
async def put_setting(request: Request, kind: _Kind, code: _Code) -> Response:
    """Store it; it is in force within a second."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_RULES)
    raw = await web.read(request, dict[str, Any])
    if raw.get("code") != code:
        raise InvalidInputError(field="code", why_zh="与地址不一致", why_en="differs from the address")
    async with web.database(request).work(actor) as work:
        [made] = await api.save_settings(work, _STORED[kind], [raw])
    return web.json(msgspec.to_builtins(made))


@router.delete("/alarm-{kind}/{code}", summary="Delete an inhibition or a mute time")
async def delete_setting(request: Request, kind: _Kind, code: _Code) -> Response:
    """Delete it; raises ``not_found``."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_RULES)
    async with web.database(request).work(actor) as work:
        await api.drop_setting(work, _STORED[kind], code)
    return web.json({"deleted": code})
