"""Shapes of requests."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec


class CollectBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Closed cases to draw texts from: opened in a time, of a matter or class, in an area."""

    opened_from: datetime
    opened_to: datetime | None = None
    matter: Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[^\x00]*$")] = ""
    area: Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[^\x00]*$")] = ""
    most: Annotated[int, msgspec.Meta(ge=1, le=5000)] = 200


class JudgeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label by its code; empty: cannot tell."""

    label: Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[^\x00]*$")]
    role: Literal["label", "settle"] = "label"


class FreezeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a version is made."""

    note: Annotated[str, msgspec.Meta(max_length=500, pattern=r"^[^\x00]*$")] = ""


class SortBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Texts for the published model of a set."""

    texts: Annotated[
        list[Annotated[str, msgspec.Meta(max_length=4000)]], msgspec.Meta(min_length=1, max_length=50)
    ]
