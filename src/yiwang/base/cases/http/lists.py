"""Lists of cases and tasks, a case's page, duplicates before filing, figures, export."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from yiwang.base.cases import api
from yiwang.base.cases.model.filters import (
    DEFAULT_SORT,
    MOST_NAMED,
    MOST_PER_PAGE,
    MOST_SKIPPED,
    SATISFACTION,
    CaseFilter,
)
from yiwang.base.cases.model.number import check
from yiwang.base.cases.model.rights import EXPORT, JUDGE_DUPLICATES, SEE_CASES, SEE_NUMBERS, UNMASK
from yiwang.base.cases.schemas import Unmasking
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["cases"])

_Code = Annotated[str | None, Query(max_length=64)]
_Codes = Annotated[str | None, Query(max_length=1000, description="one code, or several joined by commas")]
_Numbers = Annotated[str | None, Query(max_length=8000, description="these cases, joined by commas")]
_Flag = Annotated[bool | None, Query()]
_Instant = Annotated[datetime | None, Query()]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _several(text: str | None, field: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(part.strip() for part in (text or "").split(",") if part.strip()))
    if any("\x00" in part for part in parts):
        raise InvalidInputError(field=field, why_zh="含有空字符", why_en="contains a NUL character")
    return parts


def _one(text: str | None, field: str) -> str | None:
    found = _several(text, field)
    return text if found else None


def _named(text: str | None) -> tuple[str, ...]:
    numbers = _several(text, "number")
    if len(numbers) > MOST_NAMED:
        raise InvalidInputError(
            field="number", why_zh=f"最多 {MOST_NAMED} 个编号", why_en=f"at most {MOST_NAMED} numbers"
        )
    return numbers


def _instant(at: datetime | None, field: str) -> datetime | None:
    if at is not None and at.tzinfo is None:
        raise InvalidInputError(field=field, why_zh="时间须带时区", why_en="the time needs an offset")
    return at


def _between(
    *,
    opened_from: Annotated[datetime | None, Query(alias="from")] = None,
    opened_to: Annotated[datetime | None, Query(alias="to", description="exclusive")] = None,
    due_from: _Instant = None,
    due_to: _Instant = None,
    closed_from: _Instant = None,
    closed_to: _Instant = None,
) -> dict[str, datetime | None]:
    """Return the bounds in time that the query asks for."""
    return {
        "opened_from": _instant(opened_from, "from"),
        "opened_to": _instant(opened_to, "to"),
        "due_from": _instant(due_from, "due_from"),
        "due_to": _instant(due_to, "due_to"),
        "closed_from": _instant(closed_from, "closed_from"),
        "closed_to": _instant(closed_to, "closed_to"),
    }


def asked_for(
    *,
    stage: _Codes = None,
    side: _Code = None,
    unit: _Codes = None,
    matter: _Codes = None,
    area: _Code = None,
    channel: _Codes = None,
    source: _Codes = None,
    urgency: Annotated[int | None, Query(ge=1, le=3)] = None,
    number: _Numbers = None,
    q: Annotated[str, Query(max_length=200, description="words that must all occur, or a number")] = "",
    overdue: _Flag = None,
    live: _Flag = None,
    mine: Annotated[bool, Query()] = False,
    unplaced: _Flag = None,
    undated: _Flag = None,
    on_time: _Flag = None,
    satisfaction: Annotated[str | None, Query(pattern=f"^({'|'.join(SATISFACTION)})$")] = None,
    supervised: _Flag = None,
    between: Annotated[dict[str, datetime | None], Depends(_between)],
    group: Annotated[
        str | None, Query(max_length=80, description="one group exactly: unit:CODE, stage:-")
    ] = None,
    sort: Annotated[str, Query(max_length=20)] = DEFAULT_SORT,
    limit: Annotated[int, Query(ge=1, le=MOST_PER_PAGE)] = 50,
    skip: Annotated[int, Query(ge=0, le=MOST_SKIPPED, description="rows before the first page")] = 0,
    start: Annotated[
        datetime | None, Query(description="the first page begins at this instant of the sort key")
    ] = None,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> CaseFilter:
    """Return the filter that the query asks for."""
    return CaseFilter(
        stages=_several(stage, "stage"),
        side=_one(side, "side"),
        units=_several(unit, "unit"),
        matters=_several(matter, "matter"),
        area=_one(area, "area"),
        channels=_several(channel, "channel"),
        sources=_several(source, "source"),
        urgency=urgency,
        q=q,
        numbers=_named(number),
        overdue=overdue,
        live=live,
        mine=mine,
        unplaced=unplaced,
        undated=undated,
        on_time=on_time,
        satisfaction=satisfaction,
        supervised=supervised,
        **between,
        group=_one(group, "group"),
        sort=sort,
        limit=limit,
        skip=skip,
        start=_instant(start, "start"),
        cursor=cursor,
    )


Asked = Annotated[CaseFilter, Depends(asked_for)]


@router.get("/cases", summary="Cases by filter, newest first unless sorted otherwise")
async def list_cases(request: Request, asked: Asked) -> Response:
    """Return ``{items, next, total, total_is_capped}``; ``total`` counts to 10,000."""
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    async with web.database(request).reading(actor) as work:
        found = await api.find_cases(work, asked)
    return web.json(found)


@router.get("/cases/duplicates", summary="Open cases that a report would probably repeat")
async def duplicates(
    request: Request,
    text: Annotated[str, Query(max_length=2000)] = "",
    lon: float | None = None,
    lat: float | None = None,
    matter: _Code = None,
    address: Annotated[str, Query(max_length=300)] = "",
    phone: Annotated[str | None, Query(max_length=30)] = None,
) -> Response:
    """Return ``{items}`` by likeness: place, time, matter and words, each with its reasons."""
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    async with web.database(request).reading(actor) as work:
        items = await api.find_duplicates(
            work, text=text, lon=lon, lat=lat, matter=matter, address=address, phone=phone
        )
    return web.json({"items": items})


@router.get("/cases/duplicates/pairs", summary="Pairs of open cases that wait to be merged or held apart")
async def duplicate_pairs(
    request: Request, limit: Annotated[int, Query(ge=1, le=MOST_PER_PAGE)] = 50
) -> Response:
    """Return ``{items, evidence, weights}``: likeliest first, and how earlier suggestions were judged."""
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    async with web.database(request).reading(actor) as work:
        found = await api.duplicate_pairs(work, limit)
    return web.json(found)


@router.post("/cases/{number}/duplicates/{other}/different", summary="Two cases are not about one thing")
async def hold_different(request: Request, number: str, other: str) -> Response:
    """Take the suggestion away for good; what told them apart is learnt from."""
    actor = await web.caller(request)
    demand(actor, JUDGE_DUPLICATES)
    check(number)
    check(other)
    async with web.database(request).work(actor) as work:
        await api.hold_different(work, number, other)
    return web.json({"verdict": "different"})


@router.get("/cases/export.xlsx", summary="The cases of a filter as a workbook", response_class=FileResponse)
async def export(
    request: Request,
    asked: Asked,
    columns: Annotated[str | None, Query(max_length=400, description="as shown, joined by commas")] = None,
    lang: Annotated[str, Query(pattern="^(zh|en)?$", description="of the headings; else both")] = "",
) -> Response:
    """Stream a workbook of exactly the filter's cases, at most 100,000; the export is recorded.

    ``columns`` are those of the list as it is shown (``stage,left,title…``), in that order.
    """
    actor = await web.caller(request)
    demand(actor, EXPORT)
    folder = await asyncio.to_thread(tempfile.TemporaryDirectory)
    path = Path(folder.name) / "cases.xlsx"
    try:
        async with web.database(request).work(actor) as work:
            await api.export_cases(work, asked, path, _several(columns, "columns"), lang)
    except BaseException:
        await asyncio.to_thread(folder.cleanup)
        raise
    cleanup = BackgroundTask(folder.cleanup)
    return FileResponse(path, media_type=_XLSX, filename="cases.xlsx", background=cleanup)


@router.get("/cases/numbers/gaps", summary="Series of case numbers in which some are missing")
async def number_gaps(
    request: Request,
    first: Annotated[datetime, Query(alias="from")],
    last: Annotated[datetime, Query(alias="to")],
) -> Response:
    """Return ``{items}``: series of the days from ``from`` to ``to`` with missing serials."""
    actor = await web.caller(request)
    demand(actor, SEE_NUMBERS)
    async with web.database(request).reading(actor) as work:
        items = await api.gaps(work.tx, first.date(), last.date())
    return web.json({"items": items})


@router.get("/cases/groups", summary="Sums of all cases of a filter, and of each group of them")
async def groups(
    request: Request,
    asked: Asked,
    by: Annotated[str | None, Query(max_length=20, description="stage, unit, matter, area, …")] = None,
) -> Response:
    """Return ``{by, groups, more, sums}``: ``count``, ``open``, ``overdue``, ``left_s`` of the whole result.

    ``left_s`` is the mean of the natural seconds to the next deadline of open cases that are not over. Each
    group has ``key`` and ``name``; ``group=BY:KEY`` lists exactly its cases.
    """
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    async with web.database(request).reading(actor) as work:
        found = await api.grouped(work, asked, by)
    return web.json(found)


@router.get("/cases/{number}", summary="The whole of a case")
async def one_case(request: Request, number: str) -> Response:
    """Return everything of a case's page; the reporter's data are masked."""
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    check(number)
    async with web.database(request).reading(actor) as work:
        found = await api.detail(work, number)
    return web.json(found)


@router.get("/cases/{number}/similar", summary="Past cases like this one, and what solved them")
async def similar(request: Request, number: str) -> Response:
    """Return ``{items}``: at most five ended cases of the same matter, each with its ``result``."""
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    check(number)
    async with web.database(request).reading(actor) as work:
        items = await api.similar(work, number)
    return web.json({"items": items})


@router.post("/cases/{number}/reporters", summary="See who reported, in full; this is recorded")
async def unmask(request: Request, number: str, body: Unmasking) -> Response:
    """Return ``{items}`` with names and numbers in full; who looked, and why, goes on record."""
    actor = await web.caller(request)
    demand(actor, UNMASK)
    check(number)
    async with web.database(request).work(actor) as work:
        items = await api.unmask(work, number, body.reason)
    return web.json({"items": items})


@router.get("/tasks", summary="Tasks that wait for the caller's unit, the most urgent first")
async def list_tasks(
    request: Request,
    kind: _Codes = None,
    mine: Annotated[bool, Query(description="always so: tasks of the caller's unit")] = True,  # noqa: FBT002
    limit: Annotated[int, Query(ge=1, le=MOST_PER_PAGE)] = 50,
    cursor: Annotated[str | None, Query(max_length=300)] = None,
) -> Response:
    """Return ``{items, next, total, total_is_capped}``, each task with the summary of its case."""
    del mine
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    after = _task_position(cursor)
    async with web.database(request).reading(actor) as work:
        found = await api.find_tasks(work, kinds=_several(kind, "kind"), limit=limit, after=after)
    if found["next"] is not None:
        found["next"] = web.Cursor.encode(found["next"])
    return web.json(found)


def _task_position(cursor: str | None) -> tuple[datetime | None, UUID] | None:
    if cursor is None:
        return None
    due, task = web.Cursor.decode(cursor, 2)
    try:
        return (None if due is None else datetime.fromisoformat(due)), UUID(task)
    except (ValueError, TypeError, AttributeError):
        raise InvalidInputError(field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor") from None


@router.get("/stats/cases", summary="Cases counted by one of their properties")
async def case_stats(
    request: Request, asked: Asked, by: Annotated[str, Query(max_length=20)] = "stage"
) -> Response:
    """Return ``{by, rows: [{key, count}], total}`` of the filter's cases."""
    actor = await web.caller(request)
    demand(actor, SEE_CASES)
    async with web.database(request).reading(actor) as work:
        found: dict[str, Any] = await api.stats(work, by, asked)
    return web.json(found)
