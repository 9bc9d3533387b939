"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

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
