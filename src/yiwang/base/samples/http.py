"""Routes of samples."""

from __future__ import annotations

from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response, UploadFile

from yiwang.base.cases.api import CaseFilter
from yiwang.base.samples import api
from yiwang.base.samples.schemas import CollectBody, FreezeBody, JudgeBody, SortBody
from yiwang.infra import web
from yiwang.infra.tabular import MAX_BYTES
from yiwang.kernel.errors import InvalidInputError, PayloadTooLargeError
from yiwang.kernel.permissions import allowed, demand

router = APIRouter(prefix="/api/v1/samples", tags=["samples"])

_Code = Annotated[str, Path(max_length=40, pattern=r"^[a-z0-9][a-z0-9_-]*$")]
_Number = Annotated[int, Path(ge=1, le=1_000_000)]
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("", summary="Sets of samples")
async def get_sets(request: Request) -> Response:
    """Return ``{items, may}``: sets, and what the caller may do."""
    actor = await web.caller(request)
    demand(actor, api.LABEL)
    async with web.database(request).reading(actor) as work:
        items = await api.find(work.tx)
    return web.json(
        {"items": items, "may": {"settle": allowed(actor, api.SETTLE), "manage": allowed(actor, api.MANAGE)}}
    )


@router.get("/{code}", summary="One set: counts, agreement, versions")
async def get_set(request: Request, code: _Code) -> Response:
    """Return labels, counts, agreement with its sources, versions."""
    actor = await web.caller(request)
    demand(actor, api.LABEL)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.detail(work.tx, code))


@router.put("/{code}", summary="Make or change a set", openapi_extra=web.body_of(api.SampleSet))
async def put_set(request: Request, code: _Code) -> Response:
    """Return the set; labels that were given cannot be taken out."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE)
    body = await web.read(request, api.SampleSet)
    async with web.database(request).work(actor) as work:
        await api.save_set(work, code, body)
        return web.json(await api.detail(work.tx, code))


@router.post("/{code}/cases", summary="Draw texts from closed cases", openapi_extra=web.body_of(CollectBody))
async def post_cases(request: Request, code: _Code) -> Response:
    """Return ``{read, added, known, empty}``; words are masked before they are kept."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE)
    body = await web.read(request, CollectBody)
    for name in ("opened_from", "opened_to"):
        moment = getattr(body, name)
        if moment is not None and moment.tzinfo is None:
            raise InvalidInputError(field=name, why_zh="时间须带时区", why_en="the time needs an offset")
    asked = CaseFilter(
        opened_from=body.opened_from,
        opened_to=body.opened_to,
        matters=(body.matter,) if body.matter else (),
        area=body.area or None,
    )
    async with web.database(request).work(actor) as work:
        return web.json(await api.collect(work, code, asked, body.most))


@router.post("/{code}/file", summary="Bring in texts of a CSV or XLSX file")
async def post_file(request: Request, code: _Code, file: UploadFile) -> Response:
    """Return ``{read, added, known, empty}``; words are masked before they are kept."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE)
    content = await file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise PayloadTooLargeError(limit="20 MB")
    async with web.database(request).work(actor) as work:
        return web.json(await api.take_file(work, code, file.filename or "", content))


@router.get("/{code}/next", summary="The next text for the caller")
async def get_next(request: Request, code: _Code, role: Literal["label", "settle"] = "label") -> Response:
    """Return ``{item, left}``; nobody is told what another one chose."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.next_text(work, code, settles=role == "settle"))


@router.put("/texts/{item}/label", summary="Label a text, or settle", openapi_extra=web.body_of(JudgeBody))
async def put_label(request: Request, item: UUID) -> Response:
    """Store the caller's label."""
    actor = await web.caller(request)
    body = await web.read(request, JudgeBody)
    async with web.database(request).work(actor) as work:
        await api.judge(work, item, body.label, settles=body.role == "settle")
    return web.json({"id": item})


@router.delete("/texts/{item}/label", summary="Take one's own label back")
async def delete_label(request: Request, item: UUID) -> Response:
    """Take the caller's label away."""
    actor = await web.caller(request)
    async with web.database(request).work(actor) as work:
        await api.undo(work, item)
    return web.json({"id": item})


@router.post("/{code}/versions", summary="Freeze a version", openapi_extra=web.body_of(FreezeBody))
async def post_version(request: Request, code: _Code) -> Response:
    """Return ``{number, texts, digest}``."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE)
    body = await web.read(request, FreezeBody)
    async with web.database(request).work(actor) as work:
        return web.json(await api.freeze(work, code, body.note), 201)


@router.get(
    "/{code}/versions/{number}/file",
    summary="A version as CSV or Excel",
    response_class=Response,
    responses={200: {"content": {_EXCEL: {}, "text/csv": {}}}},
)
async def get_file(
    request: Request,
    code: _Code,
    number: _Number,
    format: Annotated[str, Query(pattern="^(csv|xlsx)$")] = "xlsx",  # noqa: A002 - wire name
) -> Response:
    """Return texts with their labels; what was erased is left out. Recorded in the trail."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE)
    async with web.database(request).work(actor) as work:
        content = await api.export(work, code, number, as_excel=format == "xlsx")
    headers = {"Content-Disposition": f'attachment; filename="{code}-{number}.{format}"'}
    return Response(content, 200, headers, _EXCEL if format == "xlsx" else "text/csv; charset=utf-8")


@router.get("/{code}/versions/{number}/check", summary="Whether a version is what was frozen")
async def get_check(request: Request, code: _Code, number: _Number) -> Response:
    """Return ``{sound}``: its digest fits what it holds, erased texts counted by their salted hashes."""
    actor = await web.caller(request)
    demand(actor, api.LABEL)
    async with web.database(request).reading(actor) as work:
        return web.json({"sound": await api.check(work.tx, code, number)})


@router.post("/{code}/sort", summary="Ask the published model of a set", openapi_extra=web.body_of(SortBody))
async def post_sort(request: Request, code: _Code) -> Response:
    """Return ``{model, items}``: per text its likeliest labels with chances."""
    actor = await web.caller(request)
    demand(actor, api.LABEL)
    body = await web.read(request, SortBody)
    async with web.database(request).work(actor) as work:
        return web.json(await api.sort(work, code, body.texts))
