"""A city in which an edge node stands between gauges and the centre."""

from __future__ import annotations

import base64
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
from tests.support.rules import S
from tests.support.sensors import readings, register, settle, started
from tests.support.watch import T0, Station, level_rule, place, run_rule
from tests.support.web import application, client
from tests.support.world import world

from yiwang.base.alarms import api as alarms
from yiwang.base.edges import http
from yiwang.base.sensing import api as sensing
from yiwang.infra.signing import use_keys
from yiwang.infra.throttle import Throttle
from yiwang.kernel.actor import SYSTEM


class Edge:
    """A node as the centre meets it: entries made by hand, handed in over HTTP."""

    def __init__(self, desk: httpx.AsyncClient, station: Station) -> None:
        self.desk, self.station = desk, station
        self.journal, self.seq, self.secret = uuid4(), 0, ""
        self.kept: list[dict[str, Any]] = []

    async def enrol(self, *devices: str) -> dict[str, Any]:
        draft = {"code": "E1", "name": "泵站边缘节点", "lon": 120.005, "lat": 30.005, "devices": devices}
        key = (await self.desk.post("/api/v1/edge-nodes", json=draft)).json()["key"]
        asked = {"key": key, "journal": str(self.journal)}
        self.secret = (await self.desk.post("/api/v1/edge/enrol", json=asked)).json()["secret"]
        return (await self.beat())["bundle"]

    async def post(self, path: str, body: Any, status: int = 200) -> Any:
        headers = {"authorization": f"Bearer {self.secret}"}
        answer = await self.desk.post(f"/api/v1/edge/{path}", json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def beat(self, bundle: str | None = None, **more: Any) -> Any:
        return await self.post("beat", {"journal": str(self.journal), "bundle": bundle, **more})

    def _entry(self, kind: str, body: bytes) -> list[Any]:
        self.seq += 1
        return [self.seq, int(T0 * S), kind, base64.b64encode(body).decode()]

    def measured(self, code: str, at: float, value: float) -> list[Any]:
        no = self.station.no
        return self._entry("readings", sensing.pack(readings((no[code], no["level"], at, value))))

    def decided(
        self, code: str, kind: Any, at: float, *, rank: int = 2, before: int = 0, version: int = 1
    ) -> list[Any]:
        signal = alarms.Signal(
            rule="high-water",
            subject=0,
            kind=kind,
            rank=rank,
            before=before,
            at=round(at * S),
            device=self.station.no[code],
            value=3.5,
        )
        said = alarms.EdgeSignal(version=version, device=self.station.no[code], signal=signal)
        return self._entry("signal", msgspec.json.encode(said))

    def confirmed(self, code: str, at: str) -> list[Any]:
        body = {"rule": "high-water", "version": 1, "device": self.station.no[code], "by": "老周", "at": at}
        return self._entry("confirm", msgspec.json.encode(body))

    async def send(self, *entries: list[Any], status: int = 200) -> Any:
        return await self.post("journal", {"journal": str(self.journal), "entries": entries}, status)

    async def settle(self) -> None:
        self.station.pass_time(1)
        await settle(self.station.settler)


@pytest.fixture
async def station(database, time, tmp_path):
    use_keys(tmp_path / "keys")
    await world(database)
    no = await register(database)
    await place(database, 3)
    sensing.use_observers([alarms.AlarmObserver])
    await run_rule(database, level_rule())
    try:
        yield Station(database, time, no, await started(database))
    finally:
        sensing.use_observers([])


@pytest.fixture
async def desk(station, monkeypatch):
    monkeypatch.setattr(http, "_tries", Throttle(burst=20, per_hour=200))  # each test is another day
    async with client(application(station.database, [http.router]), "admin") as made:
        yield made


@pytest.fixture
async def edge(station, desk):
    return Edge(desk, station)


@pytest.fixture
def stored(station):
    async def rows() -> list[tuple[float, float]]:
        async with station.database.reading(SYSTEM) as work:
            found = await work.tx.fetch(
                "SELECT at, value FROM sensing_observation WHERE prop = $1 ORDER BY at", station.no["level"]
            )
        return [(row["at"].timestamp() - T0, row["value"]) for row in found]

    return rows
