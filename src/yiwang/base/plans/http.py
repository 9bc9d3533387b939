"""Routes of plans."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Request, Response

from yiwang.base.plans import api
from yiwang.base.plans.schemas import Library, RemarkBody
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import Permission, demand

router = APIRouter(prefix="/api/v1", tags=["plans"])
_Code = Annotated[str, Path(max_length=40)]


@router.get("/plans", summary="The library of plans")
async def get_plans(request: Request) -> Response:
    """Return ``{items, may}``: of each plan the version in force and what is newer, how often it was used."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.find(work))


@router.get("/plans/vocabulary", summary="Words of plans: conditions, kinds of steps, fields of texts")
async def get_vocabulary(request: Request) -> Response:
    """Return the words in both languages; conditions with the schema of their parameters."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    named: dict[str, Any] = {
        "hows": api.HOWS,
        "finders": api.FINDERS,
        "levels": api.LEVELS,
        "fields": api.FIELDS,
        "states": api.STATES,
    }
    words: dict[str, Any] = {
        name: [{"code": code, "zh": zh, "en": en} for code, (zh, en) in known.items()]
        for name, known in named.items()
    }
    words["conditions"] = [
        {"code": one.name, "zh": one.zh, "en": one.en, "schema": msgspec.json.schema(one.params)}
        for one in api.conditions
    ]
    return web.json(words)


@router.get("/plans/export", summary="Plans in force, as a file")
async def get_export(request: Request) -> Response:
    """Return ``{plans}`` as an import takes it, here or in another city."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        plans = await api.exported(work)
    return web.json({"plans": plans}, headers={"content-disposition": 'attachment; filename="plans.json"'})


@router.post("/plans/import", summary="Take plans of a file as drafts", openapi_extra=web.body_of(Library))
async def post_import(request: Request) -> Response:
    """Draft all of them, or none; each waits for somebody else's approval."""
    actor = await web.caller(request)
    demand(actor, api.WRITE)
    body = await web.read(request, Library)
    async with web.database(request).work(actor) as work:
        made = await api.take(work, body.plans)
        return web.json({"drafted": [{"code": one.plan.code, "version": one.version} for one in made]}, 201)


@router.get("/plans/{code}", summary="A plan with its versions and what its use advises")
async def get_plan(request: Request, code: _Code) -> Response:
    """Return ``{versions, runs, uses, advice}``: how often each step was struck or changed."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.detail(work, code))


@router.put("/plans/{code}", summary="Write a plan", openapi_extra=web.body_of(api.Plan))
async def put_plan(request: Request, code: _Code) -> Response:
    """Draft a new version; what is in force stays until somebody else approves it."""
    actor = await web.caller(request)
    demand(actor, api.WRITE)
    body = await web.read(request, api.Plan)
    if body.code != code:
        raise InvalidInputError(field="code", why_zh="与地址不一致", why_en="differs from the address")
    async with web.database(request).work(actor) as work:
        await api.draft(work, body)
        return web.json(await api.detail(work, code))


@router.post("/plans/{code}/approve", summary="Approve a draft", openapi_extra=web.body_of(RemarkBody))
async def post_approve(request: Request, code: _Code) -> Response:
    """Bring the draft of somebody else into force; the version before retires."""
    return await _step(request, code, "approve", api.APPROVE)


@router.post("/plans/{code}/refuse", summary="Refuse a draft", openapi_extra=web.body_of(RemarkBody))
async def post_refuse(request: Request, code: _Code) -> Response:
    """Give the draft of somebody else back, with the reason."""
    return await _step(request, code, "refuse", api.APPROVE)


@router.post("/plans/{code}/retire", summary="Retire a plan", openapi_extra=web.body_of(RemarkBody))
async def post_retire(request: Request, code: _Code) -> Response:
    """Propose it no longer; what runs goes on."""
    return await _step(request, code, "retire", api.APPROVE)


async def _step(request: Request, code: str, step: Any, right: Permission) -> Response:
    actor = await web.caller(request)
    demand(actor, right)
    body = await web.read(request, RemarkBody)
    async with web.database(request).work(actor) as work:
        await api.step(work, code, step, body.remark)
        return web.json(await api.detail(work, code))


@router.get("/cases/{number}/plans", summary="Plans that apply to a case, and those in effect")
async def get_proposed(request: Request, number: _Code) -> Response:
    """Return ``{level, levels, proposed, runs}``: ranked, with reasons; each step of a run with its state."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.propose(work, number))


@router.post(
    "/cases/{number}/plans",
    summary="Put a plan into effect on a case",
    openapi_extra=web.body_of(api.Confirmation),
)
async def post_confirmed(request: Request, number: _Code) -> Response:
    """Make tasks, supervisions and notices of the confirmed steps: all of them, or nothing."""
    actor = await web.caller(request)
    demand(actor, api.USE)
    body = await web.read(request, api.Confirmation)
    async with web.database(request).work(actor) as work:
        await api.confirm(work, number, body)
        return web.json(await api.propose(work, number), 201)
