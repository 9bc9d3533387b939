"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from yiwang.base.algorithms.model.queue import MOST_WAIT
from yiwang.base.algorithms.model.tensors import Tensor
from yiwang.base.algorithms.model.version import Card

_Reason = Annotated[str, msgspec.Meta(max_length=500)]


class ActBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act; ``tune`` changes ``settings``."""

    action: Literal["check", "shadow", "publish", "retire", "tune"]
    reason: _Reason = ""
    settings: dict[str, float] = {}


class RollBackBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which task goes back to what was published before."""

    task: Annotated[str, msgspec.Meta(max_length=60)]
    scope: Annotated[str, msgspec.Meta(max_length=40)] = ""
    reason: _Reason = ""


class RegisterBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model of one of the ``kinds``; ``service`` is its description, as the kind asks for it."""

    task: Annotated[str, msgspec.Meta(max_length=60)]
    scope: Annotated[str, msgspec.Meta(max_length=40)] = ""
    kind: Annotated[str, msgspec.Meta(max_length=40)]
    card: Card
    service: dict[str, Any]


class InferBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A call of a task; ``within_s`` is how long its turn may be waited for, priority 0 comes first."""

    task: Annotated[str, msgspec.Meta(max_length=60)]
    scope: Annotated[str, msgspec.Meta(max_length=40)] = ""
    inputs: Annotated[list[Tensor], msgspec.Meta(min_length=1, max_length=20)]
    priority: Literal[0, 1, 2, 3] = 2
    within_s: Annotated[float, msgspec.Meta(gt=0, le=MOST_WAIT)] = 30.0


class LimitBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a client (a key as metering shows it; empty: all others) may call per day, and its price."""

    client: Annotated[str, msgspec.Meta(max_length=80)] = ""
    per_day: Annotated[int, msgspec.Meta(ge=0, le=100_000_000)]
    price: Annotated[float, msgspec.Meta(ge=0, le=1_000_000)] = 0.0
