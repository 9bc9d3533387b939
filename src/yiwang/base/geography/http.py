"""Routes of areas, the city and the point index."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request, Response

from yiwang.base.geography import api
from yiwang.base.geography.schemas import (
    AddressesBody,
    AreaBody,
    CityBody,
    Code,
    CrsName,
    LevelName,
    LocateBody,
)
from yiwang.infra import web
from yiwang.infra.throttle import Throttle
from yiwang.kernel.actor import PUBLIC, Actor
from yiwang.kernel.errors import InvalidInputError, NotFoundError, UnauthenticatedError
from yiwang.kernel.geometry import check_position, convert_many, on_earth
from yiwang.kernel.permissions import demand
from yiwang.kernel.text import clean_text, fold

router = APIRouter(prefix="/api/v1", tags=["geography"])
#: Typing an address asks at most a few times a second; nobody needs to copy the gazetteer this way.
_LOOKING = Throttle(burst=120, per_hour=7200)

_FEATURES: dict[int | str, dict[str, Any]] = {200: {"content": {"application/geo+json": {}}}}


async def _tree(request: Request, actor: Actor) -> api.AreaTree:
    async with web.database(request).reading(actor) as work:
        return await api.areas(work.tx)


def _plain(tree: api.AreaTree, area: api.Area) -> dict[str, Any]:
    return {
        "code": area.code,
        "name": area.name,
        "level": area.level,
        "parent": area.parent,
        "grade": tree.grade(area.code),
        "own_grade": area.grade,
        "lon": area.lon,
        "lat": area.lat,
        "area_m2": area.area_m2,
        "children": len(tree.children(area.code)),
        "has_polygon": area.code in tree.polygons,
    }


@router.get("/city")
async def get_city(request: Request) -> Response:
    """Return the profile of the city; open to all, because the public pages need its name and map."""
    async with web.database(request).reading(await web.caller_or_none(request) or PUBLIC) as work:
        return web.json((await api.areas(work.tx)).city)


@router.put("/city")
async def put_city(request: Request, body: CityBody) -> Response:
    """Set the profile of the city (role admin)."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_AREAS)
    async with web.database(request).work(actor) as work:
        await api.save_city(work, api.City(**body.model_dump()))
    return web.json(body.model_dump())


@router.get("/areas")
async def list_areas(
    request: Request,
    level: LevelName | None = None,
    parent: Code | None = None,
    q: Annotated[str, Query(max_length=80)] = "",
    at: datetime | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    cursor: str | None = None,
) -> Response:
    """List areas by code, filtered by level, parent and part of the name; ``at`` asks for an earlier day."""
    actor = await web.caller(request)
    after = web.Cursor.decode(cursor, 1)[0] if cursor else ""
    if at is not None and at.tzinfo is None:
        raise InvalidInputError(field="at", why_zh="时间需带时区", why_en="the time needs an offset")
    tree = await _tree(request, actor)
    if at is not None:
        async with web.database(request).reading(actor) as work:
            tree = api.AreaTree(tree.city, await api.areas_at(work.tx, at), {})
    needle = fold(q)
    found = [
        a
        for a in tree.all()
        if level in (None, a.level)
        and parent in (None, a.parent)
        and (not needle or needle in fold(a.name) or a.code.startswith(needle))
    ]
    rest = [a for a in found if a.code > str(after)]
    page = rest[:limit]
    following = web.Cursor.encode([page[-1].code]) if len(rest) > limit else None
    return web.json({"items": [_plain(tree, a) for a in page], "next": following, "total": len(found)})


@router.get("/areas.geojson", responses=_FEATURES)
async def areas_geojson(
    request: Request,
    level: LevelName = "grid",
    parent: Code | None = None,
    bbox: Annotated[str | None, Query(max_length=120)] = None,
    simplify: Annotated[float, Query(ge=0, le=5000)] = 0.0,
    crs: CrsName = "wgs84",
) -> Response:
    """Return polygons as GeoJSON; ``bbox`` is west,south,east,north; ``simplify`` drops detail, in m.

    ``crs`` is the coordinate system given out (GCJ-02, BD-09 for maps of others); ``bbox`` is WGS-84.

    Down to communities they are the ground of the citizen's map and need no sign-in; grids do.
    """
    actor = await web.caller_or_none(request)
    if actor is None and level == "grid":
        raise UnauthenticatedError
    tree = await _tree(request, actor or PUBLIC)
    box = _box(bbox) if bbox else None
    body = await asyncio.to_thread(
        api.feature_collection, tree, level, bbox=box, parent=parent, simplify_m=simplify, crs=crs
    )
    return Response(body, media_type="application/geo+json")


