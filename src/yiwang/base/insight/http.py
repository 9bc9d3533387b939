"""Routes of insight."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response

from yiwang.base.cases.api import CaseFilter
from yiwang.base.insight import api
from yiwang.base.insight.api import Change, Language, Outcome, View
from yiwang.infra import web
from yiwang.infra.database import Work
from yiwang.infra.documents import Document, docx, html, xlsx
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1/insight", tags=["insight"])

_Code = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]
_Step = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]
_LONGEST_PATH = 20_000


class Period(msgspec.Struct, frozen=True):
    """The query of every question here: which cases."""

    opened_from: datetime | None
    opened_to: datetime | None
    area: str | None
    matter: str | None
    unit: str | None
    channel: str | None

    def at(self, now: datetime) -> CaseFilter:
        """Return the filter of a question asked ``now``."""
        given = {name: getattr(self, name) for name in ("area", "matter", "unit", "channel")}
        return api.asked(now, self.opened_from, self.opened_to, **given)


class Trial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be changed: limits, duties, the pace of stages, places of units."""

    changes: Annotated[list[Change], msgspec.Meta(max_length=50)] = []


def _period(
    opened_from: Annotated[datetime | None, Query(alias="from")] = None,
    opened_to: Annotated[datetime | None, Query(alias="to", description="exclusive")] = None,
    area: _Code = None,
    matter: _Code = None,
    unit: _Code = None,
    channel: _Code = None,
) -> Period:
    return Period(opened_from, opened_to, area, matter, unit, channel)


Asked = Annotated[Period, Depends(_period)]
Answer: TypeAlias = Callable[[Work, CaseFilter], Awaitable[dict[str, Any]]]


async def _answer(request: Request, period: Period, answer: Answer) -> Response:
    actor = await web.caller(request)
    demand(actor, api.SEE_INSIGHT)
    async with web.database(request).reading(actor) as work:
        return web.json(await answer(work, period.at(work.now)))


@router.get("/process", summary="How cases went: graph, variants, findings of the journal")
async def get_process(request: Request, asked: Asked, view: View = "actions") -> Response:
    """Return what the journal of the cases opened in a period (the last 30 days) says.

    Arcs, variants, hand-overs between units, ping-pong, rework, extra steps, slow transitions, extreme
    durations; times in seconds, each finding with numbers of cases that show it.
    """
    return await _answer(request, asked, lambda work, cases: api.process(work, cases, view))


@router.get("/process/cases", summary="The cases of an arc or a variant")
async def get_behind(
    request: Request,
    asked: Asked,
    view: View = "actions",
    source: Annotated[_Step, Query(alias="step")] = None,
    target: Annotated[_Step, Query(alias="next")] = None,
    path: Annotated[
        str | None, Query(max_length=_LONGEST_PATH, description="a variant: steps joined by commas")
    ] = None,
) -> Response:
    """Return ``{cases, numbers}`` of those that went from ``step`` to ``next``, or exactly the ``path``."""
    arc = (source, target) if source is not None and target is not None else None
    if (arc is None) == (path is None):
        raise InvalidInputError(
            field="path", why_zh="应给出 step 与 next，或 path", why_en="give step and next, or path"
        )
    variant = None if path is None else tuple(path.split(","))
    return await _answer(
        request, asked, lambda work, cases: api.behind(work, cases, view, arc=arc, variant=variant)
    )


@router.get("/process/tokens", summary="A sample of cases to play again on the process map")
async def get_tokens(request: Request, asked: Asked, view: View = "actions") -> Response:
    """Return up to 400 cases, evenly taken, with their steps in seconds since the first of all."""
    return await _answer(request, asked, lambda work, cases: api.tokens(work, cases, view))


@router.get("/conformance", summary="Past cases beside the version of the flow that was in force for them")
async def get_conformance(
    request: Request,
    asked: Asked,
    flow: Annotated[str | None, Query(max_length=40, description="hold all against this flow")] = None,
    version: Annotated[int | None, Query(ge=1, description="its version; else the newest")] = None,
) -> Response:
    """Return the share of cases without deviation by version, and each kind of deviation with its cases.

    Kinds: ``skipped`` ``early`` ``late`` ``unknown`` (steps), ``role`` ``unit`` ``self`` (rights). ``rule``
    says how it is counted.
    """
    return await _answer(
        request, asked, lambda work, cases: api.conformance(work, cases, flow=flow, version=version)
    )


