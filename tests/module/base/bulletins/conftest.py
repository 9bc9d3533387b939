"""A city with cases, and a way to make bulletins of it."""

from __future__ import annotations

import pytest
from tests.support import world as w

from yiwang.base.bulletins import api
from yiwang.base.indicators import api as indicators
from yiwang.kernel.actor import SYSTEM


class Desk:
    """Makes bulletins of a database whose facts are kept in step."""

    def __init__(self, database) -> None:
        self.database = database

    async def make(self, template, period="2026", who=SYSTEM, **scope):
        if isinstance(template, str):
            async with self.database.reading(who) as work:
                template = await api.template(work.tx, template)
        async with self.database.reading(who) as work:
            return await api.make(work, template, api.Scope(period=period, **scope))

    async def value(self, code, period, **more):
        async with self.database.reading(SYSTEM) as work:
            return await indicators.value(work, indicators.Asked(code=code, period=period, **more))


@pytest.fixture
async def desk(database):
    await w.world(database)
    for _ in range(3):
        await w.opened(database)
    await indicators.catch_up(database)
    return Desk(database)
