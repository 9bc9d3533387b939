"""The whole road through the scale door: device → NATS → inbox → rules → alarm → case, at a given pace."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np

from yiwang.base.sensing import api as sensing
from yiwang.entry.bench.effort import Effort
from yiwang.entry.bench.matter import read_city
from yiwang.entry.bench.mix import TEXT, Mix
from yiwang.entry.bench.mqttload import Pace, send
from yiwang.entry.bench.parties import PARTITIONS, ingest, nats_server
from yiwang.entry.bench.target import Target
from yiwang.entry.cli.common import address_of, opened, settings_of
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_SENDERS: Final = 20
_WINDOW: Final = 300
_GLANCE: Final = 0.02
_OVERLAP: Final = timedelta(seconds=1.5)
_PATIENCE: Final = 150.0
_WARM: Final = 5.0
#: Reports of alarms that have a case; what is seen here is committed.
_CASES: Final = """
SELECT id, extract(epoch FROM reported_at)::float8 AS said, received_at FROM cases_report
WHERE received_at >= $1 AND source = 'sensing' AND case_id IS NOT NULL
"""
_COUNTS: Final = """
SELECT (SELECT count(*) FROM alarms_alarm WHERE raised_at >= $1 AND hushed IS NULL) AS called,
    (SELECT count(*) FROM alarms_alarm WHERE raised_at >= $1 AND hushed LIKE 'inhibition%') AS inhibited,
    (SELECT count(*) FROM cases_case WHERE opened_at >= $1 AND channel = 'iot' AND unit > '') AS dispatched,
    r.* FROM (SELECT count(*) AS reports, count(DISTINCT case_id) AS cases FROM cases_report
    WHERE received_at >= $1 AND source = 'sensing') AS r
"""


class _Watch:
    """Sees cases soon after they are committed: a look every 20 ms, which counts as part of the delay."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.delays: dict[Any, float] = {}
        self._since = database.time.now()
        self._begun = self._since

    async def look(self, since: datetime) -> None:
        """Take in what is new."""
        async with self._database.reading(SYSTEM) as work:
            rows = await work.tx.fetch(_CASES, since)
        now = time.time()
        for row in rows:
            if row["said"] < self._begun.timestamp() - 0.1:
                continue  # of the run before
            self.delays.setdefault(row["id"], now - row["said"])
            self._since = max(self._since, row["received_at"])

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            begun = time.monotonic()
            await self.look(self._since - _OVERLAP)
            await asyncio.sleep(max(0.001, begun + _GLANCE - time.monotonic()))

    async def figures(self) -> dict[str, float | int]:
        """Return how late cases were committed, in milliseconds."""
        await self.look(self._begun - _OVERLAP)
        late = 1000 * np.array(list(self.delays.values()) or [0.0])
        p50, p95, p99 = np.percentile(late, [50, 95, 99])
        return {
            "n": len(self.delays),
            "p50_ms": round(float(p50), 1),
            "p95_ms": round(float(p95), 1),
            "p99_ms": round(float(p99), 1),
            "max_ms": round(float(late.max()), 1),
        }


@contextlib.asynccontextmanager
async def _watched(database: Database) -> AsyncIterator[_Watch]:
    watch = _Watch(database)
    task = asyncio.create_task(watch.run())
    try:
        yield watch
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _state(database: Database) -> tuple[int, int, int, int]:
    """Return what the inbox took in, what waits, what came twice and what was kept apart, ever."""
    async with database.reading(SYSTEM) as work:
        state = await sensing.inbox_state(work.tx)
    rows = state["partitions"]
    taken, twice, apart = (sum(int(r[k]) for r in rows) for k in ("readings", "duplicates", "doubtful"))
    return taken, state["readings_waiting"], twice, apart


class Road:
    """Everything that takes part, and one run after the other."""

    def __init__(self, database: Database, data: Path, mix: Mix, mqtt: tuple[int, str]) -> None:
        self._database, self._data, self._mix, self._mqtt = database, data, mix, mqtt

    async def drive(self, pace: Pace, rows: int = 1) -> dict[str, Any]:
        """Send at ``pace``, so many readings in a message, and wait until everything is settled."""
        port, secret = self._mqtt
        logins = [(f"s{n}", "ingest", secret) for n in range(_SENDERS)]
        before = await _state(self._database)
        effort, begun_at = Effort(self._data), datetime.now(UTC)
        run = self._mix.run(pace) if rows == 1 else self._mix.batches(pace, rows)
        async with _watched(self._database) as watch:
            begun = time.monotonic()
            sent = await send(
                ("127.0.0.1", port), logins, run, seconds=pace.seconds, pace=pace, window=_WINDOW
            )
            sent_after = time.monotonic() - begun
            wanted = before[0] + sent.written * rows
            stored_after = None
            while (state := await _state(self._database))[0] < wanted or state[1]:
                if stored_after is None and state[0] >= wanted:
                    stored_after = time.monotonic() - begun
                if time.monotonic() - begun > pace.seconds + _PATIENCE:
                    break
                await asyncio.sleep(_GLANCE)
            took = time.monotonic() - begun
            settled = state[0] - state[1] - before[0] + before[1]
            costs = effort.figures(sent.written)
            delays = await watch.figures()
        async with self._database.reading(SYSTEM) as work:
            counts = await work.tx.fetchrow(_COUNTS, begun_at)
        return {
            "phases": pace.phases,
            **sent.summary(),
            "offered": sum(int(seconds * rate) for seconds, rate in pace.phases),
            "written": sent.written,
            "stored": state[0] - before[0],
            "stored_per_second": round((state[0] - before[0]) / (stored_after or took)),
            "settled_per_second": round(settled / took),
            "settled_after_s": round(took - sent_after, 2),
            "twice": state[2] - before[2],
            "apart": state[3] - before[3],
            "expected": run.expected(sent.each),
            **dict(counts or {}),
            "device_to_case": delays,
            "cpu_us_per_message": costs,
        }


async def road_figures(
    target: Target,
    data: Path,
    tell: Callable[[str], None],
    *,
    paces: dict[str, tuple[Pace, int]],
    wanted: int,
) -> dict[str, Any]:
    """Drive each of ``paces`` through the scale door with alarms and cases on."""
    settings = settings_of(data, None)
    mix = Mix(await read_city(target), wanted)
    with address_of(settings) as url:
        async with opened(settings) as database, nats_server() as server:
            if server is None:
                return {"name": "road", "road": "nats-server is not installed: not measured"}
            nats_url, mqtt = server
            await mix.register(database)
            secret = nats_url.split(":")[2].partition("@")[0]
            found = {}
            with ingest(url, data, nats_url=nats_url, nats_partitions=PARTITIONS):
                await asyncio.sleep(_WARM)  # the streams are made by it; rules take in devices every 5 s
                road = Road(database, data, mix, (mqtt, secret))
                await road.drive(Pace(((_WARM, 1000.0),)))  # what is done once: plans, first partitions
                for name, (pace, rows) in paces.items():
                    tell(f"run {name} begins")
                    found[name] = await road.drive(pace, rows)
    return {"name": "road", "mix": TEXT, "devices": wanted, "senders": _SENDERS, "road": found}
