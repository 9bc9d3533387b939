"""Doing an action on a case."""

from __future__ import annotations

from typing import Any

import msgspec

from yiwang.base.cases.errors import ActConflictError, CaseNotFoundError, StaleCaseError
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model import once
from yiwang.base.cases.model.draft import CaseDraft
from yiwang.base.cases.model.number import check
from yiwang.base.cases.model.state import CaseState
from yiwang.base.cases.model.words import title_of, words_of
from yiwang.base.cases.store import cases as store
from yiwang.base.cases.usecases import engine, following, persist
from yiwang.base.cases.usecases.consequences import offer
from yiwang.base.cases.usecases.context import Ctx, Reference
from yiwang.base.cases.usecases.moves import BODIES
from yiwang.base.cases.usecases.opening import open_cases
from yiwang.base.cases.usecases.reference import check_visible, context, read_words, reference
from yiwang.infra.database import Work


async def act(work: Work, number: str, action: str, raw: Any = None, *, mark: str | None = None) -> CaseState:
    """Do ``action`` with the JSON body ``raw`` on case ``number`` and return its new state.

    With a ``mark`` (:func:`.once.mark_of`) that the case has met before nothing is done again.

    Locks the case (and the other case of a merge) until the transaction ends. Raises
    ``case_not_found``, ``unknown_action``, ``illegal_move``, ``role_refused``, ``guard_refused``,
    ``invalid_input``, ``stale_case`` and the named errors of the move. Publishes :class:`CaseChanged`.
    """
    ref = await reference(work.tx)
    ctx = await _lock(work, number, raw, ref)
    if done_before(ctx.state, mark):
        return ctx.state
    await read_words(work.tx, [ctx])
    decide(ctx, action, raw, mark)
    if ctx.parts:
        await _open_parts(work, ctx)
    acted = [(ctx, action)]
    acted += [(other, f"{action}_other") for other in ctx.others.values() if other.facts]
    await persist.update(work, acted)
    await following.follow(work, ctx)
    return ctx.state


def done_before(state: CaseState, mark: str | None) -> bool:
    """Tell whether the act of ``mark`` was done on the case; raises ``act_conflict``."""
    met = None if mark is None else once.met(state.keyed, mark)
    if met is False:
        raise ActConflictError(field="Idempotency-Key")
    return bool(met)


def decide(ctx: Ctx, action: str, raw: Any, mark: str | None = None) -> None:
    """Do ``action`` on the case of ``ctx`` in memory; raises why it may not be done."""
    found = engine.find_action(ctx, action)
    refused = engine.refusal(ctx, found)
    if refused is not None:
        raise refused
    body = engine.read_body(found, raw)
    if body.version is not None and body.version != ctx.state.version:
        raise StaleCaseError(version=ctx.state.version)
    engine.perform(ctx, found, body)
    if mark is not None:
        ctx.emit(f.Keyed(mark=mark))


#: Moves that touch or make other cases.
_RELATING = frozenset({"merge", "unmerge", "split"})


def others_of(ctx: Ctx, action: str, raw: Any) -> bool:
    """Tell whether ``action`` needs other cases than that of ``ctx``."""
    found = ctx.flow.actions.get(action)
    named = isinstance(raw, dict) and isinstance(raw.get("into"), str)
    relating = found is not None and found.move.name in _RELATING
    return named or relating or ctx.state.merged_into is not None


async def _lock(work: Work, number: str, raw: Any, ref: Reference) -> Ctx:
    """Lock the case and whatever other case the body or its merge names."""
    wanted = [number]
    other = raw.get("into") if isinstance(raw, dict) else None
    if not isinstance(other, str):
        seen = await store.load(work.tx, number, lock=True)
        state = check_visible(work.actor, seen, ref, number)
        if state.merged_into is None:
            return context(work, state, ref)
        other = state.merged_into
    wanted.append(other)
    states = await store.load_many(work.tx, wanted)
    ctx = context(work, check_visible(work.actor, states.get(number), ref, number), ref)
    if other in states and other != number:
        if states[other].id == ctx.state.id:
            raise CaseNotFoundError(number=other)
        ctx.others[other] = context(work, check_visible(work.actor, states[other], ref, other), ref)
    return ctx


async def _open_parts(work: Work, ctx: Ctx) -> None:
    """Open a case for each part of a split and link it to its parent."""
    state = ctx.state
    key = check(state.number).key
    drafts = [
        CaseDraft(
            source=state.source,
            channel=state.channel,
            title=title_of(part.text),
            words=words_of(part.text, state.place.address),
            place=state.place,
            opened_at=work.now,
            number_area=key.area,
            number_source=key.source,
            matter=part.matter,
            urgency=state.urgency,
            parent=state.number,
            contactable=state.contactable,
            flow=state.flow,
        )
        for part in ctx.parts
    ]
    texts = [part.text for part in ctx.parts]
    for child in await open_cases(work, drafts, texts=texts):
        ctx.emit(f.Linked(relation="child", other=child.number))


def allowed_actions(ctx: Ctx) -> list[dict[str, Any]]:
    """Return every action of the case's flow as :func:`.consequences.offer` tells it."""
    items: list[dict[str, Any]] = []
    for action in ctx.flow.at.get(ctx.state.stage, ()):
        if action.data.automatic and not action.data.roles:
            continue
        items.append(
            {
                "action": action.id,
                "label": action.data.title.model_dump(),
                "primary": action.data.primary,
                **offer(ctx, action),
                "schema": body_schema(action.move.name),
            }
        )
    return sorted(items, key=lambda item: (not item["allowed"], not item["primary"]))


_schemas: dict[str, dict[str, Any]] = {}


def body_schema(move: str) -> dict[str, Any]:
    """Return the JSON schema of a move's body."""
    if move not in _schemas:
        _schemas[move] = msgspec.json.schema(BODIES[move])
    return _schemas[move]
