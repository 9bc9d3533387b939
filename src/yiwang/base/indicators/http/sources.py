"""Routes of sources: the register, what units hand in, files that are imported, what is in conflict."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response, UploadFile

from yiwang.base.indicators import api
from yiwang.infra import web
from yiwang.infra.tabular import MAX_BYTES
from yiwang.kernel.errors import PayloadTooLargeError
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["indicators"])

_Code = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
_Period = Annotated[str, Query(max_length=40)]
_Series = Annotated[str, Query(max_length=1000, pattern=r"^[^\x00]*$")]
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class EntriesBody(msgspec.Struct, forbid_unknown_fields=True):
    """What a unit hands in."""

    entries: Annotated[list[api.Given], msgspec.Meta(min_length=1, max_length=500)]


class DecisionBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Approve a figure, or send it back with a reason."""

    day: date
    series: Annotated[str, msgspec.Meta(max_length=1000)]
    approve: bool
    why: Annotated[str, msgspec.Meta(max_length=400)] = ""


class WithdrawBody(msgspec.Struct, forbid_unknown_fields=True):
    """Why an import is taken back."""

    why: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class GatherBody(msgspec.Struct, forbid_unknown_fields=True):
    """Which past period is gathered anew."""

    period: Annotated[str, msgspec.Meta(max_length=40)]


@router.get("/indicator-sources", summary="Sources of figures, their owners, and how fresh they are")
async def get_sources(request: Request) -> Response:
    """Return ``{items}``; to a unit without the right to see figures those it reports to."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.sources(work)})


@router.get("/indicator-sources/{code}", summary="One source")
async def get_source(request: Request, code: _Code) -> Response:
    """Return the source as in the list."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.source_page(work, code))


@router.get("/indicator-conflicts", summary="What is not of one owner and one source")
async def get_conflicts(request: Request) -> Response:
    """Return ``{items}``: elements with two sources, indicators without owner, values that differ."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.conflicts(work)})


@router.get("/indicator-topics", summary="Topics that the caller may see")
async def get_topics(request: Request) -> Response:
    """Return ``{items}``: each with its indicators."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.topics(work)})


@router.get("/indicator-sources/{code}/entries", summary="What is due of a source in a period, and what came")
async def get_entries(request: Request, code: _Code, period: _Period) -> Response:
    """Return ``{due, counts, items}``; a unit sees its own duties."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.collection(work, code, period))


@router.put(
    "/indicator-sources/{code}/entries", summary="Hand in figures", openapi_extra=web.body_of(EntriesBody)
)
async def put_entries(request: Request, code: _Code) -> Response:
    """Return ``{changed, waiting}``; correcting a figure in force needs ``why``."""
    actor = await web.caller(request)
    body = await web.read(request, EntriesBody)
    async with web.database(request).work(actor) as work:
        return web.json(await api.enter(work, code, body.entries))


@router.post(
    "/indicator-sources/{code}/decisions", summary="Approve a figure or send it back",
    openapi_extra=web.body_of(DecisionBody),
)  # fmt: skip
async def post_decision(request: Request, code: _Code) -> Response:
    """Decide on what waits; not by who handed it in."""
    actor = await web.caller(request)
    body = await web.read(request, DecisionBody)
    async with web.database(request).work(actor) as work:
        await api.decide(work, code, body.day, body.series, approve=body.approve, why=body.why)
    return web.json({})


@router.get("/indicator-sources/{code}/trace", summary="Every change of one figure")
async def get_trace(request: Request, code: _Code, day: date, series: _Series) -> Response:
    """Return ``{items}``, the newest first: act, before, after, why, by, at."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.trace(work, code, day, series)})


@router.get("/indicator-sources/{code}/template.xlsx", summary="A sheet to be filled in")
async def get_template(
    request: Request, code: _Code, period: Annotated[str | None, Query(max_length=40)] = None
) -> Response:
    """Return an Excel file; with ``period``, with a row for everything that the caller still owes."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        content = await api.template(work, code, period)
    name = {"Content-Disposition": f'attachment; filename="{code}.xlsx"'}
    return Response(content, media_type=_EXCEL, headers=name)


@router.get("/indicator-sources/{code}/imports", summary="Files that brought figures")
async def get_imports(request: Request, code: _Code) -> Response:
    """Return ``{items}``, the newest first."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.imports(work, code)})


@router.post("/indicator-sources/{code}/imports", summary="Bring in a CSV or XLSX file")
async def post_import(
    request: Request, code: _Code, file: UploadFile, why: Annotated[str, Query(max_length=400)] = ""
) -> Response:
    """Return ``{rows, changed, …}``; with one wrong cell nothing is taken (``rows_refused``)."""
    actor = await web.caller(request)
    content = await file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise PayloadTooLargeError(limit="20 MB")
    async with web.database(request).work(actor) as work:
        return web.json(await api.take_file(work, code, file.filename or "", content, why))


@router.post(
    "/indicator-sources/{code}/imports/{batch}/withdrawal", summary="Take an import back",
    openapi_extra=web.body_of(WithdrawBody),
)  # fmt: skip
async def post_withdrawal(request: Request, code: _Code, batch: UUID) -> Response:
    """Return ``{rows}``: how many say again what they said before."""
    actor = await web.caller(request)
    body = await web.read(request, WithdrawBody)
    async with web.database(request).work(actor) as work:
        return web.json({"rows": await api.withdraw(work, code, batch, body.why)})


@router.post(
    "/indicator-sources/{code}/gathering", summary="Gather a past period of devices anew",
    openapi_extra=web.body_of(GatherBody),
)  # fmt: skip
async def post_gathering(request: Request, code: _Code) -> Response:
    """Return ``{rows}``."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE_FIGURES)
    body = await web.read(request, GatherBody)
    return web.json({"rows": await api.gather(web.database(request), code, api.period(body.period))})


class MatrixBody(msgspec.Struct, forbid_unknown_fields=True):
    """A matrix of pairwise comparisons."""

    matrix: Annotated[list[list[float]], msgspec.Meta(min_length=1, max_length=15)]


@router.post(
    "/indicator-weights",
    summary="What pairwise comparisons come to (AHP)",
    openapi_extra=web.body_of(MatrixBody),
)
async def post_weights(request: Request) -> Response:
    """Return ``{weights, greatest, ratio, consistent}``."""
    actor = await web.caller(request)
    demand(actor, api.SEE_INDICATORS)
    body = await web.read(request, MatrixBody)
    return web.json(api.judged(body.matrix))
