"""Routes of language."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from yiwang.base.language import api
from yiwang.base.language.schemas import ReadBody
from yiwang.infra import web
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1/language", tags=["language"])


@router.post(
    "/read",
    summary="What texts say: tags, elements, subjects, matter",
    openapi_extra=web.body_of(ReadBody),
)
async def read_texts(request: Request) -> Response:
    """Return for each text its tags, five elements, subjects, ranked matters, urgency, feeling, and why.

    ``masked`` is the plain text without personal data; nothing is stored. At most 200 texts and 1 MB.
    """
    actor = await web.caller(request)
    demand(actor, api.READ_TEXT)
    body = await web.read(request, ReadBody)
    api.check_amount(body.texts)
    async with web.database(request).reading(actor) as work:
        found = await api.read(work.tx, body.texts)
    return web.json({"items": found})
