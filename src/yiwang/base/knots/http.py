"""Routes of the library of hard matters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from yiwang.base.knots import api
from yiwang.base.knots.schemas import AdmitBody, CasesBody, CriteriaBody, EndBody, TextBody
from yiwang.infra import web
from yiwang.infra.database import Work
from yiwang.kernel.permissions import demand

router = APIRouter(prefix="/api/v1", tags=["knots"])
_Number = Annotated[str, Path(max_length=64)]


@router.get("/knots", summary="Hard matters, newest first")
async def get_knots(
    request: Request,
    state: Annotated[str | None, Query(pattern="^(open|solved|dropped)$")] = None,
    q: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Return ``{items, states, may_write}``; ``q`` looks in titles, ways of handling and results."""
    actor = await web.caller(request)
    demand(actor, api.SEE_KNOTS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.find(work, state, q))


@router.get("/knots/candidates", summary="Cases that meet a criterion, with reasons")
async def get_candidates(request: Request) -> Response:
    """Return ``{items, criteria, version}``: cases that nobody decided on yet, at most 500."""
    actor = await web.caller(request)
    demand(actor, api.WRITE_KNOTS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.candidates(work))


@router.post("/knots/candidates/look", summary="Look for candidates now, in the whole period")
async def post_look(request: Request) -> Response:
    """Return how many are new; by itself the machine looks every hour, at open and lately closed cases."""
    return await _do(request, _look)


async def _look(work: Work) -> dict[str, int]:
    return {"new": await api.look(work, whole=True)}


@router.post(
    "/knots/candidates/{number}/dismiss",
    summary="Take a case off the candidates",
    openapi_extra=web.body_of(TextBody),
)
async def post_dismiss(request: Request, number: _Number) -> Response:
    """Say why it is no hard matter; it is not proposed again."""
    body = await web.read(request, TextBody)

    async def dismissed(work: Work) -> dict[str, Any]:
        await api.dismiss(work, number, body.text)
        return await api.candidates(work)

    return await _do(request, dismissed)


@router.put("/knots/criteria", summary="Change the criteria", openapi_extra=web.body_of(CriteriaBody))
async def put_criteria(request: Request) -> Response:
    """Bring other criteria into force, with the reason; candidates are looked for anew."""
    body = await web.read(request, CriteriaBody)

    async def changed(work: Work) -> dict[str, Any]:
        await api.set_criteria(work, body.criteria, body.reason)
        await api.look(work, whole=True)
        return await api.candidates(work)

    return await _do(request, changed)


@router.post(
    "/knots", summary="Admit cases as a hard matter", status_code=201, openapi_extra=web.body_of(AdmitBody)
)
async def post_knot(request: Request) -> Response:
    """Admit cases of one matter with lead unit, way of handling, responsible person and deadline."""
    body = await web.read(request, AdmitBody)

    async def admitted(work: Work) -> dict[str, Any]:
        return await api.detail(work, (await api.admit(work, body.cases, body.handling)).id)

    return await _do(request, admitted, 201)


@router.get("/knots/{knot}", summary="A hard matter with its steps, notes and cases")
async def get_knot(request: Request, knot: UUID) -> Response:
    """Return how it is handled and what came of it."""
    actor = await web.caller(request)
    demand(actor, api.SEE_KNOTS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.detail(work, knot))


@router.put("/knots/{knot}", summary="Change how it is handled", openapi_extra=web.body_of(api.Handling))
async def put_knot(request: Request, knot: UUID) -> Response:
    """Change units, steps, responsible person, deadline; steps that keep their title keep their state."""
    body = await web.read(request, api.Handling)
    return await _on(request, knot, lambda work: api.change(work, knot, body))


@router.post("/knots/{knot}/steps/{at}", summary="A step is done", openapi_extra=web.body_of(TextBody))
async def post_step(request: Request, knot: UUID, at: Annotated[int, Path(ge=0, le=100)]) -> Response:
    """Say that a step, counted from 0, is done, with its result."""
    body = await web.read(request, TextBody)
    return await _on(request, knot, lambda work: api.step(work, knot, at, body.text))


@router.post("/knots/{knot}/notes", summary="Write down how it goes", openapi_extra=web.body_of(TextBody))
async def post_note(request: Request, knot: UUID) -> Response:
    """Add a note on the progress."""
    body = await web.read(request, TextBody)
    return await _on(request, knot, lambda work: api.note(work, knot, body.text))


@router.post("/knots/{knot}/cases", summary="Add cases", openapi_extra=web.body_of(CasesBody))
async def post_cases(request: Request, knot: UUID) -> Response:
    """Put more cases to a hard matter."""
    body = await web.read(request, CasesBody)
    return await _on(request, knot, lambda work: api.gather(work, knot, body.cases))


@router.post("/knots/{knot}/end", summary="End a hard matter", openapi_extra=web.body_of(EndBody))
async def post_end(request: Request, knot: UUID) -> Response:
    """End it as solved, with what solved it, or dropped, with the reason."""
    body = await web.read(request, EndBody)
    return await _on(request, knot, lambda work: api.end(work, knot, body.result, solved=body.solved))


@router.get("/cases/{number}/knots", summary="Hard matters that fit a case, with reasons")
async def get_matching(request: Request, number: _Number) -> Response:
    """Return ``{items, may_apply}``: open ones and precedents of the same matter, the best first."""
    actor = await web.caller(request)
    demand(actor, api.SEE_KNOTS)
    async with web.database(request).reading(actor) as work:
        return web.json(await api.matching(work, number))


@router.post("/cases/{number}/knots/{knot}/apply", summary="Handle a case as a hard matter says")
async def post_apply(request: Request, number: _Number, knot: UUID) -> Response:
    """Dispatch to its lead unit and ask the joint units, as acts of the caller: all of it or nothing."""

    async def applied(work: Work) -> dict[str, Any]:
        await api.apply(work, number, knot)
        return await api.matching(work, number)

    return await _do(request, applied)


async def _on(request: Request, knot: UUID, deed: Callable[[Work], Awaitable[Any]]) -> Response:
    async def done(work: Work) -> dict[str, Any]:
        await deed(work)
        return await api.detail(work, knot)

    return await _do(request, done)


async def _do(request: Request, deed: Callable[[Work], Awaitable[Any]], status: int = 200) -> Response:
    actor = await web.caller(request)
    demand(actor, api.WRITE_KNOTS)
    async with web.database(request).work(actor) as work:
        return web.json(await deed(work), status)
