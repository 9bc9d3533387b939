"""What was announced."""

from __future__ import annotations

from yiwang.infra import outbox
from yiwang.infra.database import Database
from yiwang.infra.outbox import Delivery
from yiwang.kernel.actor import SYSTEM


async def announced(database: Database, kinds: frozenset[str], after: int = 0) -> list[Delivery]:
    """Return the messages of ``kinds`` behind ``after`` that can be read by now."""
    async with database.reading(SYSTEM) as work:
        found = await outbox.read(work.tx, after, await outbox.horizon(work.tx), kinds, 5000)
    return [delivery for delivery in found if delivery.kind in kinds]
