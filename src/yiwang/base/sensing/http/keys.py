"""Routes of the keys of devices."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from yiwang.base.sensing import api
from yiwang.base.sensing.schemas import KeyBody
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["device keys"])


@router.post("/device-keys", status_code=201, summary="Make a key")
async def create_key(request: Request, body: KeyBody) -> Response:
    """Return ``{id, key}``; the key is shown this once."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE_KEYS)
    _later(body.until, web.database(request).time.now())
    async with web.database(request).work(actor) as work:
        key, secret = await api.create_key(work, body.scope, body.subject, label=body.label, until=body.until)
    return web.json({"id": key, "key": secret}, 201)


@router.get("/device-keys", summary="Keys of a device, gateway or product")
async def get_keys(
    request: Request,
    scope: Annotated[Literal["device", "gateway", "product"], Query()],
    subject: Annotated[str, Query(min_length=1, max_length=64)],
) -> Response:
    """Return ``{items}`` without anything secret."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE_KEYS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.keys_of(work.tx, scope, subject)})


@router.delete("/device-keys/{key}", status_code=204, summary="Revoke a key")
async def revoke_key(request: Request, key: UUID) -> Response:
    """End a key; within a second no process takes it any more."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE_KEYS)
    async with web.database(request).work(actor) as work:
        await api.revoke_key(work, key)
    return Response(status_code=204)


def _later(until: datetime | None, now: datetime) -> None:
    if until is not None and until <= now:
        raise InvalidInputError(field="until", why_zh="须在以后", why_en="must lie ahead")
