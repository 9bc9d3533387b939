"""Erasing a reporter's data on legal grounds."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from yiwang.base.cases import api
from yiwang.infra import web
from yiwang.infra.objects import objects

router = APIRouter(tags=["personal data"])


class Erasure(BaseModel):
    """The legal ground, and whether the words of the report and its case's notes go too."""

    model_config = ConfigDict(extra="forbid")
    basis: str = Field(min_length=1, max_length=500)
    words: bool = True


@router.post("/reports/{report}/erasure", summary="Erase the personal data of a report (role security)")
async def erase(request: Request, report: UUID, body: Erasure) -> Response:
    """Erase name, phone and e-mail, and the words if asked; every proof in the ledger stays valid."""
    actor = await web.caller(request)
    async with web.database(request).work(actor) as work:
        files = await api.erase_report(work, report, basis=body.basis, words=body.words)
    for digest in files:
        await objects().delete(digest)
    return web.json({"id": report, "erased": True, "files": len(files)})
