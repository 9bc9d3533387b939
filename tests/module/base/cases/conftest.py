"""A city in which reports become cases at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.support.emptying import empty
from tests.support.kept import kept
from tests.support.web import application
from tests.support.world import world

from yiwang.base.cases import api, http
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.cases.usecases.lists import forget_counts
from yiwang.base.cases.usecases.prepare import prepare_reports
from yiwang.infra import snapshots
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM


class Desk:
    """Hands in reports and lets them become cases."""

    def __init__(self, database):
        self.database = database

    async def report(self, text="路灯不亮好几天了", where=(120.005, 30.005), phone=None, **more):
        """Hand in one report and return the number of its case."""
        lon, lat = where or (None, None)
        who = ReporterInput(name="王小明", phone=phone) if phone else None
        given = ReportInput(
            **{"source": "hotline", "text": text, "lon": lon, "lat": lat, "reporter": who} | more
        )
        received = await api.intake(self.database).receive(given, SYSTEM)
        async with self.database.work(SYSTEM) as work:
            cases = await prepare_reports(work, [received.id])
            return await work.tx.fetchval("SELECT number FROM cases_case WHERE id = $1", cases[received.id])

    async def act(self, number, action, body=None, actor=SYSTEM):
        """Do an action on a case."""
        async with self.database.work(actor) as work:
            return await api.act(work, number, action, body or {})


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """Where the keys lie that sign receipts here: what is kept from test to test is signed by them, too."""
    return tmp_path_factory.mktemp("desk-keys")


@pytest.fixture
async def desk(database, keys):
    """A desk in a small city with its flow, units and duties."""
    use_keys(keys)
    forget_counts()
    await world(database)
    return Desk(database)


@pytest.fixture
def app(database):
    """The routes of cases, without a socket."""
    return application(database, [http.router])


SPOTS = [(120.005, 30.005), (120.03, 30.03), (120.15, 30.15), (10.0, 10.0), None]
TEXTS = ["人民路12号路灯不亮", "建设路垃圾堆放无人清理", "深夜施工噪声扰民严重", "井盖破损 A-12 路段"]
MATTERS = ["01037", "06010", "06028", None]


@pytest.fixture
async def many(desk, time):
    """Twenty-four cases of all kinds, an hour apart, some of them ended."""

    async def make():
        await world(desk.database)
        numbers = []
        for i in range(24):
            number = await desk.report(
                TEXTS[i % 4],
                SPOTS[i % 5],
                phone=f"138{i:08}",
                matter=MATTERS[i % 4],
                channel=["hotline", "grid", "web"][i % 3],
                address=f"人民路{i}号",
            )
            numbers.append(number)
            if i % 6 == 0:
                await desk.act(number, "void", {"reason": "测试"})
            time.advance(timedelta(hours=1))
        return numbers, time.now()

    async with desk.database.raw() as connection:
        await empty(connection)
    snapshots.forget_all()
    numbers, after = await kept(desk.database, "many cases", make)
    time.set(after)
    async with desk.database.reading(
        SYSTEM
    ) as work:  # reference data are held, as they are after so much work
        await snapshots.warm(work.tx)
    return list(numbers)
