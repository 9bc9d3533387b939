"""Routes of the registry."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from yiwang.base.algorithms import api
from yiwang.base.algorithms.schemas import ActBody, RollBackBody
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
            "tasks": [{"code": t.name, "zh": t.zh, "en": t.en, "settings": t.settings} for t in api.tasks()],
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
