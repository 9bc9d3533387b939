"""Shapes of requests."""

from __future__ import annotations

from typing import Annotated

import msgspec

from yiwang.base.plans import api


class RemarkBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why; needed where a draft is refused."""

    remark: Annotated[str, msgspec.Meta(max_length=500)] = ""


class Library(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Plans as a file: what an export says and an import takes."""

    plans: Annotated[tuple[api.Plan, ...], msgspec.Meta(min_length=1, max_length=200)]
