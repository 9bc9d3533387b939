"""Work of geography that happens by the clock."""

from __future__ import annotations

from datetime import timedelta

from yiwang.base.geography import api
from yiwang.infra.database import Database
from yiwang.infra.periodic import Periodic


async def load(database: Database) -> None:
    """Load the places of the base map when it was built anew, or when areas changed."""
    await api.load_places(database)


PERIODICS: tuple[Periodic, ...] = (Periodic("geography.places", timedelta(seconds=5), load),)
