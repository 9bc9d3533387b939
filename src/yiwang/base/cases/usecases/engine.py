"""Deciding: may this be done, what follows, and what does the system do by itself next.

Pure: given the state, the flow and reference data it returns facts; nothing is read or written here.
"""

from __future__ import annotations

from typing import Any

import msgspec

from yiwang.base.cases.errors import (
    GuardRefusedError,
    IllegalMoveError,
    RoleRefusedError,
    UnknownActionError,
)
from yiwang.base.cases.usecases import clocks
from yiwang.base.cases.usecases.context import Ctx
from yiwang.base.cases.usecases.moves import BODIES, CHECKS
from yiwang.base.cases.usecases.moves.base import Body
from yiwang.base.workflow.api import Action
from yiwang.kernel.actor import ROLES, SYSTEM
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.refusals import refused

#: A flow could be written so that automatic actions chase each other; this ends the chase.
AUTOMATIC_STEPS = 12


def find_action(ctx: Ctx, name: str) -> Action:
    """Return the flow's action ``name``; raises :class:`UnknownActionError`."""
    action = ctx.flow.actions.get(name)
    if action is None:
        raise UnknownActionError(field="action", action=name)
    return action


def refusal(ctx: Ctx, action: Action) -> YiwangError | None:
    """Return why the actor may not do ``action`` now, or ``None`` if it is allowed."""
    state, title = ctx.state, action.data.title
    if not action.fits(state.stage, state.side):
        stage = ctx.flow.stage(state.stage).title if state.stage in ctx.flow.stages else None
        side = ctx.flow.definition.sides.get(state.side or "")
        zh = (stage.zh if stage else state.stage) + (f"·{side.zh}" if side else "")
        en = (stage.en if stage else state.stage) + (f", {side.en}" if side else "")
        return IllegalMoveError(
            number=state.number, stage_zh=zh, stage=en, action_zh=title.zh, action=action.id
        )
    if action.data.roles and not ctx.actor.has(*action.data.roles):
        return RoleRefusedError(
            action=action.id,
            action_zh=title.zh,
            roles=", ".join(action.data.roles),
            roles_zh="、".join(ROLES[r][0] if r in ROLES else r for r in action.data.roles),
        )
    for guard in action.guards:
        if not guard.holds(ctx):
            return GuardRefusedError(
                action=action.id, action_zh=title.zh, why_zh=guard.named.zh, why_en=guard.named.en
            )
    return _check(ctx, action)


def _check(ctx: Ctx, action: Action) -> YiwangError | None:
    """Return what the move itself has against being done now, whatever its body."""
    check = CHECKS.get(action.move.name)
    if check is not None:
        try:
            check(ctx)
        except YiwangError as error:
            return error
    return None


def read_body(action: Action, raw: Any) -> Body:
    """Return the typed body of ``action``; raises ``invalid_input`` with the field's dotted name."""
    body_type = BODIES[action.move.name]
    try:
        return msgspec.convert(raw if raw is not None else {}, body_type)
    except msgspec.ValidationError as error:
        raise refused(error) from None


def perform(ctx: Ctx, action: Action, body: Body) -> None:
    """Do ``action``: its move, its side state, its stage, then what the system does by itself."""
    origin = ctx.state.stage
    ctx.action = action
    _apply(ctx, action, body)
    ctx.data["origin"] = origin
    advance(ctx)


def _apply(ctx: Ctx, action: Action, body: Body) -> None:
    data = action.data
    stage = ctx.state.stage
    params = msgspec.convert(data.params, action.move.params)
    action.move.call(ctx, body, params)
    clocks.met_by(ctx, action.id)
    if data.set_side is not None:
        ctx.turn(data.set_side)
    elif data.clear_side:
        ctx.turn(None)
    if data.to is not None and ctx.state.stage == stage:
        ctx.go(data.to)


def advance(ctx: Ctx) -> None:
    """Let the system do the automatic actions whose guards hold, until none is left."""
    actor = ctx.actor
    ctx.actor = SYSTEM
    done: list[str] = []
    try:
        while len(done) < AUTOMATIC_STEPS:
            ready = ctx.flow.automatic(ctx.state.stage, ctx.state.side)
            action = next((a for a in ready if refusal(ctx, a) is None), None)
            if action is None:
                break
            _apply(ctx, action, BODIES[action.move.name]())
            done.append(action.id)
    finally:
        ctx.actor = actor
    if done:
        ctx.data["automatic"] = done
