"""Work of bulletins that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.bulletins import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic


async def make(database: Database) -> None:
    """Make the bulletins that are due."""
    await api.make_due(database)


PERIODICS: tuple[Periodic, ...] = (Periodic("bulletins.make", timedelta(seconds=30), make),)
