"""How a move is declared, and the body types that many moves share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec

from yiwang.base.cases.model import facts as f
from yiwang.base.cases.usecases.context import Ctx
from yiwang.kernel import registry
from yiwang.kernel.registry import NoParams

Words = Annotated[str, msgspec.Meta(max_length=4000)]
NeededWords = Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
UnitCode = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Units = Annotated[tuple[UnitCode, ...], msgspec.Meta(min_length=1, max_length=50)]
Photos = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=50)]
WorkHours = Annotated[float, msgspec.Meta(gt=0, le=2000)]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all action bodies; ``version`` is what the caller saw, for an optimistic check."""

    version: int | None = None


class Remark(Body, frozen=True, kw_only=True):
    """A body that needs nothing but may carry a comment."""

    comment: Words = ""


class StampParams(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``stamp``: the step of the life that the action reaches."""

    stamp: str | None = None


Function = TypeVar("Function", bound=Callable[..., None])

#: Body type of each move, by the move's name.
BODIES: dict[str, type[Body]] = {}
#: What a move checks before it looks at its body, by the move's name: raises why it cannot be done.
CHECKS: dict[str, Callable[[Ctx], object]] = {}
#: Stages that a move goes to by itself, whatever the flow says; ``"*"`` is any.
LEADS: dict[str, frozenset[str]] = {}


def move(
    name: str,
    body: type[Body],
    *,
    zh: str,
    en: str,
    params: type[msgspec.Struct] = NoParams,
    check: Callable[[Ctx], object] | None = None,
    leads: tuple[str, ...] = (),
) -> Callable[[Function], Function]:
    """Register the decorated ``function(ctx, body, params)`` as the move ``name``.

    ``leads`` are the stages that it goes to by itself.

    Where ``check(ctx)`` raises a named error the action is shown as not allowed, and refused, for that
    reason.
    """

    def add(function: Function) -> Function:
        BODIES[name] = body
        if check is not None:
            CHECKS[name] = check
        if leads:
            LEADS[name] = frozenset(leads)
        registry.moves.register(name, zh=zh, en=en, params=params)(function)
        return function

    return add


def remark(ctx: Ctx, text: str, kind: str = "opinion") -> None:
    """Keep an internal comment made with an act and name it in the journal entry."""
    note = ctx.note(text, kind)
    if note is not None:
        ctx.data["comment"] = str(note)


def stamp(ctx: Ctx, step: str | None, *, again: bool = False) -> None:
    """Record that the case reached ``step`` now."""
    if step is not None:
        ctx.emit(f.Stamped(step=step, at=ctx.now, again=again))


def attribute(ctx: Ctx, **values: Any) -> None:
    """Set plain attributes of the case."""
    ctx.emit(f.Attributed(values=values))


def show(ctx: Ctx, media: tuple[UUID, ...]) -> None:
    """Attach evidence to the case."""
    if media:
        ctx.media.extend(media)
        attribute(ctx, evidence=ctx.state.evidence + len(media))
