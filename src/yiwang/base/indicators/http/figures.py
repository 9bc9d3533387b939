"""Routes of indicators."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from yiwang.base.indicators import api
from yiwang.base.indicators.api import Asked
from yiwang.infra import web
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1/indicators", tags=["indicators"])

_Code = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
_Key = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]
_FORMS = "2016, 2016-Q4, 2016-12, 2016-W50, 2016-12-05, 2016-12-01..2016-12-15"
_Period = Annotated[str, Query(max_length=40, description=_FORMS)]


def _asked(
    code: _Code,
    period: _Period,
    *,
    area: _Key = None,
    unit: _Key = None,
    matter: _Key = None,
    channel: _Key = None,
    version: Annotated[int | None, Query(ge=1, le=9999, description="not the one in force")] = None,
    assessed: Annotated[bool, Query(description="without excluded cases (剔除)")] = False,
) -> Asked:
    return Asked(
        code=code, period=period, area=area, unit=unit, matter=matter, channel=channel, version=version,
        assessed=assessed,
    )  # fmt: skip


Question = Annotated[Asked, Depends(_asked)]


@router.get("", summary="All indicators in force, with how they are counted")
async def get_indicators(request: Request) -> Response:
    """Return ``{items}``: name, 口径, unit, formula, measures, thresholds, versions."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.catalogue(work.tx)})


@router.get("/glance", summary="Values and trends of several indicators")
async def get_glance(
    request: Request,
    codes: Annotated[str, Query(max_length=1600, pattern=r"^[a-z][a-z0-9_,]*$", description="up to 24")],
    period: _Period,
    area: _Key = None,
    unit: _Key = None,
) -> Response:
    """Return ``{items}``: of each code what ``/value`` and ``/trend`` answer."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    asked = Asked(code="", period=period, area=area, unit=unit)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.glance(work, codes.split(","), asked)})


@router.get("/{code}", summary="One indicator and its versions")
async def get_indicator(request: Request, code: _Code) -> Response:
    """Return the definition as in the list."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.definition(work.tx, code))


@router.get("/{code}/value", summary="The value of an indicator in a period")  # noqa: FAST003 - of Question
async def get_value(request: Request, asked: Question) -> Response:
    """Return ``{value, numerator, denominator, missing, as_of, version, light, reason?}``.

    ``value`` is null with a ``reason`` where the denominator is zero or the source says too little.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.value(work, asked))


@router.get("/{code}/beside", summary="The value beside the piece before and the year before")  # noqa: FAST003 - of Question
async def get_beside(request: Request, asked: Question) -> Response:
    """Return ``{value, measured, previous, year_ago}``; sides have ``change``, and ``days`` of the calendar.

    A period that runs is compared up to yesterday, with as many days of the other.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.beside(work, asked))


@router.get("/{code}/trend", summary="The pieces up to a period")  # noqa: FAST003 - of Question
async def get_trend(request: Request, asked: Question) -> Response:
    """Return ``{grain, points}``; what is not known is null, the piece that runs says so."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.trend(work, asked))


@router.get("/{code}/drill", summary="The parts of a value")  # noqa: FAST003 - of Question
async def get_drill(
    request: Request,
    asked: Question,
    by: Literal["area", "time", "matter", "unit", "channel"] = "area",
    grain: Literal["day", "week", "month", "quarter", "year"] = "month",
) -> Response:
    """Return ``{by, whole, parts, more}``; ``ask`` of a part are the parameters that give it as a value."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.drill(work, asked, by, grain))


@router.get("/{code}/waterfall", summary="What each part gives to a change")  # noqa: FAST003 - of Question
async def get_waterfall(
    request: Request,
    asked: Question,
    against: Annotated[
        str | None, Query(max_length=40, description=f"{_FORMS}; not the piece before")
    ] = None,
    by: Literal["area", "matter", "unit", "channel"] = "area",
) -> Response:
    """Return ``{by, then, now, change, parts}``: ``rate`` and ``mix`` of all parts add up to ``change``."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.waterfall(work, asked, against, by))


@router.get("/{code}/factors", summary="What else moves with it, and how much later")  # noqa: FAST003 - of Question
async def get_factors(
    request: Request, asked: Question, grain: Literal["day", "week", "month"] = "day"
) -> Response:
    """Return ``{factors}`` with Spearman's coefficient, its interval and lag: no proof of a cause."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.factors(work, asked, grain))


@router.get("/{code}/cases", summary="The cases behind a value")  # noqa: FAST003 - of Question
async def get_cases(
    request: Request,
    asked: Question,
    side: Literal["numerator", "denominator", "rest", "missing"] = "numerator",
    after: Annotated[str, Query(max_length=64, pattern=r"^[^\x00]*$")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 200,
) -> Response:
    """Return ``{measure, numbers, next}``; ``/api/v1/cases?number=…`` lists exactly these."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.behind(work, asked, side, after, limit))


@router.get("/{code}/index", summary="A composite index over the areas below, ranked")  # noqa: FAST003 - of Question
async def get_index(
    request: Request,
    asked: Question,
    spread: Annotated[float, Query(ge=0, le=0.9)] = api.SPREAD,
    seed: Annotated[int, Query(ge=0, le=2**31)] = 1,
) -> Response:
    """Return ``{items, parts, groups, matrices, turns, …}``: areas with points, rank, steadiness."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.index(work, asked, spread=spread, seed=seed))
