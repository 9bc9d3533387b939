"""What routes of this module share."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from fastapi import Request

from yiwang.kernel.refusals import UNREADABLE, refused

T = TypeVar("T")


def body_of(kind: Any) -> dict[str, Any]:
    """Return how the interface describes a body that is read with msgspec."""
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": msgspec.json.schema(kind)}},
        }
    }


async def read(request: Request, kind: type[T]) -> T:
    """Return the body as ``kind``; raises ``invalid_input`` with the field."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except UNREADABLE as error:
        raise refused(error) from None
