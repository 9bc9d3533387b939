"""What routes of this module share."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from fastapi import Request

from yiwang.base.alarms import api
from yiwang.kernel.refusals import UNREADABLE, refused

T = TypeVar("T")


def body_of(kind: Any) -> dict[str, Any]:
    """Return how the interface describes a body that is read with msgspec."""
    schema = msgspec.json.schema(kind)
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


async def read(request: Request, kind: type[T]) -> T:
    """Return the body as ``kind``; raises ``invalid_input`` with the field."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except UNREADABLE as error:
        raise refused(error) from None


def shown(alarm: api.Alarm) -> dict[str, Any]:
    """Return an alarm as clients see it."""
    body: dict[str, Any] = msgspec.to_builtins(alarm)
    body.pop("fingerprint")
    return body | {
        "stage": alarm.stage,
        "level": api.NAMES[alarm.level],
        "peak": api.NAMES[alarm.peak],
        "labels": alarm.all_labels,
    }
