"""Routes: where to see a camera live or in retrospect, for those who may."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.connectors.cameras.errors import NoVideoError
from yiwang.connectors.cameras.registry import PLATFORM, PLAYBACK, STREAM, addresses
from yiwang.connectors.cameras.wvp import Wvp
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand, permission
from yiwang.sdk import process, web
from yiwang.sdk.sensing import Device, demand_reach, device

router = APIRouter(prefix="/api/v1/cameras", tags=["cameras"])

WATCH: Final = permission(
    "cameras.watch", "查看视频", "watch video", "dispatcher", "supervisor", "leader", "admin"
)
_LONGEST: Final = timedelta(days=1)
_Code = Annotated[str, Path(max_length=64)]
_clients: dict[tuple[str, str, str], Wvp] = {}


def platform(request: Request) -> Wvp | None:
    """Return the video platform of this installation."""
    url = process.setting(request, "wvp_url")
    if url is None:
        return None
    key = url, process.setting(request, "wvp_user", ""), process.setting(request, "wvp_password", "")
    return _clients.setdefault(key, Wvp(*key))


async def _camera(request: Request, code: str) -> tuple[Actor, Device]:
    actor = await web.caller(request)
    demand(actor, WATCH)
    database = web.database(request)
    async with database.work(actor) as work:
        await demand_reach(work, actor, code)
        found = await device(work.tx, code)
    if found.product not in {PLATFORM.code, STREAM.code}:
        raise NoVideoError(device=code, what_zh="视频", what_en="video")
    return actor, found


@router.get("/{code}/live", summary="Live addresses of a camera")
async def live(request: Request, code: _Code) -> Response:
    """Return ``{addresses: {form: address}}``; the platform starts the stream when it is asked."""
    _, camera = await _camera(request, code)
    found = addresses(camera)
    client = platform(request)
    if camera.product == PLATFORM.code and client is not None:
        found = await client.live(str(camera.attributes["gb28181_device"]), camera.code)
    if not found:
        raise NoVideoError(device=code, what_zh="实时视频", what_en="live video")
    return web.json({"addresses": found})


@router.get("/{code}/playback", summary="Addresses of what a camera recorded")
async def playback(
    request: Request,
    code: _Code,
    start: Annotated[datetime, Query(alias="from")],
    end: Annotated[datetime, Query(alias="to")],
) -> Response:
    """Return ``{addresses}`` of a recording of at most a day."""
    if start.tzinfo is None or end.tzinfo is None or not timedelta(0) < end - start <= _LONGEST:
        raise InvalidInputError(
            field="to", why_zh="时间须带时区，且不超过一天", why_en="times have a zone and span at most a day"
        )
    _, camera = await _camera(request, code)
    client = platform(request)
    if camera.product == PLATFORM.code and client is not None:
        number = str(camera.attributes["gb28181_device"])
        return web.json({"addresses": await client.playback(number, camera.code, start, end)})
    if camera.attributes.get(PLAYBACK):
        return web.json({"addresses": {"hls": str(camera.attributes[PLAYBACK])}})
    raise NoVideoError(device=code, what_zh="录像", what_en="recordings")
