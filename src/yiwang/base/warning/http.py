"""Routes of published warnings."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.warning import api
from yiwang.base.warning.schemas import ActBody, DraftBody, PreviewBody
from yiwang.infra import web
from yiwang.infra.database import Work
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import Permission, demand

router = APIRouter(prefix="/api/v1", tags=["warnings"])

_Code = Annotated[str, Path(max_length=60)]

#: Which right an act needs.
_RIGHTS: Final[dict[str, Permission]] = {
    "revise": api.DRAFT,
    "withdraw": api.DRAFT,
    "approve": api.APPROVE,
    "refuse": api.APPROVE,
    "publish": api.PUBLISH,
    "lift": api.PUBLISH,
    "confirm": api.SEE,
}


def _shown(warning: api.PublicWarning, work: Work) -> dict[str, Any]:
    body: dict[str, Any] = msgspec.to_builtins(warning)
    own = warning.proposed_by is not None and warning.proposed_by == work.actor.key
    for name in ("author", "proposed_by", "approved_by"):
        body.pop(name)  # keys of accounts are nobody's business; the journal has the names
    if not api.sees_drafts(work.actor):
        body["proposed"] = body["refused"] = None
        body["content"].pop("receivers")
    return body | {"stage": warning.stage, "proposal": warning.proposal, "own_proposal": own}


@router.get("/warnings", summary="Published warnings, newest first")
async def get_warnings(
    request: Request,
    *,
    stage: Annotated[str | None, Query(max_length=20)] = None,
    area: Annotated[str | None, Query(max_length=64)] = None,
    mine: Annotated[bool, Query(description="only those addressed to the caller or the own unit")] = False,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Response:
    """Return ``{items, next}``: each says how many were told and confirmed, and whether the caller must."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    if stage is not None and stage not in api.STAGES:
        raise InvalidInputError(field="stage", why_zh=f"没有阶段“{stage}”", why_en=f"no stage {stage!r}")
    wanted = api.WarningFilter(drafts=api.sees_drafts(actor), stage=stage, area=area, mine=mine)
    before = None if cursor is None else _position(cursor)
    async with web.database(request).reading(actor) as work:
        found = await api.find(work, wanted, before=before, limit=limit)
        items = [
            _shown(warning := api.warning_of(row), work)
            | {"at": row["at"], "mine": row["mine"], "unconfirmed": row["unconfirmed"] and not warning.ended}
            | {"receivers": row["receivers"], "confirmed": row["confirmed"]}
            for row in found
        ]
    last = items[-1] if len(items) == limit else None
    following = None if last is None else web.Cursor.encode([last["at"], last["id"]])
    return web.json({"items": items, "next": following})


def _position(cursor: str) -> tuple[datetime, UUID]:
    try:
        return msgspec.convert(web.Cursor.decode(cursor, 2), tuple[datetime, UUID])
    except msgspec.ValidationError:
        raise InvalidInputError(field="cursor", why_zh="翻页标记无效", why_en="not a valid cursor") from None


@router.get("/warnings/vocabulary", summary="Levels, stages, acts and fields of warnings")
async def get_vocabulary(request: Request) -> Response:
    """Return the words in both languages."""
    await web.caller(request)
    levels = [
        {"code": c, "rank": r, "zh": zh, "en": en, "remind_minutes": minutes}
        for c, (r, zh, en, minutes) in api.LEVELS.items()
    ]
    named = {"stages": api.STAGES, "acts": api.ACTS, "fields": api.FIELDS, "categories": api.CATEGORIES}
    words: dict[str, list[dict[str, str]]] = {
        name: [{"code": c, "zh": zh, "en": en} for c, (zh, en) in known.items()]
        for name, known in named.items()
    }
    return web.json({"levels": levels} | words)


@router.post("/warnings", summary="Draft a warning", openapi_extra=web.body_of(DraftBody))
async def post_warning(request: Request) -> Response:
    """Return the draft: by hand, or from alarms and a template. It waits for another person's approval."""
    actor = await web.caller(request)
    demand(actor, api.DRAFT)
    body = await web.read(request, DraftBody)
    async with web.database(request).work(actor) as work:
        content = await api.compose(work, body.content, body.alarms, body.template)
        made = await api.draft(work, content, tuple(body.alarms))
        return web.json(_shown(made, work), 201)


@router.get("/warnings/{warning}", summary="One warning")
async def get_warning(request: Request, warning: UUID) -> Response:
    """Return the warning; with receipts and journal for those who work on warnings."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        found, receipts, journal = await api.detail(work, warning)
        return web.json(_shown(found, work) | {"receipts": receipts, "journal": journal})


@router.post(
    "/warnings/{warning}/acts", summary="Do something with a warning", openapi_extra=web.body_of(ActBody)
)
async def post_act(request: Request, warning: UUID) -> Response:
    """Return the warning as it is then."""
    actor = await web.caller(request)
    body = await web.read(request, ActBody)
    demand(actor, _RIGHTS.get(body.action, api.SEE))
    async with web.database(request).work(actor) as work:
        made = await api.act(work, warning, body.action, content=body.content, reason=body.reason)
        return web.json(_shown(made, work))


@router.get("/warning-templates", summary="Templates of warnings")
async def get_templates(request: Request) -> Response:
    """Return ``{items}``, by code, each with its version; retired ones, too."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.listed(work.tx)})


@router.get("/warning-templates/{code}/versions", summary="Versions of a template")
async def get_versions(request: Request, code: _Code) -> Response:
    """Return ``{items}``, newest first: number, when, by whom, what it said."""
    actor = await web.caller(request)
    demand(actor, api.SEE)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.template_versions(work.tx, code)})


@router.post(
    "/warning-templates/preview",
    summary="A template filled in, before it is saved",
    openapi_extra=web.body_of(PreviewBody),
)
async def post_preview(request: Request) -> Response:
    """Return ``{title, text, receivers}``: with examples for what alarms would say; how many are told."""
    actor = await web.caller(request)
    demand(actor, api.TEMPLATES)
    body = await web.read(request, PreviewBody)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.preview(work, body.template, body.areas))


@router.put("/warning-templates/{code}", summary="Store a template", openapi_extra=web.body_of(api.Template))
async def put_template(
    request: Request,
    code: _Code,
    base: Annotated[int | None, Query(ge=0, description="the version that was changed; 0: new")] = None,
) -> Response:
    """Store it as its next version; drafts that are there stay as they are."""
    actor = await web.caller(request)
    demand(actor, api.TEMPLATES)
    made = await web.read(request, api.Template)
    if made.code != code:
        raise InvalidInputError(field="code", why_zh="与地址不一致", why_en="differs from the address")
    async with web.database(request).work(actor) as work:
        version = await api.save_template(work, made, base)
    return web.json(msgspec.to_builtins(made) | {"version": version})
