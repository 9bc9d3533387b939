"""Views that people save."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request, Response

from yiwang.base.cases import api
from yiwang.base.cases.model.rights import SEE_CASES
from yiwang.base.cases.schemas import SavedViewBody
from yiwang.infra import web
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["cases"])


@router.get("/views", summary="Saved views of the list of cases: one's own and the unit's")
async def list_views(request: Request) -> Response:
    """Return ``{items: [{id, name, query, columns, shared, mine, saved_at}]}``."""
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    async with web.database(request).reading(actor) as work:
        items = await api.saved_views(work)
    return web.json({"items": items})


@router.post("/views", status_code=201, summary="Save a view; one's own of that name is replaced")
async def save_view(request: Request, body: SavedViewBody) -> Response:
    """Save filters and columns under a name, for oneself or (``shared``) for one's unit."""
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    async with web.database(request).work(actor) as work:
        items = await api.save_view(work, body.name, body.query, body.columns, shared=body.shared)
    return web.json({"items": items}, 201)


@router.delete("/views/{view}", summary="Delete a view of one's own")
async def forget_view(request: Request, view: UUID) -> Response:
    """Delete it and return what is left; somebody else's is ``not_found``."""
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    async with web.database(request).work(actor) as work:
        items = await api.forget_view(work, view)
    return web.json({"items": items})
