"""A city whose history came in as files do, and a way to ask it."""

from __future__ import annotations

import pytest
from tests.support import world as w

from yiwang.base.indicators import api
from yiwang.kernel.actor import SYSTEM


class Asker:
    """Asks indicators of a database whose facts are kept in step."""

    def __init__(self, database) -> None:
        self.database = database

    async def keep(self, *, roll=True) -> None:
        """Read all cases that changed and roll up their days and months."""
        await api.catch_up(self.database)
        for grain in ("day", "month") if roll else ():
            more = True
            while more:
                async with self.database.work(SYSTEM) as work:
                    more = await api.roll_up(work, 50, grain=grain)

    async def value(self, code, period="2026", who=SYSTEM, **more):
        async with self.database.reading(who) as work:
            return await api.value(work, api.Asked(code=code, period=period, **more))

    async def drill(self, code, by, period="2026", grain="month", who=SYSTEM, **more):
        async with self.database.reading(who) as work:
            return await api.drill(work, api.Asked(code=code, period=period, **more), by, grain)

    async def behind(self, code, side, period="2026", who=SYSTEM, **more):
        async with self.database.reading(who) as work:
            return (await api.behind(work, api.Asked(code=code, period=period, **more), side))["numbers"]


@pytest.fixture
async def city(database):
    await w.world(database)
    return Asker(database)
