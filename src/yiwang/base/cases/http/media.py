"""Uploading and showing attached files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile
from starlette.responses import StreamingResponse

from yiwang.base.cases import api
from yiwang.infra import web
from yiwang.infra.objects import objects
from yiwang.kernel.errors import InvalidInputError

router = APIRouter(tags=["media"])

_PIECE = 256 * 1024


@router.post("/media", status_code=201, summary="Upload a picture, recording or document as evidence")
async def upload(request: Request) -> Response:
    """Store the multipart part ``file``; ``role`` is report, before, after or document.

    Pictures are decoded and written anew without their metadata (position, owner). The answer's id is
    then named by a report or an action. The same file again with the same ``Idempotency-Key`` gets the
    same id.
    """
    actor = await web.caller(request)
    async with request.form(max_files=1, max_fields=4) as form:
        file, role = form.get("file"), form.get("role", "document")
        if not isinstance(file, UploadFile) or not isinstance(role, str):
            raise InvalidInputError(
                field="file", why_zh="请以 multipart 上传 file", why_en="send a part 'file'"
            )
        name = file.filename or "file"
        key = request.headers.get("idempotency-key")
        media, stored = await api.upload(
            web.database(request), actor, _pieces(file), name=name, role=role, key=key
        )
    answer = {"id": media, "kind": role, "type": stored.media_type, "size": stored.size}
    return web.json(answer, 201)


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(_PIECE):
        yield piece


@router.get("/media/{media}", summary="An attached file")
async def show(request: Request, media: UUID) -> Response:
    """Stream a file that the caller may see; it is never run or sniffed by a browser."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        file = await api.seen_file(work, media)
    shown = "inline" if file.media_type.startswith(("image/", "video/", "audio/")) else "attachment"
    return StreamingResponse(
        objects().stream(file.digest),
        media_type=file.media_type,
        headers={
            "content-disposition": shown,
            "cache-control": "private, max-age=31536000, immutable",
            "x-content-type-options": "nosniff",
            "content-length": str(file.size),
        },
    )
