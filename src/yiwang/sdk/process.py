"""The running process for connectors with routes: its settings, and who holds a key."""

from __future__ import annotations

from typing import Any, cast

from fastapi import Request

from yiwang.infra.web import Authenticator, database
from yiwang.kernel.actor import Actor

__all__ = ["holder", "setting"]


def setting(request: Request, name: str, default: Any = None) -> Any:
    """Return the setting ``name`` of this installation, ``default`` where it has none."""
    return getattr(getattr(request.app.state, "settings", None), name, default)


async def holder(request: Request, key: str) -> Actor | None:
    """Return who holds the token ``key``; ``None`` for an empty, unknown or revoked one."""
    if not key:
        return None
    authenticate = cast("Authenticator", request.app.state.authenticate)
    return await authenticate(database(request), key)
