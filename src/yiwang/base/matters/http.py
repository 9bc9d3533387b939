"""The catalogue and the responsibility list over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from fastapi import APIRouter, Query, Request, Response, UploadFile

from yiwang.base.geography import api as geography
from yiwang.base.matters import api
from yiwang.base.matters.errors import MatterNotFoundError
from yiwang.base.matters.schemas import (
    EndBody,
    MappingBody,
    MatterBody,
    ResponsibilityBody,
    StatusBody,
)
from yiwang.infra import web
from yiwang.infra.database import Work
from yiwang.infra.tabular import MAX_BYTES
from yiwang.kernel.errors import NotFoundError, PayloadTooLargeError
from yiwang.kernel.permissions import demand, permission

router = APIRouter(prefix="/api/v1", tags=["matters"])

EDIT = permission(
    "matters.edit", "维护事项目录与映射", "edit the catalogue and mappings", "admin", "dispatcher"
)
DRAFT = permission(
    "matters.draft", "提交权责变更", "draft responsibilities", "admin", "dispatcher", "supervisor", "leader"
)
APPROVE = permission("matters.approve", "审批权责变更", "approve responsibilities", "leader", "admin")

Short = Annotated[str | None, Query(max_length=200)]
Page = Annotated[int, Query(ge=1, le=1000)]
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _today(work: Work, tree: geography.AreaTree) -> date:
    return work.now.astimezone(ZoneInfo(tree.city.timezone)).date()


@router.get("/matters", summary="The catalogue of matters; q searches by code, name or free text")
async def list_matters(
    request: Request,
    *,
    q: Short = None,
    kind: Annotated[str | None, Query(pattern="^(matter|component)$")] = None,
    area: Short = None,
    classes: bool = False,
    limit: Page = 1000,
) -> Response:
    """Return published leaves (with ``classes`` all entries); for ``q`` the best matches first.

    A search gives each item a ``score`` and ``why``. ``area`` leaves out what exists elsewhere only.
    """
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        catalogue = await api.catalogue(work.tx)
        path = (await geography.areas(work.tx)).path(area) if area else ()
    if q and q.strip():
        return web.json({"items": _search(catalogue, q.strip(), kind, limit)})
    entries = catalogue.entries() if classes else catalogue.leaves(path)
    items = [m for m in entries if kind is None or m.kind == kind][:limit]
    return web.json({"items": items})


def _search(catalogue: api.Catalogue, q: str, kind: str | None, limit: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    exact = catalogue.find(q)
    if exact is not None and kind in (None, exact.kind):
        why = {"zh": "名称或代码一致", "en": "name or code is the same"}
        items.append({**msgspec.to_builtins(exact), "score": 1.0, "why": why})
    seen = {item["key"] for item in items}
    for leaf in catalogue.leaves():
        contains = q in leaf.name or q in leaf.code
        if contains and leaf.key not in seen and kind in (None, leaf.kind):
            why = {"zh": "名称或代码包含", "en": "name or code contains it"}
            items.append({**msgspec.to_builtins(leaf), "score": 0.9, "why": why})
            seen.add(leaf.key)
    items += [
        {**msgspec.to_builtins(found.matter), "score": found.score, "why": found.why}
        for found in catalogue.suggest(q, limit)
        if found.matter.key not in seen and kind in (None, found.matter.kind)
    ]
    return items[:limit]


@router.get("/matters/mappings", summary="What foreign codes mean")
async def list_mappings(request: Request, source: Short = None, limit: Page = 1000) -> Response:
    """Return mappings of foreign codes by source and code."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        rows = await api.mappings(work.tx, source, limit)
    return web.json({"items": [dict(row) for row in rows]})


@router.put("/matters/mappings", summary="Say what a foreign code means")
async def put_mapping(request: Request, body: MappingBody) -> Response:
    """Store one mapping; the code leaves the unmapped list."""
    actor = await web.caller(request)
    demand(actor, EDIT)
    async with web.database(request).work(actor) as work:
        await api.map_code(work, body.source, body.code, body.matter)
    return web.json(body.model_dump())


@router.get("/matters/unmapped", summary="Foreign codes that no mapping knows, most frequent first")
async def list_unmapped(request: Request, source: Short = None, limit: Page = 1000) -> Response:
    """Return unmapped codes with how often and when they came (C004)."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        items = await api.unmapped(work.tx, source, limit)
    return web.json({"items": items})


@router.get("/matters/{key}", summary="One entry of the catalogue with its versions")
async def one_matter(request: Request, key: str) -> Response:
    """Return the newest version of an entry and the list of all versions."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        versions = await api.matter_versions(work.tx, key)
    if not versions:
        raise MatterNotFoundError(key=key)
    return web.json({**msgspec.to_builtins(versions[0]), "versions": versions})


@router.post("/matters", summary="Create an entry or a new version of one", status_code=201)
async def post_matter(request: Request, body: MatterBody) -> Response:
    """Store an entry; a lower level may not redefine a higher code."""
    actor = await web.caller(request)
    demand(actor, EDIT)
    async with web.database(request).work(actor) as work:
        await api.save_matters(work, [body])
        made = (await api.matter_versions(work.tx, f"{body.kind}:{body.code}"))[0]
    return web.json(made, 201)


