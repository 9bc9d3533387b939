"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec


class DecideBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why; to confirm needs no words."""

    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class AnswerBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a device says of a command."""

    state: Literal["received", "done", "failed"]
    output: Annotated[dict[str, str | float | bool | None], msgspec.Meta(max_length=50)] = {}
    words: Annotated[str, msgspec.Meta(max_length=500)] = ""
