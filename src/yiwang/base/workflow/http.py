"""Reading flows and calendars over HTTP; publishing is a pack's business."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from yiwang.base.workflow import api
from yiwang.infra import web

router = APIRouter(prefix="/api/v1", tags=["workflow"])


@router.get("/flows", summary="Published flows: stages, actions, clocks")
async def list_flows(request: Request) -> Response:
    """Return the newest version of each flow as data."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        flows = await api.flows(work.tx)
    newest = [flows.current(name).definition.model_dump(mode="json") for name in sorted(flows.newest)]
    return web.json({"items": newest})


@router.get("/flows/{flow}/versions/{version}", summary="One published flow version")
async def one_flow(request: Request, flow: str, version: int) -> Response:
    """Return one version of a flow as data."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        found = (await api.flows(work.tx)).version(flow, version)
    return web.json(found.definition.model_dump(mode="json"))


@router.get("/calendars", summary="Work calendars")
async def list_calendars(request: Request) -> Response:
    """Return all work calendars: frames, holidays and make-up days."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        found = await api.calendars(work.tx)
    return web.json({"items": [found[code] for code in sorted(found)]})
