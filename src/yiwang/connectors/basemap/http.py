"""Routes of the base map: what there is, and its tiles. The base map is public; private layers are not."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath

from yiwang.connectors.basemap.errors import MapFileInvalidError
from yiwang.connectors.basemap.shelf import Opened, Shelf
from yiwang.kernel.errors import NotFoundError, UnauthenticatedError
from yiwang.sdk import process, web

router = APIRouter(prefix="/api/v1/map", tags=["map"])

TILE = "application/vnd.mapbox-vector-tile"
_shelves: dict[Path, Shelf] = {}
_Zoom = Annotated[int, InPath(ge=0, le=26)]
_Step = Annotated[int, InPath(ge=0, lt=1 << 26)]


async def _opened(request: Request) -> Opened | None:
    path = process.setting(request, "map_path")
    if path is None:
        return None
    shelf = _shelves.setdefault(path, Shelf(path))
    return await asyncio.to_thread(shelf.current)


async def _staff(request: Request) -> bool:
    """Tell whether somebody signed in; a session that ran out sees what the public sees."""
    try:
        return await web.caller_or_none(request) is not None
    except UnauthenticatedError:
        return False


@router.get("")
async def describe(request: Request) -> Response:
    """Say whether there is a base map, and its bounds, zooms, layers and version; open to all."""
    try:
        opened = await _opened(request)
    except MapFileInvalidError as error:
        return web.json({"available": False, "why": error.as_dict()["message"]})
    if opened is None:
        return web.json({"available": False, "why": None})
    staff = await _staff(request)
    frame, told = opened.map.frame, opened.map.metadata
    hidden = frozenset() if staff else opened.private
    return web.json(
        {
            "available": True,
            "version": opened.version,
            "tiles": f"/api/v1/map/tiles/{{z}}/{{x}}/{{y}}?v={opened.version}",
            "bounds": frame.bounds,
            "min_zoom": frame.least_zoom,
            "max_zoom": frame.most_zoom,
            "name": told.get("name", ""),
            "attribution": told.get("attribution", ""),
            "layers": [one for one in told.get("vector_layers", ()) if one.get("id") not in hidden],
        },
        headers={"cache-control": "no-cache", "vary": "cookie, authorization"},
    )


@router.get("/tiles/{z}/{x}/{y}", responses={200: {"content": {TILE: {}}}, 204: {}})
async def tile(request: Request, z: _Zoom, x: _Step, y: _Step) -> Response:
    """Return one vector tile; 204 where nothing is drawn. The version in ``v`` lets it be kept for long."""
    opened = await _opened(request)
    if opened is None:
        raise NotFoundError(what_zh="底图", what_en="base map", key=f"{z}/{x}/{y}")
    staff = bool(opened.private) and await _staff(request)
    kept = request.query_params.get("v") == opened.version
    headers = {
        "cache-control": f"{'private' if staff else 'public'}, max-age={604_800 if kept else 300}",
        "etag": f'"{opened.version}-{z}-{x}-{y}{"-s" if staff else ""}"',
        "vary": "cookie, authorization, accept-encoding" if opened.private else "accept-encoding",
    }
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    found = opened.tile(z, x, y, staff=staff)
    if found is None:
        return Response(status_code=204, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found, headers=headers | {"content-encoding": "gzip"}, media_type=TILE)
    return Response(gzip.decompress(found), headers=headers, media_type=TILE)
