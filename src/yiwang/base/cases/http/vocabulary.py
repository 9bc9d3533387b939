"""The words of the interface: stages, actions, roles, errors, in one place for every client."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from yiwang.base.cases import api
from yiwang.infra import web
from yiwang.kernel.actor import PUBLIC
from yiwang.kernel.errors import YiwangError

router = APIRouter(tags=["vocabulary"])


@router.get("/vocabulary", summary="Stages, actions with the schema of their bodies, roles, error codes")
async def vocabulary(request: Request) -> Response:
    """Return the vocabulary; it holds nothing secret and needs no sign-in."""
    async with web.database(request).reading(PUBLIC) as work:
        words = await api.vocabulary(work)
    words["errors"] = [
        {"code": code, "status": kind.status, "message": {"zh": kind.zh, "en": kind.en}}
        for code, kind in sorted(YiwangError.registry.items())
    ]
    return web.json(words)
