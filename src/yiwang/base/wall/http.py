"""Routes of the wall: its panel set, its tiles, its scenes and screens."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.wall import api
from yiwang.base.wall.schemas import ScreenBody
from yiwang.infra import web
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["wall"])

_Area = Annotated[str | None, Query(max_length=15, pattern=r"^[0-9]+$")]
_Matters = Annotated[
    str,
    Query(
        max_length=1000,
        pattern=r"^([a-z]+:[0-9]+(,[a-z]+:[0-9]+)*)?$",
        description="only cases of these: keys of matters or classes, joined by commas",
    ),
]
_Zoom = Annotated[int, Path(ge=0, le=24)]
_At = Annotated[int, Path(ge=0, lt=1 << 24)]
_Screen = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9_.\-]{0,39}$")]
#: Nobody kept cases of a city in this form before.
_START = date(2000, 1, 1)
_MVT = "application/vnd.mapbox-vector-tile"
_TILE: dict[int | str, dict[str, object]] = {200: {"content": {_MVT: {}}}}


def _keys(matters: str) -> tuple[str, ...]:
    return tuple(key for key in matters.split(",") if key)


def _tile(data: bytes, seconds: int) -> Response:
    return Response(data, media_type=_MVT, headers={"cache-control": f"private, max-age={seconds}"})


@router.get("/wall", summary="Everything a wall counts, of one instant")
async def get_wall(request: Request, area: _Area = None, matters: _Matters = "") -> Response:
    """Return live counts, days, comparisons and the newest changes of ``area`` and what lies below it.

    ``seq`` says up to which ``wall.counted`` message of the live stream they go.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_WALL)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.panels(work, area, _keys(matters)))


@router.get("/wall/history", summary="In which months how many cases were opened")
async def get_history(request: Request, area: _Area = None, matters: _Matters = "") -> Response:
    """Return ``{months: [{month, opened}]}``, the oldest first."""
    actor = await web.caller(request)
    demand(actor, api.SEE_WALL)
    async with web.database(request).reading(actor) as work:
        return web.json({"months": await api.months(work, area, _keys(matters))})


@router.get("/wall/tiles/history/{z}/{x}/{y}", summary="Where cases were opened", responses=_TILE)
async def get_history_tile(
    request: Request,
    z: _Zoom,
    x: _At,
    y: _At,
    *,
    area: _Area = None,
    matters: _Matters = "",
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to", description="inclusive")] = None,
) -> Response:
    """Return a Mapbox vector tile; zooms 7 to 14. More than two months are widened to whole months."""
    actor = await web.caller(request)
    demand(actor, api.SEE_WALL)
    async with web.database(request).reading(actor) as work:
        start, end = max(first or _START, _START), last or work.now.date()
        days = None if first is None and last is None else (start, end)
        data = await api.history_tile(work, z, x, y, days=days, area=area, of=_keys(matters))
    return _tile(data, 300)


@router.get("/wall/tiles/live/{z}/{x}/{y}", summary="Where cases are being worked on", responses=_TILE)
async def get_live_tile(
    request: Request, z: _Zoom, x: _At, y: _At, area: _Area = None, matters: _Matters = ""
) -> Response:
    """Return a Mapbox vector tile: clusters, from zoom 14 on single cases."""
    actor = await web.caller(request)
    demand(actor, api.SEE_WALL)
    async with web.database(request).reading(actor) as work:
        data = await api.live_tile(work, z, x, y, area=area, of=_keys(matters))
    return _tile(data, 5)


@router.get("/wall/scenes", summary="Scenes and plan that packs bring")
async def get_scenes(request: Request) -> Response:
    """Return ``{scenes, plan}``."""
    actor = await web.caller(request)
    demand(actor, api.SEE_WALL)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.scenes(work))


@router.get("/wall/screens/{name}", summary="What a screen shows")
async def get_screen(request: Request, name: _Screen) -> Response:
    """Return ``{name, scene, area, plan, month, changed_at}``."""
    actor = await web.caller(request)
    demand(actor, api.SEE_WALL)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.screen(work, name))


@router.put("/wall/screens/{name}", summary="Switch a screen")
async def put_screen(request: Request, name: _Screen, body: ScreenBody) -> Response:
    """Choose scene, area, plan and month of history; the screens of that name follow at once."""
    actor = await web.caller(request)
    demand(actor, api.SWITCH_WALL)
    async with web.database(request).work(actor) as work:
        return web.json(await api.switch(work, name, body.model_dump(mode="json")))
