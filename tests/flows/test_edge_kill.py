"""A real node is cut off and killed: what it acknowledged comes up once, and so does what it decided."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from tests.support.installation import YIWANG, environment, free_port
from tests.support.patience import PATIENCE, until
from tests.support.sensors import register, settle, started
from tests.support.watch import level_rule, place, run_rule
from tests.support.web import application
from tests.support.world import world

from yiwang.base.alarms import api as alarms
from yiwang.base.edges import api as edges
from yiwang.base.edges import http
from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database
from yiwang.infra.signing import use_keys
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.time import SystemTime

DEVICES = 3


class Centre(uvicorn.Server):
    """The centre's routes on a real port, in this process; a test switches it off and on."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield


@contextlib.asynccontextmanager
async def serving(database: Database, port: int) -> AsyncIterator[None]:
    app = application(database, [http.router])
    server = Centre(uvicorn.Config(app, port=port, log_config=None, lifespan="off"))
    task = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = server.force_exit = True
        await task


class Spot:
    """The node's process and a client beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=PATIENCE)

    async def start(self) -> None:
        command = [*YIWANG, "edge", "run", "--folder", str(self.folder), "--port", str(self.port)]
        with (self.folder.parent / "edge.log").open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, env=environment())
        await until(self.judges)

    async def judges(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder.parent / "edge.log").read_text()
        try:
            return bool((await self.client.get("/healthz")).json()["judging"])
        except httpx.TransportError:
            return False

    async def aclose(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()
        await self.client.aclose()

    def kill(self) -> None:
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
async def centre(database: Database, tmp_path: Path) -> AsyncIterator[dict[str, int]]:
    database.time = SystemTime()  # the node is a process of its own, on the clock of the machine
    use_keys(tmp_path / "keys")
    await world(database)
    no = await register(database)
    await place(database, DEVICES)
    sensing.use_observers([alarms.AlarmObserver])
    await run_rule(database, level_rule())
    yield no
    sensing.use_observers([])


async def enrolled(database: Database, folder: Path, port: int) -> tuple[dict[str, str], str]:
    """Register the node, enrol it by its command; return headers of a device and the way in to the console."""
    async with database.work(SYSTEM) as work:
        draft = edges.NodeDraft(code="E1", name="泵站", devices=("L1", "L2", "L3"))
        key = await edges.register(work, draft)
        _, secret = await sensing.create_key(work, "gateway", "E1")
    command = [*YIWANG, "edge", "enrol", "--folder", str(folder), "--centre", f"http://127.0.0.1:{port}"]
    done = await asyncio.to_thread(
        subprocess.run, command, env=environment() | {"YIWANG_EDGE_KEY": key}, capture_output=True, check=True
    )
    assert b"yn_" not in done.stdout + done.stderr, "the secret is printed nowhere"
    return {"authorization": f"Bearer {secret}"}, done.stdout.decode().strip()


@pytest.mark.slow
async def test_a_killed_node_loses_and_doubles_nothing(
    database: Database, centre: dict[str, int], tmp_path: Path
) -> None:
    port = free_port()
    async with contextlib.aclosing(Spot(tmp_path / "edge")) as spot:
        await killed_and_compared(database, centre, spot, port)


async def killed_and_compared(database: Database, centre: dict[str, int], spot: Spot, port: int) -> None:
    async with serving(database, port):
        device, link = await enrolled(database, spot.folder, port)
        await spot.start()
    settler = await started(database)
    now = int(database.time.now().timestamp() * 1000)
    acknowledged = []
    for n in range(60):
        values = [n / 10 if n % 30 < 20 else 0.5] * 10
        times = [now + n * 100 + i for i in range(10)]
        body = {"device": f"L{n % DEVICES + 1}", "property": "level", "times": times, "values": values}
        answer = await spot.client.post("/api/v1/telemetry", json=body, headers=device)
        assert answer.status_code == 200, answer.text
        acknowledged += [(f"L{n % DEVICES + 1}", at) for at in times]
        if n in (25, 45):
            spot.kill()
            await spot.start()
    await spot.client.get(link)

    async def calm() -> bool:
        found = (await spot.client.get("/api/v1/state")).json()["alarms"]
        return len(found) >= DEVICES and all(a["cleared_at"] for a in found)

    await until(calm)
    local = [a["code"] for a in (await spot.client.get("/api/v1/state")).json()["alarms"]]
    async with serving(database, port):
        spot.kill()
        await spot.start()

        async def all_in() -> bool:
            state = (await spot.client.get("/api/v1/state")).json()
            return bool(state["contact"] == "connected" and not state["waiting"])

        await until(all_in)
    await settle(settler)
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch(
            "SELECT d.code, o.at FROM sensing_observation o JOIN sensing_device d ON d.no = o.device "
            "WHERE o.prop = $1",
            centre["level"],
        )
        found = await alarms.find(work, alarms.AlarmFilter(rule="high-water"), limit=100)
    assert sorted((r["code"], round(r["at"].timestamp() * 1000)) for r in rows) == sorted(acknowledged)
    raised = [a.subject for a in found for _ in a.recurrences]
    assert sorted(raised) == sorted(local), "every alarm of the node once"
    assert not any(a.active for a in found)
