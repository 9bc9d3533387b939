"""Routes of commands to devices: for people, and for devices that fetch theirs."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Request, Response

from yiwang.base.actuation import api
from yiwang.base.actuation.schemas import AnswerBody, DecideBody
from yiwang.base.sensing import api as sensing
from yiwang.infra import web
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import ForbiddenError, InvalidInputError, UnauthenticatedError
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["device commands"])

_Device = Annotated[str, Query(min_length=1, max_length=64)]


@router.post(
    "/device-commands",
    status_code=201,
    summary="Tell a device what to do",
    openapi_extra=web.body_of(api.CommandDraft),
    responses={200: {"description": "The same id was asked for before"}},
)
async def post_command(request: Request) -> Response:
    """Return the command: ``asked`` where a second person must confirm it, else ``waiting`` to be sent."""
    actor = await web.caller(request)
    demand(actor, api.CALL)
    draft = await web.read(request, api.CommandDraft)
    async with web.database(request).work(actor) as work:
        made, new = await api.call(work, draft)
        [body] = await api.shown(work, [made])
    return web.json(body, 201 if new else 200)


@router.get("/device-commands", summary="Commands of a device, newest first")
async def get_commands(
    request: Request,
    device: _Device,
    state: Annotated[list[str] | None, Query(max_length=10)] = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """Return ``{items, next, desired}``; ``desired``: what each property was last set to."""
    actor = await web.caller(request)
    demand(actor, sensing.SEE_DEVICES)
    before = None if cursor is None else _position(cursor)
    async with web.database(request).reading(actor) as work:
        items = await api.find(work, device, state, before, limit)
        wanted = await api.desired(work.tx, device)
    last = items[-1] if len(items) == limit else None
    following = None if last is None else web.Cursor.encode([last["made_at"], last["id"]])
    return web.json({"items": items, "next": following, "desired": wanted})


def _position(cursor: str) -> tuple[datetime, UUID]:
    try:
        return msgspec.convert(web.Cursor.decode(cursor, 2), tuple[datetime, UUID])
    except msgspec.ValidationError:
        raise InvalidInputError(field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor") from None


async def _scope(request: Request) -> sensing.KeyScope:
    found = web.credential(request)
    if found is None or found[1]:
        raise UnauthenticatedError
    return await sensing.recognise(web.database(request), found[0])


@router.get("/device-commands/waiting", summary="For devices: what waits for one, with its key")
async def get_waiting(
    request: Request,
    device: _Device,
    wait: Annotated[float, Query(ge=0, le=60, description="seconds to wait for one")] = 0,
) -> Response:
    """Return ``{items}`` of the device and, for a gateway, of those behind it.

    They are told again until the device says ``received``, ``done`` or ``failed``.
    """
    scope = await _scope(request)
    database = web.database(request)
    ref = (await sensing.directory(database).refs([device])).get(device)
    if ref is None or not scope.covers(ref):
        raise ForbiddenError(why_zh="密钥不能代表该设备", why_en="the key does not speak for the device")
    until = time.monotonic() + wait
    while True:
        async with database.reading(SYSTEM) as work:
            found = await api.waiting(work.tx, [device], work.now)
        left = until - time.monotonic()
        if found or left <= 0:
            return web.json({"items": [_told(command) for command in found]})
        await api.watch(database).wait(device, left)


def _told(command: api.Command) -> dict[str, Any]:
    return {
        "id": command.id,
        "device": command.device,
        "function": command.function,
        "values": command.values,
        "expires_at": command.expires_at,
    }


@router.post(
    "/device-commands/{command}/answer",
    summary="For devices: what became of a command",
    openapi_extra=web.body_of(AnswerBody),
)
async def post_answer(request: Request, command: UUID) -> Response:
    """Return ``{state}`` after the commit; the same answer again changes nothing."""
    scope = await _scope(request)
    body = await web.read(request, AnswerBody)
    said = api.Answer(id=command, state=body.state, output=body.output, words=body.words)
    async with web.database(request).work(SYSTEM) as work:
        after = await api.answer(work, said, "http", scope=scope)
    return web.json({"state": after.state})


@router.get("/device-commands/{command}", summary="One command with its steps")
async def get_command(request: Request, command: UUID) -> Response:
    """Return the command, who took which step when, and the device's answer."""
    actor = await web.caller(request)
    demand(actor, sensing.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.one(work, command))


@router.post(
    "/device-commands/{command}/{act}",
    summary="Confirm, refuse or withdraw a command",
    openapi_extra=web.body_of(DecideBody),
)
async def post_act(
    request: Request, command: UUID, act: Literal["confirm", "refuse", "withdraw"]
) -> Response:
    """Return the command; who asked for it cannot confirm it."""
    actor = await web.caller(request)
    demand(actor, api.CALL if act == "withdraw" else api.CONFIRM)
    body = await web.read(request, DecideBody)
    if act == "refuse" and not body.reason.strip():
        raise InvalidInputError(field="reason", why_zh="须说明理由", why_en="a reason is needed")
    async with web.database(request).work(actor) as work:
        after = await api.decide(work, command, act, body.reason)
        return web.json((await api.shown(work, [after]))[0])
