"""Routes of the registry."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Query, Request, Response

from yiwang.base.algorithms import api
from yiwang.base.algorithms.schemas import ActBody, InferBody, LimitBody, RegisterBody, RollBackBody
from yiwang.infra import web
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1/models", tags=["models"])


@router.get("", summary="Models and rules of the machine, by task")
async def get_models(
    request: Request, *, task: Annotated[str | None, Query(max_length=60, pattern=r"^[^\x00]*$")] = None
) -> Response:
    """Return tasks, stages and versions with cards and what may be done with each."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        items = await api.find(work.tx, task)
    return web.json(
        {
            "items": items,
            "tasks": [
                {
                    "code": t.name,
                    "zh": t.zh,
                    "en": t.en,
                    "settings": t.settings,
                    "takes": t.takes,
                    "gives": t.gives,
                }
                for t in api.tasks()
            ],
            "kinds": [{"code": k.name, "zh": k.zh, "en": k.en} for k in api.kinds()],
            "stages": [{"code": c, "zh": zh, "en": en} for c, (zh, en) in api.STAGES.items()],
            "acts": [{"code": c, "zh": zh, "en": en} for c, (zh, en) in api.ACT_NAMES.items()],
        }
    )


@router.post(
    "/roll-back", summary="Publish what was published before", openapi_extra=web.body_of(RollBackBody)
)
async def post_roll_back(request: Request) -> Response:
    """Return the version that serves again; running cases keep what they were dispatched by."""
    actor = await web.caller(request)
    demand(actor, api.PUBLISH)
    body = await web.read(request, RollBackBody)
    async with web.database(request).work(actor) as work:
        return web.json(api.shown(await api.roll_back(work, body.task, body.scope, body.reason)))


@router.post("", summary="Register a model of a kind", openapi_extra=web.body_of(RegisterBody))
async def post_model(request: Request) -> Response:
    """Return the new version: ``checked`` if it is ready and fits its task, else ``uploaded`` and why."""
    actor = await web.caller(request)
    demand(actor, api.LIMIT)
    body = await web.read(request, RegisterBody)
    async with web.database(request).work(actor) as work:
        artefact = api.wrap(body.kind, msgspec.json.encode(body.service))
        made = await api.register(work, body.task, body.card, artefact, scope=body.scope)
        return web.json(await api.detail(work.tx, made.id), 201)


@router.post("/infer", summary="Ask the published model of a task", openapi_extra=web.body_of(InferBody))
async def post_infer(request: Request) -> Response:
    """Return the outputs; the call is counted, limited per day and waits for its turn."""
    actor = await web.caller(request)
    demand(actor, api.CALL)
    body = await web.read(request, InferBody)
    return web.json(
        await api.infer(
            web.database(request),
            actor,
            body.task,
            body.inputs,
            scope=body.scope,
            priority=body.priority,
            within=body.within_s,
        )
    )


@router.get("/queue", summary="Calls that wait and that run")
async def get_queue(request: Request) -> Response:
    """Return the one queue of all processes, and how the models are as this process sees them."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.queue(work.tx) | {"models": await api.health(work.tx)})


@router.get("/metering", summary="Calls by client, day and version")
async def get_metering(
    request: Request,
    *,
    since: Annotated[date | None, Query(alias="from")] = None,
    until: Annotated[date | None, Query(alias="to")] = None,
) -> Response:
    """Return calls, failures, time and amount of the last 30 days unless said otherwise, and the limits."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        last = until or work.now.date()
        first = since or last - timedelta(days=30)
        return web.json(await api.metering(work.tx, first, last))


@router.put("/limits", summary="Limit and price of a client's calls", openapi_extra=web.body_of(LimitBody))
async def put_limit(request: Request) -> Response:
    """Set what a client may call per day; recorded in the trail."""
    actor = await web.caller(request)
    demand(actor, api.LIMIT)
    body = await web.read(request, LimitBody)
    async with web.database(request).work(actor) as work:
        await api.set_limit(work, body.client, body.per_day, Decimal(f"{body.price:.4f}"))
    return web.json({"client": body.client, "per_day": body.per_day, "price": body.price})


@router.get("/{version}", summary="One version with its card, steps and counts")
async def get_model(request: Request, version: UUID) -> Response:
    """Return the card, who moved it when and why, and how often it was asked and right per day."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.detail(work.tx, version))


@router.post("/{version}/acts", summary="Publish, shadow, retire or tune", openapi_extra=web.body_of(ActBody))
async def post_act(request: Request, version: UUID) -> Response:
    """Return the version as it is now; publishing retires what was published before."""
    actor = await web.caller(request)
    demand(actor, api.PUBLISH)
    body = await web.read(request, ActBody)
    async with web.database(request).work(actor) as work:
        if body.action == "tune":
            return web.json(api.shown(await api.tune(work, version, body.settings, body.reason)))
        return web.json(api.shown(await api.promote(work, version, body.action, body.reason)))
