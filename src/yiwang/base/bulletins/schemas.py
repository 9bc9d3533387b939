"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from yiwang.base.bulletins import api

Key = Annotated[str, msgspec.Meta(max_length=64)]


class _Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class MakeBody(_Body, frozen=True, kw_only=True):
    """What is to be made: of which period and part of the city."""

    template: Annotated[str, msgspec.Meta(max_length=60)]
    period: Annotated[str, msgspec.Meta(max_length=40)]
    area: Key | None = None
    unit: Key | None = None
    language: Literal["zh", "en"] = "zh"


class TryBody(_Body, frozen=True, kw_only=True):
    """A template as it is being written, to look at."""

    template: api.Template
    period: Annotated[str, msgspec.Meta(max_length=40)]
    area: Key | None = None
    unit: Key | None = None
    language: Literal["zh", "en"] = "zh"


class EditBody(_Body, frozen=True, kw_only=True):
    """New words of a paragraph or heading."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=8000)]


class StepBody(_Body, frozen=True, kw_only=True):
    """Why, and who is told when it is published."""

    remark: Annotated[str, msgspec.Meta(max_length=500)] = ""
    targets: api.Targets | None = None