def _box(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise InvalidInputError(
            field="bbox", why_zh="应为 西,南,东,北 四个数", why_en="four numbers west,south,east,north"
        ) from None
    for lon, lat in ((west, south), (east, north)):
        if (lon, lat) != (0, 0):
            check_position(lon, lat, field="bbox")
    if west > east or south > north:
        raise InvalidInputError(
            field="bbox", why_zh="西应小于东、南应小于北", why_en="west > east or south > north"
        )
    return west, south, east, north


@router.get("/places", summary="What an address may mean: areas, roads, named places")
async def find_places(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    lon: Annotated[float | None, Query(description="prefer what is near")] = None,
    lat: float | None = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
) -> Response:
    """Return ``{items: [{name, kind, area, path, address, lon, lat, …}]}``, the likeliest first; for staff.

    ``address`` is what would be written down. What was read in ``q`` comes first, with ``confidence`` (0–1),
    ``accuracy_m``, ``reason`` in words and, of a standard address, its ``code``; the rest are names that hold
    the words, for whoever is still typing.
    """
    actor = await web.caller(request)
    _LOOKING.take(actor.key)
    near = None
    if lon is not None and lat is not None:
        check_position(lon, lat, field="lon")
        near = (lon, lat)
    async with web.database(request).reading(actor) as work:
        items = await api.find_places(work, q, near=near, limit=limit)
    return web.json({"items": items})


@router.post("/places/resolve", summary="What many addresses or texts mean, each with candidates")
async def resolve_places(request: Request, body: AddressesBody) -> Response:
    """Return ``{items: [[candidate, …], …]}``, for each text its candidates, the surest first; for staff.

    A candidate has ``name``, ``kind``, ``area``, ``path``, ``address``, ``lon``, ``lat``, ``accuracy_m``,
    ``confidence`` (0–1), ``reason``, ``code`` of a standard address, and ``start``/``end`` in the text.
    """
    actor = await web.caller(request)
    _LOOKING.take(actor.key)
    async with web.database(request).reading(actor) as work:
        book = await api.gazetteer(work.tx)
    found = await asyncio.to_thread(api.resolve_many, book, body.texts)
    return web.json({"items": [[api.shown(one, book.tree) for one in ones[: body.limit]] for ones in found]})


@router.post("/areas/locate")
async def locate(request: Request, body: LocateBody) -> Response:
    """Return the deepest area at each point, ``null`` where none is; an impossible point is refused."""
    tree = await _tree(request, await web.caller(request))
    points = np.array(body.points, dtype=np.float64).reshape(-1, 2)
    lons, lats = points[:, 0], points[:, 1]
    bad = np.flatnonzero(~on_earth(lons, lats))
    if len(bad):
        first = int(bad[0])
        check_position(float(lons[first]), float(lats[first]), field=f"points.{first}")
    lons, lats = convert_many(lons, lats, body.crs, "wgs84")
    return web.json({"items": tree.locate_many(lons, lats)})


@router.get("/areas/check")
async def check(
    request: Request,
    level: LevelName = "grid",
    parent: Code | None = None,
    tolerance_m2: Annotated[float, Query(ge=0, le=1e9)] = 1.0,
    tolerance_m: Annotated[float, Query(ge=0, le=1e4)] = 0.1,
) -> Response:
    """Find gaps and overlaps of the areas of a level inside the area above them."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_AREAS)
    async with web.database(request).reading(actor) as work:
        found = await api.check(
            work.tx, level, parent=parent, tolerance_m2=tolerance_m2, tolerance_m=tolerance_m
        )
    return web.json(found)


@router.get("/areas/{code}")
async def get_area(request: Request, code: Code) -> Response:
    """Return one area with its path, what is right below it, its polygon and its versions."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        tree = await api.areas(work.tx)
        versions = await api.versions(work.tx, code)
    area = tree.get(code)
    if area is None and not versions:
        raise NotFoundError(what_zh="区域", what_en="area", key=code)
    body: dict[str, Any] = {"code": code, "in_force": area is not None, "versions": versions}
    if area is not None:
        shape = tree.polygons.get(code)
        body |= _plain(tree, area)
        body["path"] = [{"code": c, "name": a.name} for c in tree.path(code) if (a := tree.get(c))]
        body["below"] = [{"code": c, "name": a.name} for c in tree.children(code) if (a := tree.get(c))]
        body["polygon"] = None if shape is None else shape.__geo_interface__
    return web.json(body)


@router.put("/areas/{code}")
async def put_area(request: Request, code: Code, body: AreaBody) -> Response:
    """Create an area or give it a new version (role admin); answers what changed."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_AREAS)
    shape = None
    if body.polygon is not None:
        shape = api.polygon_from_geojson(body.polygon, crs=body.crs, field="polygon")
    draft = api.AreaDraft(
        code=code,
        name=clean_text(body.name, field="name", longest=80, required=True),
        level=body.level,
        parent=body.parent,
        grade=body.grade,
        polygon=None if shape is None else api.to_wkb(shape),
    )
    async with web.database(request).work(actor) as work:
        summary = await api.save_areas(work, [draft])
    return web.json(summary)


@router.delete("/areas/{code}")
async def delete_area(request: Request, code: Code) -> Response:
    """Retire an area that has none below it (role admin); its versions stay."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_AREAS)
    async with web.database(request).work(actor) as work:
        await api.retire_area(work, code)
    return web.json({"code": code, "in_force": False})
