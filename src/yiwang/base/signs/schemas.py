"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from yiwang.base.signs.model.limits import Limits


class CloseBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a sign turned out to be."""

    result: Literal["confirmed", "false", "known"]
    remark: Annotated[str, msgspec.Meta(max_length=500)] = ""


class LimitsBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits to put in force: which, why, and the version they were made from."""

    limits: Limits
    reason: Annotated[str, msgspec.Meta(min_length=2, max_length=200)]
    version: Annotated[int, msgspec.Meta(ge=0)]


class TrialBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits to be tried on the past."""

    limits: Limits
