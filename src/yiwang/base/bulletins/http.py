"""Routes of bulletins."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.bulletins import api
from yiwang.base.bulletins.schemas import EditBody, MakeBody, StepBody, TryBody
from yiwang.infra import web
from yiwang.infra.documents import FORMS, Chart, Document, based, svg, write
from yiwang.infra.throttle import Throttle
from yiwang.kernel.actor import PUBLIC
from yiwang.kernel.permissions import Permission, demand

router = APIRouter(prefix="/api/v1", tags=["bulletins"])
_Code = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
_Form = Annotated[Literal["docx", "pdf", "xlsx", "html"], Query(alias="format")]


#: Anybody may look; a file costs a tenth of a second to set.
_LOOKS = Throttle(burst=60, per_hour=1200)


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else "unknown"


def _shown(document: Document) -> dict[str, Any]:
    """Return a document for a page, with its charts drawn."""
    drawn = [svg(block) if isinstance(block, Chart) else None for block in document.blocks]
    return {"document": document, "drawn": drawn}


@router.get("/bulletins/templates", summary="Templates of bulletins in force")
async def get_templates(request: Request) -> Response:
    """Return ``{items, facts, may}``: ``facts`` are the variables that every text may hold."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        items = [
            {"template": one.template, "shipped": one.author is None, "at": one.at}
            for one in (await api.templates(work.tx)).values()
        ]
    facts = [{"code": code, "zh": zh, "en": en} for code, (zh, en) in api.FACTS.items()]
    return web.json({"items": items, "facts": facts, "may": api.may(actor)})


@router.put(
    "/bulletins/templates/{code}",
    summary="Save a template as its next version",
    openapi_extra=web.body_of(api.Template),
)
async def put_template(request: Request, code: _Code) -> Response:
    """Return the version that was stored; raises ``bulletin_template`` with the block that is wrong."""
    actor = await web.caller(request)
    demand(actor, api.WRITE)
    body = await web.read(request, api.Template)
    async with web.database(request).work(actor) as work:
        return web.json(await api.save_next(work, msgspec.structs.replace(body, code=code)))


@router.post("/bulletins/preview", summary="What a template would say", openapi_extra=web.body_of(TryBody))
async def post_preview(request: Request) -> Response:
    """Return ``{document, drawn}`` of a template that need not be stored; nothing is kept."""
    actor = await web.caller(request)
    demand(actor, api.WRITE)
    body = await web.read(request, TryBody)
    async with web.database(request).reading(actor) as work:
        await api.check_template(work.tx, body.template)
        document = await api.make(work, body.template, _scope(body))
    return web.json(_shown(document))


def _scope(body: MakeBody | TryBody) -> api.Scope:
    return api.Scope(period=body.period, area=body.area, unit=body.unit, language=body.language)


@router.get("/bulletins", summary="The archive of bulletins")
async def get_bulletins(request: Request) -> Response:
    """Return ``{items, may}``, the newest first: all for writers, else what is published to the caller."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.archive(work), "may": api.may(actor)})


@router.post("/bulletins", summary="Make a bulletin", openapi_extra=web.body_of(MakeBody))
async def post_bulletin(request: Request) -> Response:
    """Make and keep a bulletin; it waits for somebody else's approval."""
    actor = await web.caller(request)
    demand(actor, api.WRITE)
    body = await web.read(request, MakeBody)
    async with web.database(request).work(actor) as work:
        template = await api.template(work.tx, body.template)
        made = await api.draft(work, template, _scope(body))
        assert made is not None, "only occasions are made once"
        return web.json({"id": made.id}, 201)


@router.get("/bulletins/schedules", summary="Bulletins made by the clock")
async def get_schedules(request: Request) -> Response:
    """Return ``{items}``."""
    actor = await web.caller(request)
    demand(actor, api.WRITE)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.schedules(work)})


@router.post(
    "/bulletins/schedules", summary="Have a bulletin made by the clock", openapi_extra=web.body_of(api.Plan)
)
async def post_schedule(request: Request) -> Response:
    """Store a schedule: the period is always the last one that is over."""
    actor = await web.caller(request)
    demand(actor, api.WRITE)
    body = await web.read(request, api.Plan)
    async with web.database(request).work(actor) as work:
        return web.json(await api.save_schedule(work, body), 201)


