"""Routes of alarms: lists, one alarm, acts in bulk."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Request, Response

from yiwang.base.alarms import api
from yiwang.base.alarms.http.reading import shown
from yiwang.base.alarms.schemas import ActsBody
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError, YiwangError
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["alarms"])

_Level = Literal["blue", "yellow", "orange", "red"]
_Code = Annotated[str | None, Query(max_length=64)]


@router.get("/alarms", summary="Alarms, newest first")
async def get_alarms(
    request: Request,
    *,
    rule: _Code = None,
    level: Annotated[_Level | None, Query(description="at least")] = None,
    area: _Code = None,
    subject: _Code = None,
    parent: UUID | None = None,
    case: _Code = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    living: bool | None = None,
    hushed: bool | None = None,
) -> Response:
    """Return ``{items, next}``: alarms of the caller's area that match. ``living``: not closed."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    wanted = api.AlarmFilter(
        living=living,
        rule=rule,
        level=None if level is None else api.LEVELS[level][0],
        area=area,
        device=subject,
        hushed=hushed,
        parent=parent,
        case=case,
        since=since,
        until=until,
    )
    before = None if cursor is None else _position(cursor)
    async with web.database(request).reading(actor) as work:
        found = await api.find(work, wanted, before=before, limit=limit)
    last = found[-1] if len(found) == limit else None
    following = None if last is None else web.Cursor.encode([last.raised_at, last.id])
    return web.json({"items": [shown(alarm) for alarm in found], "next": following})


def _position(cursor: str) -> tuple[datetime, UUID]:
    try:
        return msgspec.convert(web.Cursor.decode(cursor, 2), tuple[datetime, UUID])
    except msgspec.ValidationError:
        raise InvalidInputError(field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor") from None


@router.get("/alarms/groups", summary="Living alarms in groups of equal labels")
async def get_groups(
    request: Request,
    by: Annotated[list[str], Query(max_length=10)],
    area: _Code = None,
) -> Response:
    """Return ``{items}``: labels, how many, highest level, newest. Reads the newest 5,000 at most."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    async with web.database(request).reading(actor) as work:
        found = await api.grouped(work, by, api.AlarmFilter(living=True, area=area))
    return web.json({"items": found})


@router.get("/alarms/vocabulary", summary="Levels, stages and acts of alarms")
async def get_vocabulary(request: Request) -> Response:
    """Return the words in both languages."""
    await web.caller(request)
    levels = [{"code": c, "rank": r, "zh": zh, "en": en} for c, (r, zh, en) in api.LEVELS.items()]
    stages = [{"code": c, "zh": zh, "en": en} for c, (zh, en) in api.STAGES.items()]
    acts = [{"code": c, "zh": zh, "en": en} for c, (zh, en) in api.ACTS.items()]
    return web.json({"levels": levels, "stages": stages, "acts": acts})


@router.get("/alarms/{alarm}", summary="One alarm and its journal")
async def get_alarm(request: Request, alarm: UUID) -> Response:
    """Return the alarm with its journal."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ALARMS)
    async with web.database(request).reading(actor) as work:
        found, lines = await api.detail(work, alarm)
    return web.json(shown(found) | {"journal": lines})


@router.post("/alarms/acts", summary="Do one thing with many alarms", openapi_extra=web.body_of(ActsBody))
async def post_acts(request: Request) -> Response:
    """Return ``{items: [{alarm, ok, error?}]}``: what fails on one is done on the others."""
    actor = await web.caller(request)
    demand(actor, api.CONFIRM)
    body = await web.read(request, ActsBody)
    async with web.database(request).work(actor) as work:
        answers = await api.act(work, body.alarms, body.action, body.data)
    items = [
        {"alarm": one, "ok": False, "error": answer.as_dict()}
        if isinstance(answer, YiwangError)
        else {"alarm": one, "ok": True, "stage": answer.stage}
        for one, answer in answers.items()
    ]
    return web.json({"items": items})
