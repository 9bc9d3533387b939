"""Waiting for conditions. Nothing here is about speed: what comes true late, on a busy machine, is true."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable
from typing import Any

#: Seconds; long enough for a machine that is busy with something else for a while.
PATIENCE = 120.0
_STEP = 0.02


async def until(condition: Callable[[], Any], told: str = "it did not happen") -> Any:
    """Wait until ``condition``, which may be a coroutine function, gives something true; return that."""
    end = time.monotonic() + PATIENCE
    while True:
        found = condition()
        if inspect.isawaitable(found):
            found = await found
        if found:
            return found
        assert time.monotonic() < end, told
        await asyncio.sleep(_STEP)


def wait_until(
    condition: Callable[[], Any],
    told: str | Callable[[], str] = "it did not happen",
    patience: float = PATIENCE,
) -> Any:
    """Do the same where there is no event loop."""
    end = time.monotonic() + patience
    while not (found := condition()):
        assert time.monotonic() < end, told if isinstance(told, str) else told()
        time.sleep(_STEP)
    return found
