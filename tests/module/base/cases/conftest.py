"""A city in which reports become cases at once."""

from __future__ import annotations

import pytest
from tests.support.web import application
from tests.support.world import world

from yiwang.base.cases import api, http
from yiwang.base.cases.model.report import ReporterInput, ReportInput
from yiwang.base.cases.usecases.lists import forget_counts
from yiwang.base.cases.usecases.prepare import prepare_reports
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


@pytest.fixture
async def desk(database, tmp_path):
    """A desk in a small city with its flow, units and duties."""
    use_keys(tmp_path / "keys")
    forget_counts()
    await world(database)
    return Desk(database)


@pytest.fixture
def app(database):
    """The routes of cases, without a socket."""
    return application(database, [http.router])
