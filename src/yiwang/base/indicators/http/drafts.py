"""Routes of drafts: indicators that are made on the desk and published by another person."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import ValidationError

from yiwang.base.indicators import api
from yiwang.base.indicators.definition import IndicatorsSection
from yiwang.infra import web
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1/indicator-drafts", tags=["indicators"])

_Code = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,59}$")]


class DraftBody(msgspec.Struct, forbid_unknown_fields=True):
    """One indicator and its measures, as a pack would bring them."""

    indicator: dict[str, Any]
    measures: Annotated[list[dict[str, Any]], msgspec.Meta(max_length=20)] = []

    def section(self) -> IndicatorsSection:
        """Return it read; raises ``invalid_input`` that names the field."""
        try:
            return IndicatorsSection.model_validate(
                {"indicators": [self.indicator], "measures": self.measures}
            )
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise InvalidInputError(
                field=where, why_zh="不符合要求", why_en=str(first["msg"])[:200]
            ) from error


class DraftDecisionBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Publish a draft, or return it with a reason."""

    publish: bool
    why: Annotated[str, msgspec.Meta(max_length=400)] = ""


@router.get("", summary="Indicators on the desk, not in force")
async def get_drafts(request: Request) -> Response:
    """Return ``{items}``, the newest first."""
    actor = await web.caller(request)
    async with web.database(request).reading(actor) as work:
        return web.json({"items": await api.drafts(work)})


@router.put("", summary="Keep a draft", openapi_extra=web.body_of(DraftBody))
async def put_draft(request: Request) -> Response:
    """Return the indicator as the catalogue would show it; refused where it does not hold together."""
    actor = await web.caller(request)
    body = await web.read(request, DraftBody)
    async with web.database(request).work(actor) as work:
        return web.json(await api.save_draft(work, body.section()))


@router.post("/check", summary="Check a draft as it is written", openapi_extra=web.body_of(DraftBody))
async def post_check(request: Request) -> Response:
    """Return the indicator as the catalogue would show it; nothing is stored."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE_FIGURES)
    body = await web.read(request, DraftBody)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.check_draft(work, body.section()))


@router.post("/preview", summary="Try a draft on a past period", openapi_extra=web.body_of(DraftBody))
async def post_preview(
    request: Request,
    period: Annotated[str, Query(max_length=40)],
    area: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """Return what it comes to, as ``value`` would say it; nothing is stored."""
    actor = await web.caller(request)
    demand(actor, api.MANAGE_FIGURES)
    section = (await web.read(request, DraftBody)).section()
    asked = api.Asked(code=section.indicators[0].code, period=period, area=area)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.preview_draft(work, section, asked))


@router.post("/{code}/submission", summary="Ask for a draft to be published")
async def post_submission(request: Request, code: _Code) -> Response:
    """Submit a draft or a returned one."""
    actor = await web.caller(request)
    async with web.database(request).work(actor) as work:
        await api.submit_draft(work, code)
    return web.json({})


@router.post(
    "/{code}/decision", summary="Publish a draft or return it", openapi_extra=web.body_of(DraftDecisionBody)
)
async def post_draft_decision(request: Request, code: _Code) -> Response:
    """Decide; not by who wrote it. What was in force remains as an older version."""
    actor = await web.caller(request)
    body = await web.read(request, DraftDecisionBody)
    async with web.database(request).work(actor) as work:
        await api.decide_draft(work, code, publish=body.publish, why=body.why)
    return web.json({})


@router.delete("/{code}", summary="Take a draft off the desk")
async def delete_draft(request: Request, code: _Code) -> Response:
    """Drop it; what is in force stays."""
    actor = await web.caller(request)
    async with web.database(request).work(actor) as work:
        await api.drop_draft(work, code)
    return web.json({})
