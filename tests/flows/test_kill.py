"""Processes die without warning: every acknowledged report is there once, every message is delivered."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import httpx
import pytest
from tests.support.installation import Installation
from tests.support.patience import PATIENCE, until

from yiwang.infra.resources import folder

pytestmark = pytest.mark.slow


class Sender:
    """Sends reports without pause and keeps what was acknowledged."""

    def __init__(self, address: str, token: str, name: str) -> None:
        self._address = address
        self._headers = {"authorization": f"Bearer {token}"}
        self._name = name
        self.acknowledged: dict[str, str] = {}
        self.stop = False

    async def run(self) -> None:
        n = 0
        async with httpx.AsyncClient(
            base_url=self._address, headers=self._headers, timeout=PATIENCE
        ) as client:
            while not self.stop:
                key = f"{self._name}-{n}"
                try:
                    answer = await client.post(
                        "/api/v1/reports",
                        json={"source": "kill", "external_id": key, "text": f"路灯不亮 {key}"},
                    )
                except httpx.HTTPError:
                    await asyncio.sleep(0.02)
                    continue  # not acknowledged: the same report is sent again
                if answer.status_code in {200, 201}:
                    self.acknowledged[key] = answer.json()["id"]
                    n += 1
                else:
                    assert answer.status_code in {502, 503, 507}, answer.text
                    await asyncio.sleep(0.02)


async def wait_for(senders: list[Sender], more: int) -> None:
    wanted = sum(len(s.acknowledged) for s in senders) + more
    async with asyncio.timeout(PATIENCE):
        while sum(len(s.acknowledged) for s in senders) < wanted:
            await asyncio.sleep(0.02)


async def test_reports_survive_the_death_of_any_process(tmp_path: Path) -> None:
    with Installation(tmp_path, "--workers", "2") as city:
        for pack in ("base-catalogue", "grid"):
            city.run("pack", "install", str(folder("packs") / pack))
        agent = city.run("token", "create", "--role", "agent")
        senders = [Sender(city.address, agent, f"s{n}") for n in range(4)]
        async with asyncio.TaskGroup() as group:
            for sender in senders:
                group.create_task(sender.run())
            await wait_for(senders, 40)
            await asyncio.to_thread(city.kill, "serve")
            await wait_for(senders, 40)
            await asyncio.to_thread(city.kill, "work")
            await wait_for(senders, 40)
            await asyncio.to_thread(city.stop, signal.SIGKILL)
            await asyncio.to_thread(city.start)
            await wait_for(senders, 40)
            for sender in senders:
                sender.stop = True
        acknowledged = {key: id_ for s in senders for key, id_ in s.acknowledged.items()}
        assert len(acknowledged) >= 160
        async with httpx.AsyncClient(
            base_url=city.address, headers={"authorization": f"Bearer {agent}"}, timeout=PATIENCE
        ) as client:
            numbers = [await case_of(client, key, id_) for key, id_ in acknowledged.items()]
        assert None not in numbers
        await until(lambda: asyncio.to_thread(read_to_the_end, city))


def read_to_the_end(city: Installation) -> bool:
    """Tell whether preparing has read every message; what it let go by is still to be noted when all is done."""
    [subscriber] = [s for s in city.json("outbox", "list")["subscribers"] if s["name"] == "cases.prepare"]
    assert subscriber["parked"] == 0
    return bool(subscriber["behind"] == 0)


async def case_of(client: httpx.AsyncClient, key: str, id_: str) -> str | None:
    """Return the number of the case that the report ``key`` led to, waiting for the worker."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = await client.get("/api/v1/reports", params={"source": "kill", "external_id": key})
            [item] = found.json()["items"]  # there, and once
            assert item["id"] == id_
            if item["case"] is not None:
                return str(item["case"])
            await asyncio.sleep(0.1)
