"""Shapes of requests."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from yiwang.base.alarms import api


class ActsBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act on many alarms; ``data`` holds what the act asks for."""

    alarms: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=1000)]
    action: Annotated[str, msgspec.Meta(max_length=40)]
    assignee: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    text: Annotated[str, msgspec.Meta(max_length=1000)] | None = None
    verdict: Annotated[str, msgspec.Meta(max_length=10)] | None = None
    of: Annotated[str, msgspec.Meta(max_length=40)] | None = None

    @property
    def data(self) -> dict[str, Any]:
        """Return what the act asks for."""
        given = {"assignee": self.assignee, "text": self.text, "verdict": self.verdict, "of": self.of}
        return {name: value for name, value in given.items() if value is not None}


class SwitchBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which version runs; none: the rule is switched off."""

    version: int | None


class RehearseBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule (stored or not) and the span of history to try it on."""

    rule: dict[str, Any]
    since: Annotated[datetime, msgspec.Meta(tz=True)]
    until: Annotated[datetime, msgspec.Meta(tz=True)]


class SilenceBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A silence: what, how long, why."""

    matchers: api.Matchers
    starts_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    ends_at: Annotated[datetime, msgspec.Meta(tz=True)]
    until_resolved: bool = False
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
