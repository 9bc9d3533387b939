"""The HTTP door of readings."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response

from yiwang.base.sensing import api
from yiwang.base.sensing.model.telemetry import TelemetryMessage, decoder
from yiwang.infra import web
from yiwang.kernel.errors import UnauthenticatedError
from yiwang.kernel.permissions import demand
from yiwang.kernel.refusals import UNREADABLE, refused

router = APIRouter(tags=["telemetry"])

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": msgspec.json.schema(list[TelemetryMessage] | TelemetryMessage)}
        },
    }
}


@router.post(
    "/telemetry",
    summary="Hand in readings",
    openapi_extra=_BODY,
    responses={
        200: {"description": "Stored durably: `{accepted, refused, apart}`"},
        401: {"description": "`device_key_refused`"},
        422: {"description": "`telemetry_form`, `telemetry_refused`"},
        503: {"description": "`inbox_full`: send again after `Retry-After`"},
    },
)
async def hand_in(request: Request) -> Response:
    """Store one message or a list of them; it is answered after the commit. Needs a device key as bearer.

    A reading that was sent before counts once. ``refused``: of devices the key does not speak for.
    ``apart``: stored as doubtful (unknown property, wrong unit).
    """
    found = web.credential(request)
    if found is None or found[1]:
        raise UnauthenticatedError
    database = web.database(request)
    scope = await api.recognise(database, found[0])
    try:
        messages = decoder.decode(await request.body())
    except UNREADABLE as error:
        raise refused(error) from None
    if isinstance(messages, TelemetryMessage):
        messages = [messages]
    return web.json(await api.tell(database, scope, messages))


@router.get("/telemetry/inbox", summary="How much waits to be settled")
async def get_inbox(request: Request) -> Response:
    """Return ``{partitions, readings_waiting}``."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.inbox_state(work.tx))
