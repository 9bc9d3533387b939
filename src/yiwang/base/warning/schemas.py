"""Shapes of requests."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from yiwang.base.warning import api


class DraftBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A first draft: what is not said comes from the alarms and the template."""

    alarms: Annotated[list[UUID], msgspec.Meta(max_length=50)] = []
    template: Annotated[str, msgspec.Meta(max_length=60)] | None = None
    level: api.Level | None = None
    title: str | None = None
    text: str | None = None
    areas: tuple[str, ...] | None = None
    valid_from: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    valid_until: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    receivers: tuple[api.Receiver, ...] | None = None
    remind_minutes: int | None = None
    sms: bool = False
    category: api.Category | None = None
    hazard: str | None = None

    @property
    def content(self) -> dict[str, Any]:
        """Return what is said of the content itself."""
        return {
            name: getattr(self, name) for name in self.__struct_fields__ if name not in ("alarms", "template")
        }


class ActBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act: ``content`` for ``revise``, ``reason`` for those that need one."""

    action: Annotated[str, msgspec.Meta(max_length=40)]
    content: api.Content | None = None
    reason: Annotated[str, msgspec.Meta(max_length=500)] | None = None


class PreviewBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A template that is being written, and the areas of the draft it is shown for."""

    template: api.Template
    areas: Annotated[tuple[str, ...], msgspec.Meta(max_length=200)] = ()
