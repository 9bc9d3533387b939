"""Routes that answer what devices say."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.sensing import api
from yiwang.base.sensing.http.parts import EXCEL, Devices, End, Moment, Start, after, instant, number, span
from yiwang.base.sensing.model.wanted import ObservationFilter
from yiwang.infra import tabular, web
from yiwang.infra.database import Work
from yiwang.kernel.actor import Actor
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["observations"])

_Properties = Annotated[list[str] | None, Query(alias="property", max_length=200)]
_Code = Annotated[str, Path(max_length=64)]


def _looking(
    request: Request, actor: Actor, wanted: api.DeviceFilter
) -> contextlib.AbstractAsyncContextManager[Work]:
    """Return a unit of work that can count the use, where devices are asked for by name."""
    database = web.database(request)
    return database.work(actor) if wanted.codes else database.reading(actor)


@router.get("/latest", summary="Latest values of many devices")
async def get_latest(
    request: Request, wanted: Devices, prop: _Properties = None, moment: Moment = None
) -> Response:
    """Return columns ``{device, property, at, value, lon, lat, online, stale}``; ``at`` in ms since 1970.

    With a moment: the values as they were then, at most 5,000 devices, without place and ``online``.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with _looking(request, actor, wanted) as work:
        wanted = await api.within_reach(work, actor, wanted)
        await api.meter(work, wanted)
        if moment is None:
            return web.json(await api.latest(work, wanted, prop or ()))
        return web.json(await api.latest_at(work, wanted, prop or (), moment))


@router.get("/sensing/picture", summary="Devices with their status, now or at a moment")
async def get_picture(request: Request, wanted: Devices, moment: Moment = None) -> Response:
    """Return columns by code, ``counts`` by status, ``total`` and ``capped``.

    At most 20,000 devices, 5,000 of a past moment; then ``state`` and ``online`` ask for what was so then.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.picture(work, actor, wanted, moment))


@router.get("/observations", summary="Observations of devices")
async def get_observations(
    request: Request,
    wanted: Devices,
    start: Start = None,
    end: End = None,
    prop: _Properties = None,
    every: Annotated[
        int | None, Query(ge=1, le=366 * 86_400, description="seconds; aggregated, if given")
    ] = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100_000)] = 10_000,
) -> Response:
    """Return columns: raw values by instant with a ``cursor`` for more, or one row per interval.

    Answers are the same whether values lie in the database or in Parquet.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).work(actor) as work:
        reach = await api.within_reach(work, actor, wanted)
        first, last = span(start, end, work.now)
        asked = ObservationFilter(devices=reach, properties=tuple(prop or ()), start=first, end=last)
        await api.meter(work, reach)
        if every is not None:
            return web.json(await api.binned(work, asked, every))
        found = await api.observations(work, asked, after(cursor, instant, number, number), limit)
    token = None if found.next is None else web.Cursor.encode(found.next)
    columns = {"device": found.device, "property": found.property, "at": found.at, "value": found.value}
    return web.json({**columns, "next": token})


@router.get("/observations/export", summary="Observations as a table")
async def export_observations(
    request: Request,
    wanted: Devices,
    start: Start = None,
    end: End = None,
    prop: _Properties = None,
    form: Annotated[Literal["csv", "xlsx"], Query(alias="format")] = "xlsx",
) -> Response:
    """Return the first 100,000 raw values of the time asked for, in the city's time, with units."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).work(actor) as work:
        reach = await api.within_reach(work, actor, wanted)
        first, last = span(start, end, work.now)
        asked = ObservationFilter(devices=reach, properties=tuple(prop or ()), start=first, end=last)
        await api.meter(work, reach)
        rows = await api.reading_table(work, asked)
    headers = {"content-disposition": f'attachment; filename="readings.{form}"'}
    if form == "csv":
        return Response(tabular.write_csv(rows), media_type="text/csv; charset=utf-8", headers=headers)
    book = await asyncio.to_thread(tabular.write_excel, api.READINGS, rows)
    return Response(book, media_type=EXCEL, headers=headers)


@router.get("/devices/{code}/shadow", summary="Latest values of one device with their quality")
async def get_shadow(request: Request, code: _Code) -> Response:
    """Return ``{device, values, place}``; ``quality`` is ``good``, ``stale`` or ``doubtful``."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).work(actor) as work:
        await api.demand_reach(work, actor, code)
        return web.json(await api.shadow(work, code))


@router.get("/devices/{code}/track", summary="Where a moving device was")
async def get_track(
    request: Request,
    code: _Code,
    start: Start = None,
    end: End = None,
    limit: Annotated[int, Query(ge=1, le=50_000)] = 10_000,
) -> Response:
    """Return ``{items}`` by instant."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).work(actor) as work:
        await api.demand_reach(work, actor, code)
        return web.json({"items": await api.track(work, code, span(start, end, work.now), limit)})


@router.get("/devices/{code}/happenings", summary="What a device said has happened")
async def get_happenings(
    request: Request,
    code: _Code,
    start: Start = None,
    end: End = None,
    limit: Annotated[int, Query(ge=1, le=5000)] = 200,
) -> Response:
    """Return ``{items}``, newest first."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).work(actor) as work:
        await api.demand_reach(work, actor, code)
        return web.json({"items": await api.happenings(work, code, span(start, end, work.now), limit)})


@router.get("/doubtful", summary="Values kept apart")
async def get_doubtful(
    request: Request,
    wanted: Devices,
    reason: Annotated[list[str] | None, Query(max_length=20)] = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """Return ``{items, next}``, newest first, each with its reason in both languages."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    found = after(cursor, number)
    before = None if found is None else found[0]
    async with _looking(request, actor, wanted) as work:
        wanted = await api.within_reach(work, actor, wanted)
        await api.meter(work, wanted)
        items = await api.doubtful(work, wanted, reason or (), before, limit)
    following = web.Cursor.encode([items[-1]["id"]]) if len(items) == limit else None
    return web.json({"items": items, "next": following})


@router.get("/sensing/feeds", summary="How fresh each product's data are")
async def get_feeds(request: Request) -> Response:
    """Return ``{items}``: product, source, devices, how often values are due, how many are stale."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.feeds(work)})


@router.get("/sensing/coverage", summary="States of the city by means of sensing")
async def get_coverage(
    request: Request, area: Annotated[str | None, Query(max_length=15)] = None
) -> Response:
    """Return ``{items}``: devices, in service and online per state of the city, means and source."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.coverage(work.tx, area or actor.area)})


@router.get("/sensing/figures", summary="How well each owner's devices work")
async def get_figures(request: Request, days: Annotated[int, Query(ge=1, le=366)] = 7) -> Response:
    """Return ``{items}`` per owner: devices, online rate, data rate, doubtful share, uses by others."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        last = work.now.date()
        return web.json({"items": await api.figures(work.tx, last - timedelta(days=days - 1), last)})
