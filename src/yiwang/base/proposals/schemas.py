"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated

import msgspec


class DecisionBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said with a step; refusing needs a reason."""

    remark: Annotated[str, msgspec.Meta(max_length=1000)] = ""
