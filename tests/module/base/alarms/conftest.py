"""A city in which gauges raise alarms."""

from __future__ import annotations

import pytest
from tests.support.sensors import register, started
from tests.support.watch import Station, place
from tests.support.world import world

from yiwang.base.alarms import api as alarms
from yiwang.base.sensing import api as sensing
from yiwang.infra.signing import use_keys


@pytest.fixture
async def station(database, time, tmp_path):
    """Three gauges at one place, no rule yet."""
    use_keys(tmp_path / "keys")
    await world(database)
    no = await register(database)
    await place(database, 3)
    sensing.use_observers([alarms.AlarmObserver])
    try:
        yield Station(database, time, no, await started(database))
    finally:
        sensing.use_observers([])