@router.get("/efficiency", summary="Effect of dispatch and handling, use of limits, a row per matter")
async def get_efficiency(request: Request, asked: Asked) -> Response:
    """Return on-time handling, dispatch accuracy by mode, liable returns by unit, use of limits."""
    return await _answer(request, asked, api.efficiency)


@router.get("/disputes", summary="The ledger of disputes: who returned what to whom, on which basis")
async def get_disputes(request: Request, asked: Asked) -> Response:
    """Return pairs of units with returns, those that came back, and those that brought nothing new."""
    return await _answer(request, asked, api.disputes)


@router.get("/irregular", summary="Cases handled irregularly, by rule and unit")
async def get_irregular(request: Request, asked: Asked) -> Response:
    """Return cases closed without evidence that was demanded, handled too fast, or answered by template."""
    return await _answer(request, asked, api.irregularities)


@router.get("/replies", summary="Replies found wanting, by unit and reason")
async def get_replies(request: Request, asked: Asked) -> Response:
    """Return units with their share of doubtful replies, and the replies: each opens its case."""
    return await _answer(request, asked, api.replies)


@router.get("/causes", summary="With what an outcome goes more often than chance")
async def get_causes(request: Request, asked: Asked, outcome: Outcome = "overdue") -> Response:
    """Return values of matter, unit, area, channel, time with test, corrected p-value and size of effect."""
    return await _answer(request, asked, lambda work, cases: api.root_causes(work, cases, outcome))


@router.get("/limits", summary="What share would have been late under other limits, and a suggestion")
async def get_limits(
    request: Request, asked: Asked, clock: Annotated[str, Query(max_length=40)] = "handle"
) -> Response:
    """Return per matter ``current``, a ``curve`` of limits with 95 % intervals, and what is ``suggested``."""
    return await _answer(request, asked, lambda work, cases: api.limits(work, cases, clock))


@router.get("/split", summary="How a matter could become finer ones, and what that would mean")
async def get_split(request: Request, asked: Asked) -> Response:
    """Return ``parts`` of ``matter`` with words, units, limit, masked samples, or ``why`` there are none.

    ``split`` says how often the first unit was and would have been right, on later cases than the words
    come from. ``existing`` are the parts the matter has already.
    """
    if asked.matter is None:
        raise InvalidInputError(field="matter", why_zh="应指定事项", why_en="say which matter")
    matter = asked.matter
    return await _answer(request, asked, lambda work, cases: api.split(work, cases, matter))


_FORMS: Final[dict[str, tuple[str, Callable[[Document], str | bytes]]]] = {
    "html": ("text/html; charset=utf-8", html),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
}


@router.get("/bulletin", summary="The analysis report of a period: what is, why, what to do")
async def get_bulletin(
    request: Request,
    asked: Asked,
    form: Annotated[Literal["html", "docx", "xlsx"], Query(alias="format")] = "html",
    language: Language = "zh",
) -> Response:
    """Return a document made from the figures by fixed rules; each figure names its question and its cases.

    ``html`` prints on A4 and leaves as PDF from the browser.
    """
    actor = await web.caller(request)
    demand(actor, api.SEE_INSIGHT)
    async with web.database(request).reading(actor) as work:
        found = await api.bulletin(work, asked.at(work.now), language, str(request.base_url))
    media, write = _FORMS[form]
    content = await asyncio.to_thread(write, found)
    headers = {
        "content-disposition": f'{"inline" if form == "html" else "attachment"}; filename="report.{form}"'
    }
    return Response(content, media_type=media, headers=headers)


@router.post(
    "/replay", summary="Past cases played again with something changed", openapi_extra=web.body_of(Trial)
)
async def post_replay(request: Request, asked: Asked) -> Response:
    """Return breaches, loads and waiting before and after; nothing is changed by asking.

    Clocks keep their pauses and extensions; units are queues with places; without changes everything comes
    out as it was, and ``fidelity`` says how far the legal clock gives the recorded judgements again.
    """
    trial = await web.read(request, Trial)
    return await _answer(request, asked, lambda work, cases: api.what_if(work, cases, trial.changes))
