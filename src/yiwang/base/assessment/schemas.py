"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated

import msgspec


class FreezeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which period of which scheme."""

    scheme: Annotated[str, msgspec.Meta(max_length=60)]
    period: Annotated[str, msgspec.Meta(max_length=40)]


class ReasonBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why."""

    reason: Annotated[str, msgspec.Meta(max_length=1000)]


class DecisionBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is decided, and why."""

    accepted: bool
    remark: Annotated[str, msgspec.Meta(max_length=1000)] = ""
