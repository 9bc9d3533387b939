"""Routes of the caller's own notices."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Request, Response

from yiwang.base.notify import api
from yiwang.base.notify.schemas import ReadBody
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError

router = APIRouter(prefix="/api/v1", tags=["notifications"])

_ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    401: {"description": "unauthenticated"},
    422: {"description": "invalid_input"},
}


@router.get("/notifications", response_class=Response, responses=_ERRORS)
async def notifications(
    request: Request,
    *,
    unread: bool | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Return the caller's notices, newest first: ``{items, next, unread, unread_is_capped}``.

    An item is ``{id, at, kind, level, subject, text: {zh, en}, params, read_at}``; ``subject`` is the
    case number. By the caller's unit, person and roles, in the caller's area. Kept for 30 days.
    """
    actor = await web.caller(request)
    before = _position(cursor) if cursor else None
    async with web.database(request).reading(actor) as work:
        items, following = await api.inbox(work, unread=unread, before=before, limit=limit)
        count = await api.unread(work)
    token = None if following is None else web.Cursor.encode(list(following))
    return web.json({"items": items, "next": token, "unread": count.unread, "unread_is_capped": count.capped})


def _position(cursor: str) -> api.Position:
    try:
        at, key = msgspec.convert(web.Cursor.decode(cursor, 2), tuple[datetime, UUID])
    except msgspec.ValidationError:
        at = None
    if at is None or at.tzinfo is None:
        raise InvalidInputError(field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor")
    return at, key


@router.get("/notifications/count", response_class=Response, responses=_ERRORS)
async def count_notifications(request: Request) -> Response:
    """Return ``{unread, capped}``, counted to 100: cheap enough to ask at every sign of life."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.unread(work))


@router.post("/notifications/read", response_class=Response, responses=_ERRORS)
async def read_notifications(request: Request, body: ReadBody) -> Response:
    """Note ``{ids: […]}`` or ``{all: true}`` as read by the caller; answers ``{unread, capped}``.

    Ids that are not the caller's are passed over.
    """
    actor = await web.caller(request)
    async with web.database(request).work(actor) as work:
        left = await api.mark_read(work, body.ids)
    return web.json(left)
