"""Processes die without warning: every acknowledged reading is stored, and none twice."""

from __future__ import annotations

import asyncio
import signal
import time
from pathlib import Path

import httpx
import pytest
from tests.support.installation import Installation
from tests.support.patience import PATIENCE
from tests.support.rounds import LONG

pytestmark = pytest.mark.slow

#: How often the worker dies once more while readings come in.
AGAIN = 3 if LONG else 0

PRODUCT = {
    "code": "gauge", "name": "水位计",
    "model": {"properties": [{"code": "level", "name": "水位", "unit": "m", "low": -5, "high": 1e9}]},
}  # fmt: skip


class Gauge:
    """Sends batches without pause, again until acknowledged; each value says which instant it is of."""

    def __init__(self, address: str, key: str, device: str) -> None:
        self._address, self._headers = address, {"authorization": f"Bearer {key}"}
        self.device = device
        self.acknowledged: dict[int, float] = {}
        self.stop = False

    async def run(self) -> None:
        first, n = time.time_ns() // 1_000_000 - 3_600_000, 0
        async with httpx.AsyncClient(
            base_url=self._address, headers=self._headers, timeout=PATIENCE
        ) as client:
            while not self.stop:
                times = [first + n * 10 + i for i in range(10)]
                body = {
                    "device": self.device,
                    "property": "level",
                    "times": times,
                    "values": [t - first for t in times],
                }
                try:
                    answer = await client.post("/api/v1/telemetry", json=body)
                except httpx.HTTPError:
                    await asyncio.sleep(0.02)
                    continue
                if answer.status_code == 200:
                    self.acknowledged |= dict(zip(times, body["values"], strict=True))
                    n += 1
                else:
                    assert answer.status_code in {502, 503, 507}, answer.text
                    await asyncio.sleep(0.02)


async def wait_for(gauges: list[Gauge], more: int) -> None:
    wanted = sum(len(g.acknowledged) for g in gauges) + more
    async with asyncio.timeout(PATIENCE):
        while sum(len(g.acknowledged) for g in gauges) < wanted:
            await asyncio.sleep(0.02)


async def found(client: httpx.AsyncClient, device: str) -> dict[int, float]:
    params = {"device": device, "limit": 100_000}
    columns = (await client.get("/api/v1/observations", params=params)).json()
    assert columns["next"] is None
    pairs = [(round(at), value) for at, value in zip(columns["at"], columns["value"], strict=True)]
    assert len(dict(pairs)) == len(pairs), "an instant is there twice"
    return dict(pairs)


async def test_readings_survive_the_death_of_any_process(tmp_path: Path) -> None:
    with Installation(tmp_path, "--workers", "2") as city:
        admin = {"authorization": f"Bearer {city.run('token', 'create', '--role', 'admin')}"}
        async with httpx.AsyncClient(base_url=city.address, headers=admin, timeout=PATIENCE) as client:
            assert (await client.put("/api/v1/products/gauge", json=PRODUCT)).status_code == 200
            for n in range(3):
                device = {"code": f"K{n}", "product": "gauge", "name": f"水位 {n}"}
                assert (await client.put(f"/api/v1/devices/K{n}", json=device)).status_code == 200
                assert (
                    await client.post(f"/api/v1/devices/K{n}/enable", json={"reason": "启用"})
                ).status_code == 200
            made = await client.post("/api/v1/device-keys", json={"scope": "product", "subject": "gauge"})
        gauges = [Gauge(city.address, made.json()["key"], f"K{n}") for n in range(3)]
        async with asyncio.TaskGroup() as group:
            for gauge in gauges:
                group.create_task(gauge.run())
            await wait_for(gauges, 200)
            await asyncio.to_thread(city.kill, "work")
            await wait_for(gauges, 200)
            await asyncio.to_thread(city.kill, "serve")
            await wait_for(gauges, 200)
            for _ in range(AGAIN):
                await asyncio.to_thread(city.kill, "work")
                await wait_for(gauges, 200)
            await asyncio.to_thread(city.stop, signal.SIGKILL)
            await asyncio.to_thread(city.start)
            await wait_for(gauges, 200)
            for gauge in gauges:
                gauge.stop = True
        async with httpx.AsyncClient(base_url=city.address, headers=admin, timeout=PATIENCE) as client:
            async with asyncio.timeout(PATIENCE):
                while (await client.get("/api/v1/telemetry/inbox")).json()["readings_waiting"]:
                    await asyncio.sleep(0.1)
            for gauge in gauges:
                stored = await found(client, gauge.device)
                assert stored.items() >= gauge.acknowledged.items()
                assert (
                    len(stored) <= len(gauge.acknowledged) + 10
                )  # one batch may be stored and not acknowledged
            apart = (await client.get("/api/v1/doubtful")).json()["items"]
            assert apart == []