@router.put("/bulletins/schedules/{key}", summary="Change a schedule", openapi_extra=web.body_of(api.Plan))
async def put_schedule(request: Request, key: UUID) -> Response:
    """Store a schedule as it is given."""
    actor = await web.caller(request)
    demand(actor, api.WRITE)
    body = await web.read(request, api.Plan)
    async with web.database(request).work(actor) as work:
        return web.json(await api.save_schedule(work, body, key))


@router.delete("/bulletins/schedules/{key}", summary="Remove a schedule")
async def delete_schedule(request: Request, key: UUID) -> Response:
    """Remove a schedule; what it made stays."""
    actor = await web.caller(request)
    demand(actor, api.WRITE)
    async with web.database(request).work(actor) as work:
        await api.drop_schedule(work, key)
    return Response(status_code=204)


@router.get("/bulletins/{key}", summary="A bulletin: what it says, who did what with it, who has read it")
async def get_bulletin(request: Request, key: UUID) -> Response:
    """Return ``{bulletin, document, drawn, may}``."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        return await _detail(work, key)


async def _detail(work: Any, key: UUID) -> Response:
    bulletin, document = await api.detail(work, key)
    return web.json({"bulletin": bulletin, "may": api.may(work.actor), **_shown(document)})


@router.get("/bulletins/{key}/file", summary="A bulletin as a file")
async def get_file(request: Request, key: UUID, form: _Form = "docx") -> Response:
    """Return the bulletin as Word, PDF, Excel or a page."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        _, document = await api.detail(work, key)
    return await _file(request, document, form)


async def _file(request: Request, document: Document, form: str) -> Response:
    content = await asyncio.to_thread(write, based(document, str(request.base_url)), form)
    kind = "inline" if form == "html" else "attachment"
    name = quote(f"{document.title}.{form}")
    headers = {"content-disposition": f"{kind}; filename=\"bulletin.{form}\"; filename*=UTF-8''{name}"}
    return Response(content, media_type=FORMS[form], headers=headers)


@router.put(
    "/bulletins/{key}/blocks/{block}", summary="Rewrite words of a bulletin",
    openapi_extra=web.body_of(EditBody),
)  # fmt: skip
async def put_block(request: Request, key: UUID, block: Annotated[int, Path(ge=0, le=1000)]) -> Response:
    """Rewrite a paragraph or heading; the change is marked with who made it, and approved anew."""
    actor = await web.caller(request)
    demand(actor, api.WRITE)
    body = await web.read(request, EditBody)
    async with web.database(request).work(actor) as work:
        await api.edit(work, key, block, body.text)
        return await _detail(work, key)


_RIGHTS: dict[str, Permission] = {
    "approve": api.APPROVE, "return": api.APPROVE, "publish": api.WRITE, "withdraw": api.WRITE,
}  # fmt: skip


@router.post(
    "/bulletins/{key}/steps/{step}", summary="Approve, give back, publish or withdraw",
    openapi_extra=web.body_of(StepBody),
)  # fmt: skip
async def post_step(
    request: Request, key: UUID, step: Literal["approve", "return", "publish", "withdraw"]
) -> Response:
    """Take a step; who wrote or edited a bulletin does not approve it."""
    actor = await web.caller(request)
    demand(actor, _RIGHTS[step])
    body = await web.read(request, StepBody)
    async with web.database(request).work(actor) as work:
        await api.step(work, key, step, body.remark, body.targets)
        return await _detail(work, key)


@router.post("/bulletins/{key}/read", summary="Confirm to have read a published bulletin")
async def post_read(request: Request, key: UUID) -> Response:
    """Keep a receipt with the time; the first one counts."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).work(actor) as work:
        await api.confirm_read(work, key)
        return await _detail(work, key)


@router.get("/public/bulletins", summary="Bulletins for everybody", tags=["public"])
async def get_public(request: Request) -> Response:
    """Return ``{items}``: what is published to citizens, the newest first; no account needed."""
    _LOOKS.take(_address(request))
    async with web.database(request).reading(PUBLIC) as work:
        return web.json({"items": await api.published_list(work)})


@router.get("/public/bulletins/{key}", summary="A bulletin for everybody", tags=["public"])
async def get_public_file(request: Request, key: UUID, form: _Form = "html") -> Response:
    """Return a published bulletin as a page or file; no account needed."""
    _LOOKS.take(_address(request))
    async with web.database(request).reading(PUBLIC) as work:
        _, document = await api.published(work, key)
    return await _file(request, document, form)
