"""Routes of devices."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from yiwang.base.sensing import api
from yiwang.base.sensing.http.reading import body_of, read
from yiwang.base.sensing.schemas import ActBody
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(tags=["devices"])

_Code = Annotated[str, Path(max_length=64)]


@router.get("/devices/{code}", summary="One device")
async def get_device(request: Request, code: _Code) -> Response:
    """Return what is registered of the device."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.device(work.tx, code))


@router.get("/devices/{code}/life", summary="The life of a device")
async def get_life(request: Request, code: _Code) -> Response:
    """Return ``{items}``: stages with when, who, which unit and why, newest first."""
    actor = await web.caller(request)
    demand(actor, api.SEE_DEVICES)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.life(work.tx, code)})


@router.put("/devices/{code}", summary="Register or change a device", openapi_extra=body_of(api.DeviceDraft))
async def put_device(request: Request, code: _Code) -> Response:
    """Store the device; a new one starts as registered."""
    actor = await web.caller(request)
    demand(actor, api.CHANGE_DEVICES)
    draft = await read(request, api.DeviceDraft)
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
