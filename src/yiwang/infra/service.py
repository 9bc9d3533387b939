"""Services: work that goes on for as long as a worker process lives; declared by modules."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from yiwang.infra.database import Database

log = logging.getLogger(__name__)

_PAUSE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Service:
    """A named coroutine that runs until it is cancelled; it puts its things in order then.

    Several workers may run it at once: who may do what is its own affair (an advisory lock). It holds at
    most ``connections`` of the database.
    """

    name: str
    run: Callable[[Database], Awaitable[None]]
    connections: int = 2


async def serve_all(database: Database, services: Sequence[Service]) -> None:
    """Run ``services`` until cancelled; one that fails is started again."""
    async with asyncio.TaskGroup() as group:
        for service in services:
            group.create_task(_keep(database, service), name=f"service-{service.name}")


async def _keep(database: Database, service: Service) -> None:
    while True:
        try:
            await service.run(database)
        except Exception:  # the others go on, and this one after a rest
            log.exception("service %s failed and is started again", service.name)
        await asyncio.sleep(_PAUSE)
