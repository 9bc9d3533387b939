"""Routes of presence: one's own switch, and who is where."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from yiwang.base.presence import api
from yiwang.base.presence.schemas import PositionBody
from yiwang.infra import web
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["presence"])

_Area = Annotated[str | None, Query(max_length=15, pattern=r"^[0-9]+$")]


def _plain(duty: api.Duty | None) -> dict[str, Any]:
    return {
        "on": duty is not None,
        "since": None if duty is None else duty.since,
        "seen_at": None if duty is None or duty.lon is None else duty.seen_at,
        "every_s": int(api.EVERY.total_seconds()),
        "lost_after_s": int(api.LOST_AFTER.total_seconds()),
    }


@router.get("/presence", summary="Who is on duty, and where")
async def get_presence(request: Request, area: _Area = None) -> Response:
    """Return ``{at, every_s, lost_after_s, names, more, counts: {on, lost}, items}``.

    An item is ``{id, state, since, seen_at, lon, lat, accuracy_m, area, unit, roles, code, name}``;
    ``state`` is ``on`` (在岗) or ``lost`` (失联: no position for 15 minutes), ``lon`` is null before the
    first position; ``code`` and ``name`` only for dispatchers and supervisors. The look goes on record.
    Read it again on ``presence.changed`` of the live stream, at most every few seconds.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).work(actor) as work:
        return web.json(await api.present(work, area))


@router.get("/presence/me", summary="Am I on duty")
async def get_own(request: Request) -> Response:
    """Return ``{on, since, seen_at, every_s, lost_after_s}``."""
    actor = await web.caller(request)
    demand(actor, api.SHARE)
    async with web.database(request).reading(actor) as work:
        return web.json(_plain(await api.own(work)))


@router.post("/presence/me", summary="Go on duty")
async def begin(request: Request) -> Response:
    """Go on duty (上岗); again changes nothing."""
    actor = await web.caller(request)
    demand(actor, api.SHARE)
    async with web.database(request).work(actor) as work:
        return web.json(_plain(await api.begin(work)))


@router.put("/presence/me/position", summary="Where I am now")
async def put_position(request: Request, body: PositionBody) -> Response:
    """Overwrite the caller's position; refused (``off_duty``) when not on duty. Only the latest is kept."""
    actor = await web.caller(request)
    demand(actor, api.SHARE)
    accuracy = None if body.accuracy_m is None else round(body.accuracy_m)
    async with web.database(request).work(actor) as work:
        return web.json(_plain(await api.moved(work, body.lon, body.lat, accuracy)))


@router.delete("/presence/me", summary="Go off duty")
async def end(request: Request) -> Response:
    """Go off duty (下岗); the position is deleted. Open to everybody signed in, whatever their roles."""
    actor = await web.caller(request)
    async with web.database(request).work(actor) as work:
        await api.end(work)
    return web.json(_plain(None))
