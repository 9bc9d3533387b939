"""What the protocol needs from the system behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from yiwang.connectors.sensorthings.model import Entity, Scope


class Gateway(Protocol):
    """The system as this protocol sees it."""

    def entities(
        self, scope: Scope, *, start: datetime | None = None, end: datetime | None = None, down: bool = False
    ) -> AsyncIterator[Entity]:
        """Yield the entities of a scope by id, observations by time, between ``start`` and ``end``.

        ``down``: the newest first (observations only).
        """
        ...

    async def count(self, scope: Scope) -> int | None:
        """Return how many entities a scope has, where that is quick to know."""
        ...

    async def create(self, kind: str, body: dict[str, Any], within: Entity | None) -> Entity:
        """Make an entity, below ``within`` where it was posted there; raises refusals and named errors."""
        ...

    async def change(self, entity: Entity, body: dict[str, Any], *, whole: bool) -> Entity:
        """Change what ``body`` says of ``entity``; ``whole``: it says everything that can be written."""
        ...

    async def delete(self, entity: Entity) -> None:
        """Delete an entity; raises refusals and named errors."""
        ...

    async def observe(self, several: Sequence[tuple[int, Any, Any]]) -> list[Entity | None]:
        """Store observations: datastream, phenomenon time, result; ``None``: that one was refused."""
        ...
