"""Routes of assistance."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Path, Request, Response

from yiwang.base.assist import api
from yiwang.infra import web
from yiwang.kernel.permissions import allowed, demand

router = APIRouter(prefix="/api/v1/assist", tags=["assist"])


class DraftBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is wanted on the case."""

    purpose: Literal["summary", "reply", "order", "elements"]


class QuestionBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question on the city's own texts; ``search_only`` asks no model even where one is there."""

    question: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    search_only: bool = False


@router.get("", summary="Whether a language model is there")
async def get_about(request: Request) -> Response:
    """Return ``{on, purposes}``; with a model also its name and how it is. Off for who may not ask it."""
    actor = await web.caller(request)
    return web.json(api.about() if allowed(actor, api.ASSIST) else {"on": False, "purposes": []})


@router.post("/cases/{number}", summary="A draft on a case", openapi_extra=web.body_of(DraftBody))
async def post_draft(request: Request, number: Annotated[str, Path(max_length=40)]) -> Response:
    """Return a draft for a person to use or not; nothing is written into the case."""
    actor = await web.caller(request)
    demand(actor, api.ASSIST)
    body = await web.read(request, DraftBody)
    return web.json(await api.draft(web.database(request), actor, number, body.purpose))


@router.post("/questions", summary="A question on the city's texts", openapi_extra=web.body_of(QuestionBody))
async def post_question(request: Request) -> Response:
    """Return the passages that fit, and with a model an answer whose citations exist."""
    actor = await web.caller(request)
    demand(actor, api.ASSIST)
    body = await web.read(request, QuestionBody)
    return web.json(await api.ask(web.database(request), actor, body.question, search_only=body.search_only))
