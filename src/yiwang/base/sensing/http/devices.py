"""Routes of devices."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Path, Query, Request, Response, UploadFile

from yiwang.base.sensing import api
from yiwang.base.sensing.http.parts import EXCEL, Devices, Moment, after, number
from yiwang.base.sensing.schemas import ActBody
from yiwang.infra import tabular, web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["devices"])

_Code = Annotated[str, Path(max_length=64)]


@router.get("/devices", summary="Search devices")
async def get_devices(
    request: Request,
    wanted: Devices,
    sort: Literal["code", "-code", "name", "-name", "changed", "-changed", "number", "-number"] = "code",
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    *,
    count: bool = False,
) -> Response:
    """Return ``{items, next, count?}``. Everybody finds all devices: look before you ask for new ones.

    ``readable``: whether the caller may see what the device says; otherwise addresses of its streams are
    left out of its attributes.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    place = after(cursor, str, number)
    async with web.database(request).reading(actor) as work:
        items = await api.find_devices(work.tx, wanted, sort, place, limit)
        shown = await api.faces(work, actor, items)
        total = await api.count_devices(work.tx, wanted) if count else None
    following = web.Cursor.encode(api.position(items[-1], sort)) if len(items) == limit else None
    return web.json({"items": shown, "next": following, "count": total})


@router.get("/devices/template", responses={200: {"content": {EXCEL: {}}}}, summary="Table to fill in")
async def get_template(request: Request) -> Response:
    """Return the empty workbook with a row of help."""
    await web.caller(request)
    return _excel(await asyncio.to_thread(tabular.write_excel, api.SHEET, api.template()), "devices-template")


@router.get("/devices/export", responses={200: {"content": {EXCEL: {}}}}, summary="Devices as a table")
async def export(
    request: Request, wanted: Devices, moment: Moment = None, *, values: bool = False
) -> Response:
    """Return up to 100,000 devices as a workbook that can be handed in again; ``values``: what they said."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        rows = await api.device_table(work, actor, wanted, moment, values=values)
    return _excel(await asyncio.to_thread(tabular.write_excel, api.SHEET, rows), "devices")


@router.post("/devices/import", summary="Hand in a table of devices")
async def import_file(
    request: Request,
    file: Annotated[UploadFile, File(description=".xlsx or .csv")],
    *,
    trial: Annotated[bool, Form()] = False,
) -> Response:
    """Register or change devices by code: ``{saved, unchanged, refused}``; refused rows hold up no others."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_DEVICES)
    rows = await asyncio.to_thread(tabular.read_table, file.filename or "", await file.read())
    async with web.database(request).work(actor) as work:
        return web.json(await api.import_devices(work, rows, trial=trial))


def _excel(content: bytes, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(content, media_type=EXCEL, headers=headers)


@router.get("/devices/{code}", summary="One device")
async def get_device(request: Request, code: _Code) -> Response:
    """Return what is registered of the device; ``readable`` as in the search."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        [shown] = await api.faces(work, actor, [await api.device(work.tx, code)])
    return web.json(shown)


@router.get("/devices/{code}/life", summary="The life of a device")
async def get_life(request: Request, code: _Code) -> Response:
    """Return ``{items}``: stages with when, who, which unit and why, newest first."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.life(work.tx, code)})


@router.put(
    "/devices/{code}", summary="Register or change a device", openapi_extra=web.body_of(api.DeviceDraft)
)
async def put_device(request: Request, code: _Code) -> Response:
    """Store the device; a new one starts as registered."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_DEVICES)
    draft = await web.read(request, api.DeviceDraft)
    if draft.code != code:
        raise InvalidInputError(field="code", why_zh="与地址不一致", why_en="differs from the address")
    async with web.database(request).work(actor) as work:
        _, problems = await api.save_devices(work, [draft])
        if problems:
            raise problems[0][1]
        return web.json(await api.device(work.tx, code))


@router.post("/devices/{code}/{action}", summary="Take a device to another stage of its life")
async def post_action(request: Request, code: _Code, action: str, body: ActBody) -> Response:
    """``enable``, ``suspend``, ``repair`` or ``scrap`` it, with a reason."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_DEVICES)
    async with web.database(request).work(actor) as work:
        return web.json(await api.act(work, code, action, reason=body.reason, unit=body.unit))
