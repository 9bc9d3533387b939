"""``GET /api/v1/live``: the live stream as Server-Sent Events."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Query, Request
from starlette.responses import StreamingResponse

from yiwang.infra.live import LiveTail, parse_position
from yiwang.infra.web import caller
from yiwang.kernel.errors import UnauthenticatedError

router = APIRouter(prefix="/api/v1", tags=["live"])


@router.get("/live", response_class=StreamingResponse)
async def live(
    request: Request,
    after: Annotated[str | None, Query(max_length=40, description="position to go on from")] = None,
) -> StreamingResponse:
    """Stream what happens within the caller's scope; ``Last-Event-ID`` or ``after`` resumes it."""
    actor = await caller(request)
    resume = request.headers.get("last-event-id") or after
    position = parse_position(resume) if resume else None
    tail = cast("LiveTail", request.app.state.live)

    async def still_allowed() -> bool:
        try:
            return (await caller(request)).key == actor.key
        except UnauthenticatedError:
            return False

    return StreamingResponse(
        tail.stream(actor, position, still_allowed),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )
