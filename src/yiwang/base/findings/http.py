"""Routes of findings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.algorithms.api import LIMIT
from yiwang.base.findings import api
from yiwang.infra import web
from yiwang.infra.throttle import Throttle
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.permissions import demand
from yiwang.kernel.refusals import UNREADABLE, refused

router = APIRouter(prefix="/api/v1/findings", tags=["findings"])

#: Batches per client of one web process: a hundred at once, ten a second on the long run.
_rate = Throttle(burst=100, per_hour=36_000)
_Words = Annotated[str | None, Query(max_length=80, pattern=r"^[^\x00]*$")]
_Days = Annotated[float, Query(gt=0, le=366)]


class FindingsBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A batch; each is looked at by itself, so one that is wrong keeps no other out."""

    items: Annotated[list[dict[str, Any]], msgspec.Meta(min_length=1, max_length=500)]


class SenderLimitBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a client (a key as ``senders`` shows it; empty: all others) may send per day."""

    client: Annotated[str, msgspec.Meta(max_length=80, pattern=r"^[^\x00]*$")] = ""
    per_day: Annotated[int, msgspec.Meta(ge=0, le=100_000_000)]


def _read(item: dict[str, Any]) -> api.Finding | YiwangError:
    try:
        return msgspec.convert(item, api.Finding)
    except UNREADABLE as error:
        return refused(error)


@router.post("", summary="Hand in what algorithms found", openapi_extra=web.body_of(FindingsBody))
async def post_findings(request: Request) -> Response:
    """Return ``{items}``: per finding its outcome and case, or what is wrong with it; after the commit."""
    actor = await web.caller(request)
    demand(actor, api.SEND)
    _rate.take(actor.key)
    body = await web.read(request, FindingsBody)
    read: list[api.Finding | YiwangError] = [_read(item) for item in body.items]
    async with web.database(request).work(actor) as work:
        answers = iter(await api.take(work, [f for f in read if isinstance(f, api.Finding)]))
        told = [next(answers) if isinstance(f, api.Finding) else f for f in read]
    items = [{"status": "refused", "error": t.as_dict()} if isinstance(t, YiwangError) else t for t in told]
    return web.json({"items": items})


@router.get("", summary="Findings, what came last first")
async def get_findings(
    request: Request,
    *,
    kind: _Words = None,
    site: _Words = None,
    outcome: _Words = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Return ``{items, next, outcomes}``; to who is responsible for an area, what lies in it."""
    actor = await web.caller(request)
    demand(actor, api.SEE_FINDINGS)
    mark = None if cursor is None else web.Cursor.decode(cursor, 1)[0]
    before = mark if isinstance(mark, int) else None
    async with web.database(request).reading(actor) as work:
        items = await api.find(work.tx, kind, site, outcome, before, limit, actor.area)
    more = web.Cursor.encode([items[-1]["seq"]]) if len(items) == limit else None
    return web.json({"items": items, "next": more, "outcomes": api.reasons()})


@router.get("/strategies", summary="Strategies")
async def get_strategies(request: Request) -> Response:
    """Return ``{items}``."""
    actor = await web.caller(request)
    demand(actor, api.SEE_FINDINGS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.strategies(work.tx)})


@router.put("/strategies/{code}", summary="Write a strategy", openapi_extra=web.body_of(api.Strategy))
async def put_strategy(request: Request, code: Annotated[str, Path(max_length=60)]) -> Response:
    """Return its code and version; what was judged before stays as it was judged."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_STRATEGIES)
    strategy = await web.read(request, api.Strategy)
    async with web.database(request).work(actor) as work:
        version = await api.save_strategy(work, code, strategy)
    return web.json({"code": code, "version": version})


@router.post(
    "/strategies/{code}/try",
    summary="What a strategy would have let through",
    openapi_extra=web.body_of(api.Strategy),
)
async def post_try(request: Request, code: Annotated[str, Path(max_length=60)], days: _Days = 30) -> Response:
    """Return ``{read, capped, was, would}``: outcomes as they were, and as they would be; nothing changes."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_STRATEGIES)
    strategy = await web.read(request, api.Strategy)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.rehearse(work, code, strategy, days))


@router.get("/days", summary="Findings by day: valid, and dropped why")
async def get_days(request: Request, days: _Days = 30, strategy: _Words = None) -> Response:
    """Return ``{items, outcomes}``, of one strategy or of all."""
    actor = await web.caller(request)
    demand(actor, api.SEE_FINDINGS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.days(work, days, strategy), "outcomes": api.reasons()})


@router.get("/senders", summary="Who sends findings, and how many a day it may")
async def get_senders(request: Request) -> Response:
    """Return ``{items, others}`` of the last 30 days."""
    actor = await web.caller(request)
    demand(actor, api.SEE_FINDINGS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.senders(work.tx, work.now))


@router.put("/limits", summary="Limit of a sender's findings", openapi_extra=web.body_of(SenderLimitBody))
async def put_limit(request: Request) -> Response:
    """Set what a client may send per day; recorded in the trail."""
    actor = await web.caller(request)
    demand(actor, LIMIT)
    body = await web.read(request, SenderLimitBody)
    async with web.database(request).work(actor) as work:
        await api.set_limit(work, body.client, body.per_day)
    return web.json({"client": body.client, "per_day": body.per_day})


@router.get("/effect", summary="What strategies dropped and why, and how often they were right")
async def get_effect(request: Request, days: _Days = 30) -> Response:
    """Return ``{items, outcomes}`` per kind and strategy."""
    actor = await web.caller(request)
    demand(actor, api.SEE_FINDINGS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.effect(work, days), "outcomes": api.reasons()})


@router.get("/rates", summary="How often models were right at each site")
async def get_rates(request: Request, days: _Days = 90, by: Literal["day", "month"] = "month") -> Response:
    """Return ``{items}`` per period, model, source, kind and site: confirmed and false-alarm shares."""
    actor = await web.caller(request)
    demand(actor, api.SEE_FINDINGS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.rates(work, days, by)})
