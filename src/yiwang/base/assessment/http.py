"""Routes of assessment."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.assessment import api
from yiwang.infra import web
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1/assessment", tags=["assessment"])

Code = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
_FORMS = "2016, 2016-Q4, 2016-12, 2016-W50, 2016-12-05, 2016-12-01..2016-12-15"
Period = Annotated[str, Query(max_length=40, description=_FORMS)]
_Key = Annotated[str, Query(max_length=64, pattern=r"^[^\x00]*$")]


@router.get("/schemes", summary="All schemes: who is assessed by what, with which weights")
async def get_schemes(request: Request) -> Response:
    """Return ``{items}``: the highest version of each scheme."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ASSESSMENT)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.listed(work.tx)})


@router.get("/schemes/{code}/result", summary="The ranking of a scheme in a period")
async def get_result(
    request: Request,
    code: Code,
    period: Period,
    version: Annotated[int | None, Query(ge=1, le=9999, description="not the one in force")] = None,
    *,
    assessed: Annotated[bool, Query(description="false: with excluded cases, to see the effect")] = True,
) -> Response:
    """Return every object with rank, score, board and parts as the cases stand now.

    A score is null with a ``reason``, never 0, where the data do not tell. Parts of others than the own unit
    or area are null for those who are bound to one.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_ASSESSMENT)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.result(work, code, period, version, assessed=assessed))


@router.get("/schemes/{code}/cases", summary="The cases behind a part of somebody's score")
async def get_cases(
    request: Request,
    code: Code,
    period: Period,
    key: _Key,
    part: _Key,
    side: Literal["numerator", "denominator", "rest", "missing"] = "rest",
    after: _Key = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 200,
) -> Response:
    """Return ``{measure, numbers, next}``; ``/api/v1/cases?number=…`` lists exactly these."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ASSESSMENT)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.cases(work, code, period, key, part, side, after, limit))
