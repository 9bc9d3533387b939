"""A day and more of a city's devices in minutes: nothing grows that should not. ``make soak`` runs it.

Time is injected: every step is half an hour of the city (``YIWANG_SOAK_STEP`` seconds). Readings, positions, alarms that raise and clear,
their cases closed, questions by HTTP, deliveries, every periodic job, days closed to Parquet, thinned out
and let go. After each day memory, files, connections, tables and the folder of observations are measured.
``YIWANG_SOAK_MINUTES`` says for how long (3); no less than ten days of the city pass.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import json
import os
import sys
import threading
import time as clock
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import numpy as np
import pytest
from tests.support.http import Client, client
from tests.support.sensors import LEVEL, TRUCK, settle, started
from tests.support.watch import T0, level_rule, run_rule
from tests.support.world import world

from yiwang.base.alarms import api as alarms
from yiwang.base.alarms.usecases.acting import hear_cases
from yiwang.base.sensing import api as sensing
from yiwang.base.sensing.model.readings import Fixes, Readings
from yiwang.entry import bootstrap
from yiwang.infra.database import Database
from yiwang.infra.delivery import Courier
from yiwang.infra.schedule import run_if_due
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.time import ManualTime

MINUTES = float(os.environ.get("YIWANG_SOAK_MINUTES", "3"))
LEAST_DAYS, GAUGES = 10, 20
STEP = int(os.environ.get("YIWANG_SOAK_STEP", "1800"))
#: Days until what is kept for days is as large as it ever is: two hot, three raw, five coarse.
WARM = 6
#: Tables that come to rest; those of cases, alarms and audit keep everything, and tracks ninety days, by design.
BOUNDED = (
    "sensing_inbox", "sensing_settled", "sensing_checkpoint", "sensing_latest", "sensing_place", "sensing_cursor",
    "sensing_partition", "sensing_closed", "sensing_device", "infra_subscription", "infra_parked", "infra_periodic",
)  # fmt: skip
_SIZES = """
SELECT c.relname, pg_total_relation_size(c.oid) AS bytes FROM pg_class c
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
"""


class City:
    """Gauges and a truck that speak, and everything that works behind them."""

    def __init__(self, database: Database, time: ManualTime, http: Client, folder: Path) -> None:
        self.database, self.time, self.http, self.folder = database, time, http, folder
        self.at, self.steps = T0, 0
        self.jobs = bootstrap.periodics()

    async def build(self) -> None:
        await world(self.database)
        keep = sensing.Retention(hot=2, raw=3, coarse=5)
        async with self.database.work(SYSTEM) as work:
            for product in (LEVEL, TRUCK):
                await sensing.save_product(work, msgspec.structs.replace(product, retention=keep))
            drafts = [
                sensing.DeviceDraft(
                    code=f"L{n}", product="water-level", name=f"水位 {n}", lon=120.005, lat=30.005
                )
                for n in range(GAUGES)
            ]
            drafts.append(sensing.DeviceDraft(code="T1", product="truck", name="渣土车 1"))
            _, problems = await sensing.save_devices(work, drafts, state="in_service")
            assert not problems
            found = await sensing.find_devices(work.tx, sensing.DeviceFilter(), "number", None, GAUGES + 1)
            self.no = np.array([d.no for d in found if d.product == "water-level"], np.int32)
            self.truck = next(d.no for d in found if d.product == "truck")
            self.props = (await sensing.products(work.tx)).by_code["water-level"].props
        await run_rule(self.database, level_rule())
        self.settler = await started(self.database)

    async def step(self) -> None:
        """Let one step of time pass."""
        instants = np.repeat(np.arange(0, STEP, 300) * 1_000_000 + round(self.at * 1e6), GAUGES)
        level = np.full(len(instants), 1.0) + self.steps % 7 / 10
        if self.steps % 2:  # one gauge after the other is high for a step, and one value is doubtful
            level[self.steps // 2 % GAUGES :: GAUGES] = 3.5
            level[0] = 99.0
        many = {"device": np.tile(self.no, STEP // 300), "at": instants}
        fix = np.array([self.truck], np.int32)
        fixes = Fixes(
            device=fix, at=instants[:1], lon=np.array([120.0 + self.steps % 100 / 1e4]), lat=np.array([30.0]),
            speed=np.array([30.0], np.float32), heading=np.array([90.0], np.float32),
        )  # fmt: skip
        for name, value in (("level", level), ("battery", level + 50)):
            prop = np.full(len(instants), self.props[name], np.int32)
            more = {"fixes": fixes} if name == "level" else {}
            await sensing.inlet(self.database).append(Readings(prop=prop, value=value, **many, **more))
        self.time.advance(timedelta(seconds=STEP))
        self.at += STEP
        try:
            await settle(self.settler)
            await self.settler.tick()
            if self.settler.keep_due:
                await self.settler.keep()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, YiwangError):
            await self.restart_settler()  # as the worker does: a machine may stand still for a minute
        self.steps += 1
        if self.steps * STEP % 3600 < STEP:
            await self.hour()

    async def hour(self) -> None:
        """Do what people and the clock do once an hour."""
        for job in self.jobs:
            await run_if_due(self.database, job)
        start = self.time.now() - timedelta(days=5)
        for path, asked in (
            ("latest", {"product": "water-level"}),
            ("observations", {"device": "L1", "from": start.isoformat(), "every": 3600}),
            ("devices", {"near": "120.005,30.005,500"}),
            ("alarms", {}),
        ):
            answer = await self.http.get(f"/api/v1/{path}", params=asked)
            assert answer.status_code == 200, answer.text
        async with self.database.work(SYSTEM) as work:
            found = await alarms.find(work, alarms.AlarmFilter(living=True), limit=200)
            await hear_cases(work, [(a.case, "closed") for a in found if a.case and a.stage == "cleared"])

    async def restart_settler(self) -> None:
        """Let another settler take over from the checkpoint, as after a crash."""
        self.settler = await started(self.database)
        self.settler.careful = True
        await settle(self.settler)
        self.settler.careful = False

    async def measure(self) -> dict[str, float]:
        """Return what is held now."""
        gc.collect()
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").malloc_trim(0)
        async with self.database.raw() as connection:
            for table in BOUNDED:  # stands in for autovacuum, whose clock cannot be injected
                await connection.execute(f"VACUUM {table}")
            sizes = {row["relname"]: row["bytes"] for row in await connection.fetch(_SIZES)}
            held = await connection.fetchval(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            )
            raised = await connection.fetchval("SELECT count(*) FROM alarms_alarm")
            failed = await connection.fetch("SELECT name, error FROM infra_periodic WHERE error IS NOT NULL")
        assert not failed, [tuple(row) for row in failed]
        days = [name for name in sizes if name.startswith("sensing_observation_")]
        files = list(self.folder.rglob("*.parquet"))
        named = json.loads((self.folder / "current.json").read_text())["files"] if files else []
        return {
            "memory_mb": int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20,
            "files_open": len(list(Path("/proc/self/fd").iterdir())),
            "threads": threading.active_count(),
            "tasks": len(asyncio.all_tasks()),
            "connections": held,
            "bounded_mb": sum(sizes.get(name, 0) for name in BOUNDED) / 2**20,
            "hot_mb": sum(sizes[name] for name in days) / 2**20,
            "hot_days": len(days),
            "files": len(named),
            "everything_mb": sum(sizes.values()) / 2**20,
            "alarms": raised,
        }


@contextlib.asynccontextmanager
async def delivering(database: Database) -> AsyncIterator[None]:
    courier = asyncio.create_task(Courier(database, bootstrap.subscribers()).run())
    try:
        yield
    finally:
        courier.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await courier


#: What may differ between the early and the late days, beside a tenth.
SLACK = {
    "memory_mb": 6, "files_open": 4, "threads": 2, "tasks": 2, "connections": 2, "bounded_mb": 0.5, "hot_mb": 0.5,
    "hot_days": 0, "files": 0,
}  # fmt: skip


def grown(samples: list[dict[str, float]]) -> dict[str, tuple[float, float]]:
    """Return what the last days hold more of than the first ones after coming to rest."""
    steady = samples[WARM:]
    third = max(1, len(steady) // 3)
    found = {}
    for name, slack in SLACK.items():
        early = float(np.median([s[name] for s in steady[:third]]))
        late = float(np.median([s[name] for s in steady[-third:]]))
        if late > early * 1.1 + slack:
            found[name] = early, late
    return found


def test_growth_is_seen() -> None:
    flat = [dict.fromkeys(SLACK, 100.0) for _ in range(12)]
    assert grown(flat) == {}
    leaking = [s | {"memory_mb": 100.0 + 5 * n} for n, s in enumerate(flat)]
    assert set(grown(leaking)) == {"memory_mb"}


@pytest.mark.slow
async def test_nothing_grows(
    database: Database, time: ManualTime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "observations"
    sensing.use_folder(folder)
    sensing.use_observers([alarms.AlarmObserver])
    samples: list[dict[str, Any]] = []
    end = clock.monotonic() + MINUTES * 60
    try:
        async with client(database, tmp_path) as http, delivering(database):
            await http.act_as("leader")
            city = City(database, time, http, folder)
            await city.build()
            while clock.monotonic() < end or len(samples) < LEAST_DAYS:
                for _ in range(86_400 // STEP):
                    await city.step()
                if len(samples) % 3 == 2:
                    await city.restart_settler()
                samples.append(await city.measure())
                with capsys.disabled():
                    sys.stdout.write(
                        f"{len(samples)} { ({k: round(v, 1) for k, v in samples[-1].items()}) }\n"
                    )
                    sys.stdout.flush()
    finally:
        sensing.use_observers([])
    assert samples[-1]["alarms"] >= 20 * len(samples), "alarms were raised all the time"
    per_day = np.diff([s["everything_mb"] for s in samples[WARM - 1 :]])
    assert per_day[-1] <= 2 * max(float(np.median(per_day)), 0.5), "what is kept for ever grows evenly"
    assert grown(samples) == {}
