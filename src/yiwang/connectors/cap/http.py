"""Routes of CAP: one message, and the feed of what is in force."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from yiwang.connectors.cap.alert import MEDIA_TYPE, alert, identifier
from yiwang.connectors.cap.errors import NotAnnouncedError
from yiwang.connectors.cap.feed import feed
from yiwang.kernel.permissions import demand
from yiwang.sdk import warnings, web

router = APIRouter(prefix="/api/v1/cap", tags=["warnings"])

_MOST: Final = 200
_ATOM: Final = "application/atom+xml"


@router.get("/feed", responses={200: {"content": {_ATOM: {}}}}, summary="Warnings in force, as Atom")
async def get_feed(request: Request) -> Response:
    """Return a feed of the newest messages in CAP 1.2 of the warnings in force that the caller may see."""
    actor = await web.caller(request)
    demand(actor, warnings.SEE)
    wanted = warnings.WarningFilter(stage="published")
    async with web.database(request).reading(actor) as work:
        rows = await warnings.find(work, wanted, limit=_MOST)
        found = []
        for row in rows:
            warning, told = await warnings.editions(work, warnings.warning_of(row).id)
            if warning.shown.valid_until > work.now:
                found.append((warning, told[-1]))
        city = (await warnings.areas(work.tx)).city
        body = feed(city, work.now, found, str(request.base_url).rstrip("/") + router.prefix)
    return Response(body, media_type=_ATOM)


@router.get(
    "/alerts/{warning}", responses={200: {"content": {MEDIA_TYPE: {}}}}, summary="A warning in CAP 1.2"
)
async def get_alert(
    request: Request, warning: UUID, edition: Annotated[int | None, Query(ge=1, le=10_000)] = None
) -> Response:
    """Return the newest message of a warning, or the one of an ``edition``: Alert, Update or Cancel."""
    actor = await web.caller(request)
    demand(actor, warnings.SEE)
    async with web.database(request).reading(actor) as work:
        found, told = await warnings.editions(work, warning)
        areas = await warnings.areas(work.tx)
    wanted = [one for one in told if edition is None or one.number == edition]
    if not wanted:
        raise NotAnnouncedError(edition=edition or 1)
    body = alert(found, told, wanted[-1], areas.city, lambda code: areas.name_path(code) or code)
    name = f'attachment; filename="{identifier(found, wanted[-1])}.xml"'
    return Response(body, media_type=MEDIA_TYPE, headers={"content-disposition": name})
