"""Acting on a case, and what explains it: allowed actions, journal, clocks."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response

from yiwang.base.cases import api
from yiwang.base.cases.schemas import ReplyBody
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.refusals import UNREADABLE, refused

router = APIRouter(tags=["cases"])

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": False,
        "content": {"application/json": {"schema": {"type": "object"}}},
        "description": "The body of the action; its JSON schema is in GET …/actions and /vocabulary.",
    }
}


@router.get("/cases/{number}/actions", summary="What may be done with a case now, and what not and why")
async def list_actions(request: Request, number: str) -> Response:
    """Return every action of the case's flow that exists in its stage, allowed ones first."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        items = await api.actions(work, number)
    return web.json({"items": items})


@router.post("/cases/{number}/actions/{action}", summary="Do an action on a case", openapi_extra=_BODY)
async def post_action(request: Request, number: str, action: str) -> Response:
    """Do ``action`` and return the case as it is now; refused ones are named errors.

    With the header ``Idempotency-Key`` a repeat by the same caller does nothing and answers the same.
    """
    actor = await web.caller(request)
    raw = await request.body()
    try:
        body = msgspec.json.decode(raw) if raw.strip() else {}
    except UNREADABLE as error:
        raise refused(error) from None
    if not isinstance(body, dict):
        raise InvalidInputError(why_zh="应为 JSON 对象", why_en="a JSON object is expected")
    key = request.headers.get("idempotency-key")
    answer = await api.acting(web.database(request)).act(actor, number, action, body, key)
    return web.json(answer)


@router.post("/cases/{number}/reply-check", summary="What may be wrong with a reply before it is sent")
async def check_reply(request: Request, number: str, body: ReplyBody) -> Response:
    """Return ``{items}``: ``code`` (empty, template, off_topic, incomplete, undated) and words."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        items = await api.check_reply(work, number, body.text)
    return web.json({"items": items})


@router.get("/cases/{number}/journal", summary="All that was done with a case, in order")
async def journal(request: Request, number: str) -> Response:
    """Return the hash-chained journal with the words of its notes as far as they are not erased."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        items = await api.journal(work, number)
    return web.json({"items": items})


@router.get("/cases/{number}/clocks", summary="The deadlines of a case and how they were computed")
async def clocks(request: Request, number: str) -> Response:
    """Return each clock with the segments of time that its deadline is made of."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        items = await api.explain_clocks(work, number)
    return web.json({"items": items})
