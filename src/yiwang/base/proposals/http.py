"""Routes of proposals."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from yiwang.base.insight.api import SEE_INSIGHT
from yiwang.base.proposals import api
from yiwang.base.proposals.schemas import DecisionBody
from yiwang.infra import web
from yiwang.infra.database import Work
from yiwang.kernel.permissions import Permission, demand

router = APIRouter(prefix="/api/v1/proposals", tags=["proposals"])


@router.get("", summary="Proposed changes, newest first")
async def get_proposals(request: Request) -> Response:
    """Return ``{items, states}``: at most 500, with the share of late cases before and expected after."""
    actor = await web.caller(request)
    demand(actor, SEE_INSIGHT)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.find(work))


@router.get("/{proposal}", summary="A proposed change with its figures and its effect")
async def get_proposal(request: Request, proposal: UUID) -> Response:
    """Return the figures that led to it and, once it is in force, the missed clocks before and since."""
    actor = await web.caller(request)
    demand(actor, SEE_INSIGHT)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.detail(work, proposal))


@router.post("", summary="Propose a change", status_code=201, openapi_extra=web.body_of(api.ProposalBody))
async def post_proposal(request: Request) -> Response:
    """Draft a change of a limit, a duty, a pace or staffing; its figures are computed here and now."""
    actor = await web.caller(request)
    demand(actor, api.DRAFT_PROPOSALS)
    body = await web.read(request, api.ProposalBody)
    async with web.database(request).work(actor) as work:
        made = await api.draft(work, body)
        return web.json(await api.detail(work, made.id), 201)


@router.post("/{proposal}/send", summary="Send a draft to those who decide")
async def post_send(request: Request, proposal: UUID) -> Response:
    """Ask for a decision; entries of the responsibility list that it changes are drafted now."""
    return await _step(request, proposal, api.DRAFT_PROPOSALS, api.send)


@router.post("/{proposal}/withdraw", summary="Take a proposal back")
async def post_withdraw(request: Request, proposal: UUID) -> Response:
    """End the own proposal before it is decided."""
    return await _step(request, proposal, api.DRAFT_PROPOSALS, api.withdraw)


@router.post("/{proposal}/accept", summary="Accept a proposal", openapi_extra=web.body_of(DecisionBody))
async def post_accept(request: Request, proposal: UUID) -> Response:
    """Accept the proposal of somebody else; the list or the flow changes accordingly."""
    body = await web.read(request, DecisionBody)
    return await _step(
        request,
        proposal,
        api.DECIDE_PROPOSALS,
        lambda work, one: api.decide(work, one, accepted=True, remark=body.remark),
    )


@router.post("/{proposal}/refuse", summary="Refuse a proposal", openapi_extra=web.body_of(DecisionBody))
async def post_refuse(request: Request, proposal: UUID) -> Response:
    """Refuse the proposal of somebody else, with the reason."""
    body = await web.read(request, DecisionBody)
    return await _step(
        request,
        proposal,
        api.DECIDE_PROPOSALS,
        lambda work, one: api.decide(work, one, accepted=False, remark=body.remark),
    )


@router.post(
    "/{proposal}/applied", summary="Say that people carried it out", openapi_extra=web.body_of(DecisionBody)
)
async def post_applied(request: Request, proposal: UUID) -> Response:
    """Say that an accepted change of pace or staffing is in force from now on; its effect is measured."""
    body = await web.read(request, DecisionBody)
    return await _step(
        request, proposal, api.DRAFT_PROPOSALS, lambda work, one: api.carry_out(work, one, body.remark)
    )


async def _step(
    request: Request, proposal: UUID, right: Permission, step: Callable[[Work, UUID], Awaitable[Any]]
) -> Response:
    actor = await web.caller(request)
    demand(actor, right)
    async with web.database(request).work(actor) as work:
        await step(work, proposal)
        return web.json(await api.detail(work, proposal))
