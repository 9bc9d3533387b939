"""Routes of assessment."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.assessment import api
from yiwang.base.assessment.schemas import DecisionBody, FreezeBody, ReasonBody
from yiwang.base.indicators import api as indicators
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
    live: Annotated[bool, Query(description="as the cases stand now, even if the period is frozen")] = False,
) -> Response:
    """Return every object with rank, score, board and parts, as frozen or as the cases stand now.

    A score is null with a ``reason``, never 0, where the data do not tell. Parts of others than the own unit
    or area are null for those who are bound to one.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_ASSESSMENT)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.result(work, code, period, version, assessed=assessed, live=live))


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


@router.get("/schemes/{code}/signs", summary="Signs of working for the score")
async def get_signs(request: Request, code: Code, period: Period) -> Response:
    """Return ``{items, kinds, cases, partial}``: splitting, early closing, suspensions, mass exclusion.

    Found in the journals, listed with their cases; no score depends on them.
    """
    actor = await web.caller(request)
    demand(actor, api.RUN_ASSESSMENT)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.suspicions(work, code, period))


@router.get("/editions", summary="Frozen periods, the newest first")
async def get_editions(
    request: Request, scheme: Annotated[str | None, Query(max_length=60, pattern=r"^[^\x00]*$")] = None
) -> Response:
    """Return ``{items}``: who froze which period when, digests, and whether it is to be opened again."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ASSESSMENT)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.editions(work, scheme)})


@router.post("/editions", summary="Freeze a period", status_code=201, openapi_extra=web.body_of(FreezeBody))
async def post_edition(request: Request) -> Response:
    """Freeze the result of a period that has ended, after every case that changed was read."""
    actor = await web.caller(request)
    demand(actor, api.RUN_ASSESSMENT)
    body = await web.read(request, FreezeBody)
    await indicators.catch_up(web.database(request))
    async with web.database(request).work(actor) as work:
        return web.json(await api.freeze(work, body.scheme, body.period), 201)


@router.post(
    "/editions/{edition}/reopen",
    summary="Ask to open a frozen period again",
    openapi_extra=web.body_of(ReasonBody),
)
async def post_reopen(request: Request, edition: UUID) -> Response:
    """Ask with the reason; another one decides."""
    actor = await web.caller(request)
    demand(actor, api.RUN_ASSESSMENT)
    body = await web.read(request, ReasonBody)
    async with web.database(request).work(actor) as work:
        return web.json(await api.ask_reopen(work, edition, body.reason))


@router.post(
    "/editions/{edition}/decide",
    summary="Decide whether a period is opened again",
    openapi_extra=web.body_of(DecisionBody),
)
async def post_reopen_decision(request: Request, edition: UUID) -> Response:
    """Approve or refuse what another asked; approved, the period runs again until it is frozen anew."""
    actor = await web.caller(request)
    demand(actor, api.DECIDE_ASSESSMENT)
    body = await web.read(request, DecisionBody)
    async with web.database(request).work(actor) as work:
        return web.json(await api.decide_reopen(work, edition, approved=body.accepted, remark=body.remark))


@router.get("/editions/{edition}/check", summary="Recompute a frozen result from the journals")
async def get_check(request: Request, edition: UUID) -> Response:
    """Return ``{ok, differs}``: seal, basis, scores and journals of the cases, to the last digit."""
    actor = await web.caller(request)
    demand(actor, api.RUN_ASSESSMENT)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.check(work, edition))


@router.get("/appeals", summary="Appeals against scores, newest first")
async def get_appeals(
    request: Request,
    scheme: Annotated[str | None, Query(max_length=60, pattern=r"^[^\x00]*$")] = None,
    period: Annotated[str | None, Query(max_length=40, pattern=r"^[^\x00]*$")] = None,
) -> Response:
    """Return ``{items, grounds}``: all are public; words are for the object and who assesses."""
    actor = await web.caller(request)
    demand(actor, api.SEE_ASSESSMENT)
    async with web.database(request).reading(actor) as work:
        grounds = [{"code": code, "zh": zh, "en": en} for code, (zh, en) in api.GROUNDS.items()]
        return web.json({"items": await api.find(work, scheme, period), "grounds": grounds})


@router.post(
    "/appeals", summary="Appeal against a score", status_code=201, openapi_extra=web.body_of(api.AppealBody)
)
async def post_appeal(request: Request) -> Response:
    """Ask that cases are left out of the own score; one who assesses may ask it for any."""
    actor = await web.caller(request)
    demand(actor, api.APPEAL)
    body = await web.read(request, api.AppealBody)
    async with web.database(request).work(actor) as work:
        made = await api.file(work, body)
        return web.json(await api.detail(work, made.id), 201)


@router.post(
    "/appeals/{appeal}/decide", summary="Decide on an appeal", openapi_extra=web.body_of(DecisionBody)
)
async def post_appeal_decision(request: Request, appeal: UUID) -> Response:
    """Uphold or refuse the appeal of another; upheld, its cases are excluded and the effect is kept."""
    actor = await web.caller(request)
    demand(actor, api.DECIDE_ASSESSMENT)
    body = await web.read(request, DecisionBody)
    async with web.database(request).work(actor) as work:
        await api.decide(work, appeal, accepted=body.accepted, remark=body.remark)
        return web.json(await api.detail(work, appeal))


@router.post("/appeals/{appeal}/withdraw", summary="Take an appeal back")
async def post_appeal_withdrawal(request: Request, appeal: UUID) -> Response:
    """End the own appeal before it is decided."""
    actor = await web.caller(request)
    demand(actor, api.APPEAL)
    async with web.database(request).work(actor) as work:
        await api.withdraw(work, appeal)
        return web.json(await api.detail(work, appeal))
