"""Work that happens by the clock: declared by modules, run by exactly one worker at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yiwang.infra.database import Database


@dataclass(frozen=True, slots=True)
class Periodic:
    """A named job that ``run`` does every ``every``; it opens its own short transactions.

    ``run`` must be idempotent: a worker may die after the work and before the next one notices.
    """

    name: str
    every: timedelta
    run: Callable[[Database], Awaitable[None]]
