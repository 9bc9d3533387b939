"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec


class CloseBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a sign turned out to be."""

    result: Literal["confirmed", "false", "known"]
    remark: Annotated[str, msgspec.Meta(max_length=500)] = ""
