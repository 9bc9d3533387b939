"""Routes: hand in an organisation, fetch the template, take the organisation out."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, Request, Response, UploadFile

from yiwang.connectors.organisation import run, writer
from yiwang.connectors.organisation.drafts import Handed
from yiwang.kernel.actor import Actor
from yiwang.kernel.errors import InvalidInputError, PayloadTooLargeError
from yiwang.kernel.permissions import allowed, demand
from yiwang.sdk import web
from yiwang.sdk.organisation import CHANGE_AREAS, CHANGE_ORGANISATION, MANAGE_ACCOUNTS

router = APIRouter(prefix="/api/v1/organisation", tags=["organisation"])

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_FILES = 20


def _may(actor: Actor, handed: Handed, *, complete: bool) -> None:
    """Ask for the right of each sheet: accounts are the security administrator's, the rest the admin's.

    A sheet without rows changes nothing, unless it is said to be complete.
    """

    def counts(part: list[Any] | None) -> bool:
        return bool(part) or (complete and part is not None)

    if counts(handed.areas) or handed.borders or counts(handed.addresses):
        demand(actor, CHANGE_AREAS)
    if any(counts(part) for part in (handed.units, handed.posts, handed.persons)) or handed.responsibilities:
        demand(actor, CHANGE_ORGANISATION)
    if handed.accounts:
        demand(actor, MANAGE_ACCOUNTS)


@router.post("/import")
async def import_files(
    request: Request,
    file: Annotated[
        list[UploadFile], File(description="one .xlsx, or .csv files named after their sheet, .geojson")
    ],
    crs: Annotated[Literal["wgs84", "cgcs2000", "gcj02", "bd09"], Form()] = "wgs84",
    *,
    complete: Annotated[bool, Form()] = False,
    trial: Annotated[bool, Form()] = False,
) -> Response:
    """Bring an organisation into force, all or nothing; answers what changed per sheet."""
    actor = await web.caller(request)
    if not (allowed(actor, CHANGE_ORGANISATION) or allowed(actor, MANAGE_ACCOUNTS)):
        demand(actor, CHANGE_ORGANISATION)
    if len(file) > _MOST_FILES:
        raise InvalidInputError(
            field="file", why_zh=f"最多 {_MOST_FILES} 个文件", why_en=f"at most {_MOST_FILES} files"
        )
    if sum(upload.size or 0 for upload in file) > run.MOST_BYTES:
        raise PayloadTooLargeError(field="file", limit=f"{run.MOST_BYTES // 1_000_000} MB")
    files = [run.Upload(upload.filename or "", await upload.read()) for upload in file]
    handed = await asyncio.to_thread(run.read, files, crs)
    _may(actor, handed, complete=complete)
    async with web.database(request).work(actor) as work:
        summary = await run.import_organisation(work, handed, complete=complete, trial=trial)
    return web.json({"trial": trial, **run.report(summary)})


@router.get("/template", responses={200: {"content": {_EXCEL: {}}}})
async def template(request: Request) -> Response:
    """Return the empty workbook with its help rows."""
    await web.caller(request)
    return _excel(await asyncio.to_thread(writer.template), "organisation-template.xlsx")


@router.get("/export", responses={200: {"content": {_EXCEL: {}}}})
async def export(request: Request) -> Response:
    """Return the organisation in force as the same workbook (role admin; no accounts)."""
    actor = await web.caller(request)
    demand(actor, CHANGE_ORGANISATION)
    async with web.database(request).work(actor) as work:
        content = await writer.export(work, personal=True, with_accounts=False)
    return _excel(content, "organisation.xlsx")


def _excel(content: bytes, name: str) -> Response:
    return Response(
        content,
        media_type=_EXCEL,
        headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"},
    )
