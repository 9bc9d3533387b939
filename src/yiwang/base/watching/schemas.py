"""Shapes of requests."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class ExtendBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The new end, and why."""

    ends_at: Annotated[datetime, msgspec.Meta(tz=True)]
    reason: Reason


class EndBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why it ends now."""

    reason: Reason
