"""Routes of watch orders."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Request, Response

from yiwang.base.alarms import api as alarms
from yiwang.base.watching import api
from yiwang.base.watching.schemas import EndBody, ExtendBody
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["watch orders"])


def _shown(order: api.WatchOrder) -> dict[str, Any]:
    body: dict[str, Any] = msgspec.to_builtins(order)
    says: dict[str, Any] = body.pop("says")
    return says | body | {"rule": order.rule}


@router.get("/watch-orders", summary="Watch orders, newest first")
async def get_orders(
    request: Request,
    *,
    stage: Annotated[str | None, Query(max_length=20)] = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Response:
    """Return ``{items, next}``: those the caller oversees or is named in, with how often they were hit."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    if stage is not None and stage not in api.STAGES:
        raise InvalidInputError(field="stage", why_zh=f"没有阶段“{stage}”", why_en=f"no stage {stage!r}")
    before = None if cursor is None else _position(cursor)
    async with web.database(request).reading(actor) as work:
        found = await api.find(work, stage=stage, before=before, limit=limit)
    items = [
        _shown(order) | {"at": row["at"], "hits": row["hits"], "hit_at": row["hit_at"]}
        for order, row in found
    ]
    last = items[-1] if len(items) == limit else None
    following = None if last is None else web.Cursor.encode([last["at"], last["id"]])
    return web.json({"items": items, "next": following})


def _position(cursor: str) -> tuple[datetime, UUID]:
    try:
        return msgspec.convert(web.Cursor.decode(cursor, 2), tuple[datetime, UUID])
    except msgspec.ValidationError:
        raise InvalidInputError(field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor") from None


@router.post("/watch-orders", summary="Give a watch order", openapi_extra=web.body_of(api.OrderDraft))
async def post_order(request: Request) -> Response:
    """Return the order; it watches from its beginning, at once if that is now."""
    actor = await web.caller(request)
    demand(actor, api.ORDER)
    says = await web.read(request, api.OrderDraft)
    async with web.database(request).work(actor) as work:
        return web.json(_shown(await api.give(work, says)), 201)


@router.get("/watch-orders/{order}", summary="One watch order with its hits")
async def get_order(request: Request, order: UUID) -> Response:
    """Return the order, its newest thousand hits and its journal."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        found, hits, journal = await api.detail(work, order)
    listed = [dict(hit) | {"level": alarms.NAMES[hit["level"]]} for hit in hits]
    return web.json(_shown(found) | {"hits": listed, "journal": journal})


@router.post("/watch-orders/{order}/extend", summary="Change the end", openapi_extra=web.body_of(ExtendBody))
async def post_extend(request: Request, order: UUID) -> Response:
    """Return the order with its new end."""
    actor = await web.caller(request)
    demand(actor, api.ORDER)
    body = await web.read(request, ExtendBody)
    async with web.database(request).work(actor) as work:
        return web.json(_shown(await api.extend(work, order, body.ends_at, body.reason)))


@router.post("/watch-orders/{order}/end", summary="End a watch order", openapi_extra=web.body_of(EndBody))
async def post_end(request: Request, order: UUID) -> Response:
    """Return the order, ended; what it raised is closed."""
    actor = await web.caller(request)
    demand(actor, api.ORDER)
    body = await web.read(request, EndBody)
    async with web.database(request).work(actor) as work:
        return web.json(_shown(await api.end(work, order, body.reason)))
