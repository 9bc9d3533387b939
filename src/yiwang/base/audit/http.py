"""HTTP doors of the ledger (public) and of the security audit trail (auditor)."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from yiwang.base.audit import api
from yiwang.base.audit.model.rights import SEE_TRAIL
from yiwang.base.audit.schemas import TrailItem, TrailQuery, VerifyBody, trail_item
from yiwang.infra import signing, web
from yiwang.infra.database import Database
from yiwang.kernel.actor import PUBLIC, Actor
from yiwang.kernel.errors import NotFoundError, TooManyRequestsError
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["ledger"])

_CSV_BATCH: Final = 2_000
_VERIFYING: Final = asyncio.Lock()
_VERIFY_AGAIN: Final = 60
_ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    404: {"description": "not_found: no such entry, or it is not sealed yet (try again within 10 s)"},
    422: {"description": "invalid_input"},
}


@router.get("/ledger/checkpoint", response_class=Response, responses=_ERRORS)
async def checkpoint(request: Request) -> Response:
    """Return the newest signed checkpoint ``{note, key}``: origin, size, root, time, signature."""
    async with web.database(request).reading(PUBLIC) as work:
        note = await api.checkpoint(work.tx)
        lines = [key.line() for key in await api.public_keys(work.tx)]
    if note is None:
        raise NotFoundError(what_zh="检查点", what_en="checkpoint", key="newest")
    return web.json({"note": note, "keys": lines})


@router.get("/ledger/proof", response_class=Response, responses=_ERRORS)
async def proof(request: Request, subject: UUID, seq: Annotated[int, Query(ge=1, le=2**31 - 1)]) -> Response:
    """Return the inclusion proof ``{leaf, entry, size, path, checkpoint}`` of one journal entry.

    The caller knows ``subject`` and ``seq`` from a receipt. 404 until the entry is sealed.
    """
    async with web.database(request).reading(PUBLIC) as work:
        found = await api.proof(work.tx, subject, seq)
    if found is None:
        raise NotFoundError(what_zh="存证", what_en="sealed entry", key=f"{subject}/{seq}")
    return web.json(found)


@router.get("/ledger/consistency", response_class=Response, responses=_ERRORS)
async def consistency(
    request: Request,
    old: Annotated[int, Query(alias="from", ge=1, le=2**62)],
    new: Annotated[int, Query(alias="to", ge=1, le=2**62)],
) -> Response:
    """Return the proof ``{from, to, path}`` that the tree of one size is a prefix of a later one."""
    async with web.database(request).reading(PUBLIC) as work:
        return web.json(await api.consistency(work.tx, old, new))


@router.post("/ledger/verify", response_class=Response)
async def verify(request: Request, body: VerifyBody) -> Response:
    """Check the whole journal, tree and signatures here and return the verdict (role auditor).

    Takes long on a large journal (about 15,000 rows/s) and is done once at a time; who does not trust
    this server runs ``yiwang ledger verify`` on a copy of the data.
    """
    actor = await web.caller(request)
    demand(actor, SEE_TRAIL)
    if _VERIFYING.locked():
        raise TooManyRequestsError(seconds=_VERIFY_AGAIN)
    async with _VERIFYING, web.database(request).reading(actor) as work:
        verdict = await api.verify(work.tx, signing.keys(), head=body.head)
    return web.json(verdict)


@router.get("/ledger/keys", response_class=Response)
async def keys(request: Request) -> Response:
    """Return the public keys ``{items: [{name, id, line}]}`` that sign receipts and checkpoints."""
    async with web.database(request).reading(PUBLIC) as work:
        found = await api.public_keys(work.tx)
    return web.json({"items": [{"name": k.name, "id": k.id, "line": k.line()} for k in found]})


@router.get("/audit", response_class=Response, tags=["audit"], responses=_ERRORS)
async def trail(request: Request, query: Annotated[TrailQuery, Query()]) -> Response:
    """Return the security audit trail, newest first: ``{items, next}``, or all of it as CSV.

    For the role auditor. Looking at the trail is itself recorded.
    """
    who = await web.caller(request)
    demand(who, SEE_TRAIL)
    wanted = query.wanted()
    db = web.database(request)
    async with db.work(who) as work:
        await api.record(work, "trail.read", "trail", query.form, {"filter": wanted})
    if query.form == "csv":
        return StreamingResponse(
            _csv(db, who, wanted),
            media_type="text/csv; charset=utf-8",
            headers={"content-disposition": 'attachment; filename="audit-trail.csv"'},
        )
    async with db.reading(who) as work:
        found = await api.trail(work.tx, wanted, before=query.before(), limit=query.limit + 1)
    items = [trail_item(entry) for entry in found[: query.limit]]
    more = len(found) > query.limit
    return web.json({"items": items, "next": web.Cursor.encode([items[-1].position]) if more else None})


async def _csv(db: Database, who: Actor, wanted: api.TrailFilter) -> AsyncIterator[bytes]:
    """Yield the trail as CSV that spreadsheets open as UTF-8 and never run as formulas."""
    yield "\ufeff".encode()
    yield _csv_lines([list(TrailItem.__struct_fields__)])
    before: int | None = None
    while True:
        async with db.reading(who) as work:
            found = await api.trail(work.tx, wanted, before=before, limit=_CSV_BATCH)
        if not found:
            return
        yield _csv_lines([trail_item(entry).cells() for entry in found])
        before = found[-1].position


def _csv_lines(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
