"""Routes of boards of stations."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.sensing import api as sensing
from yiwang.base.stations import api
from yiwang.infra import web
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["stations"])


@router.get("/stations", summary="Boards of stations")
async def get_boards(request: Request) -> Response:
    """Return ``{items}``: code and names."""
    actor = await web.caller(request)
    demand(actor, sensing.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.boards(work.tx)})


@router.get("/stations/{board}", summary="Stations of a board as they are now")
async def get_board(
    request: Request,
    board: Annotated[str, Path(max_length=40)],
    area: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """Return groups of stations against their guard levels, the most urgent first, and the response."""
    actor = await web.caller(request)
    demand(actor, sensing.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.view(work, board, area))
