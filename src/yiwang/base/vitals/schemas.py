"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from yiwang.base.vitals.model.stage import Scale

Reason = Annotated[str, Meta(min_length=1, max_length=500)]


class SwitchBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which version watches, or that none does."""

    version: Annotated[int, Meta(ge=1)]
    on: bool


class CloseBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the alert turned out to be."""

    result: Literal["handled", "false", "known"]
    remark: Annotated[str, Meta(max_length=500)] = ""


class DeclareBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The stage declared and why; ``seq`` is the declaration it follows."""

    stage: Annotated[int, Meta(ge=1, le=9)]
    reason: Reason
    seq: Annotated[int, Meta(ge=0)]


class ScaleBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another scale; ``version`` is the one it was made from."""

    scale: Scale
    reason: Reason
    version: Annotated[int, Meta(ge=0)]