@router.post("/matters/{key}/status", summary="Publish or retire an entry")
async def post_status(request: Request, key: str, body: StatusBody) -> Response:
    """Change the status of an entry; running cases are not touched."""
    actor = await web.caller(request)
    demand(actor, EDIT)
    async with web.database(request).work(actor) as work:
        made = await api.set_matter_status(work, key, api.Status(body.status))
    return web.json(made)


@router.get("/responsibilities", summary="The responsibility list, or who is responsible at a place")
async def list_responsibilities(
    request: Request,
    *,
    matter: Short = None,
    area: Short = None,
    unit: Short = None,
    status: Annotated[str | None, Query(pattern="^(draft|approved|ended)$")] = None,
    on: date | None = None,
    resolve: Short = None,
    limit: Page = 100,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """Return entries of all versions; with ``resolve=1`` the answer for ``matter`` at ``area``."""
    if resolve:
        return await resolve_responsibility(request, matter or "", area or "", on)
    actor = await web.caller(request)
    after = web.Cursor.decode(cursor, 4) if cursor else None
    wanted = {"matter": matter, "area": area, "unit": unit, "status": status}
    async with web.database(request).reading(actor) as work:
        items = await api.find_responsibilities(work.tx, wanted, after, limit + 1)
    token = None
    if len(items) > limit:
        items = items[:limit]
        last = items[-1]
        token = web.Cursor.encode([last.matter, last.area, last.scene, last.version])
    return web.json({"items": items, "next": token})


@router.get("/responsibilities/resolve", summary="Who is responsible for a matter at a place on a day")
async def resolve_responsibility(
    request: Request, matter: str, area: str, on: date | None = None
) -> Response:
    """Return the one entry, or ranked candidates with reasons."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        catalogue, tree = await api.catalogue(work.tx), await geography.areas(work.tx)
    found = catalogue.find(matter)
    if found is None:
        raise MatterNotFoundError(key=matter, field="matter")
    path = tree.path(area)
    if not path:
        raise NotFoundError(field="area", what_zh="区域", what_en="area", key=area)
    answer = catalogue.resolve(found.key, path, on or _today(work, tree))
    return web.json(
        {"matter": found.key, "area": area, "entry": answer.entry, "candidates": answer.candidates}
    )


@router.get("/responsibilities/gaps", summary="Leaves for which nobody is responsible")
async def list_gaps(
    request: Request, area: Short = None, on: date | None = None, limit: Page = 1000
) -> Response:
    """Return gaps per district, or at ``area``; ``total`` counts all of them."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        day = on or _today(work, await geography.areas(work.tx))
        items = await api.gaps(work.tx, day, area=area)
    return web.json({"items": items[:limit], "total": len(items)})


@router.get(
    "/responsibilities/sheet",
    summary="The responsibility list as CSV or Excel",
    response_class=Response,
    responses={200: {"content": {_EXCEL: {}, "text/csv": {}}}},
)
async def export_sheet(
    request: Request,
    format: Annotated[str, Query(pattern="^(csv|xlsx)$")] = "xlsx",  # noqa: A002 - wire name
) -> Response:
    """Return approved entries as a file that can be imported again."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        content = await api.export_responsibilities(work.tx, as_excel=format == "xlsx")
    headers = {"Content-Disposition": f'attachment; filename="responsibilities.{format}"'}
    return Response(content, 200, headers, _EXCEL if format == "xlsx" else "text/csv; charset=utf-8")


@router.post("/responsibilities/sheet", summary="Import responsibilities, all or nothing")
async def import_sheet(
    request: Request,
    file: UploadFile,
    change_basis: Annotated[str, Query(min_length=1, max_length=500)],
) -> Response:
    """Bring a sheet into force; every problem is named by row and column and nothing is stored then."""
    actor = await web.caller(request)
    demand(actor, APPROVE)
    if file.size is not None and file.size > MAX_BYTES:
        raise PayloadTooLargeError(limit="20 MB")
    content = await file.read(MAX_BYTES + 1)
    async with web.database(request).work(actor) as work:
        summary = await api.import_responsibilities(
            work, file.filename or "sheet", content, change_basis=change_basis
        )
    return web.json(summary)


@router.post("/responsibilities", summary="Draft a responsibility entry", status_code=201)
async def post_responsibility(request: Request, body: ResponsibilityBody) -> Response:
    """Store a draft; it holds once somebody else approves it."""
    actor = await web.caller(request)
    demand(actor, DRAFT)
    data = api.ResponsibilityData.model_validate(body.model_dump(exclude={"change_basis"}))
    async with web.database(request).work(actor) as work:
        made = await api.draft_responsibility(work, data, change_basis=body.change_basis)
    return web.json(made, 201)


@router.post("/responsibilities/{entry}/approve", summary="Approve a draft of somebody else")
async def post_approve(request: Request, entry: UUID) -> Response:
    """Approve a draft: it takes effect on its day and ends the version before it."""
    actor = await web.caller(request)
    demand(actor, APPROVE)
    async with web.database(request).work(actor) as work:
        made = await api.approve_responsibility(work, entry)
    return web.json(made)


@router.post("/responsibilities/{entry}/end", summary="End an entry, or withdraw a draft")
async def post_end(request: Request, entry: UUID, body: EndBody) -> Response:
    """End an entry from a day on; cases dispatched by it keep it."""
    actor = await web.caller(request)
    demand(actor, APPROVE)
    async with web.database(request).work(actor) as work:
        made = await api.end_responsibility(work, entry, body.valid_to)
    return web.json(made)
