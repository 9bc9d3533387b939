"""How many readings a second are taken in durably and settled, and what many devices cost."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from yiwang.base.sensing import api as sensing
from yiwang.entry.bench.effort import resident
from yiwang.entry.bench.figures import Tally
from yiwang.entry.bench.target import Target
from yiwang.entry.bench.wire import Connection
from yiwang.entry.cli.common import opened, settings_of
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

_PRODUCT = sensing.ProductDraft(
    code="bench-gauge",
    name="压测水位计",
    model=sensing.ThingModel(
        properties=(
            sensing.Property(code="level", name="水位", unit="m", low=-5, high=30),
            sensing.Property(code="battery", name="电量", unit="%", low=0, high=100),
        )
    ),
)
_CHUNK = 20_000
_PATIENCE = 300.0
_PAUSE = 0.1


async def devices(database: Database, wanted: int) -> str:
    """Register gauges until there are ``wanted`` in service; return a key that speaks for all of them."""
    async with database.work(SYSTEM) as work:
        await sensing.save_product(work, _PRODUCT)
        there = await sensing.count_devices(work.tx, sensing.DeviceFilter(product=_PRODUCT.code))
        _, key = await sensing.create_key(work, "product", _PRODUCT.code, label="bench")
    for start in range(there, wanted, _CHUNK):
        drafts = [
            sensing.DeviceDraft(
                code=f"B{n}",
                product=_PRODUCT.code,
                name=f"压测 {n}",
                lon=113.0 + n % 1000 * 1e-4,
                lat=28.0 + n // 1000 * 1e-4,
            )
            for n in range(start, min(start + _CHUNK, wanted))
        ]
        async with database.work(SYSTEM) as work:
            await sensing.save_devices(work, drafts, state="in_service")
    return key


async def _waiting(database: Database) -> int:
    async with database.reading(SYSTEM) as work:
        found: int = (await sensing.inbox_state(work.tx))["readings_waiting"]
    return found


async def _until_settled(database: Database) -> float:
    started = time.monotonic()
    while await _waiting(database) and time.monotonic() - started < _PATIENCE:  # noqa: ASYNC110 - others work
        await asyncio.sleep(0.02)
    return time.monotonic() - started


class _Feeder:
    """Appends as a good client does: what the inbox has no room for is brought again a moment later."""

    def __init__(self, database: Database) -> None:
        self._inlet = sensing.inlet(database)
        self.refused = 0
        self.waited = 0.0

    async def append(self, readings: sensing.Readings) -> None:
        """Return when ``readings`` are committed."""
        while True:
            try:
                return await self._inlet.append(readings)
            except sensing.InboxFullError:
                self.refused += 1
                begun = time.monotonic()
                await asyncio.sleep(_PAUSE)
                self.waited += time.monotonic() - begun


async def sensing_figures(
    target: Target, data: Path, *, seconds: float, connections: int, wanted: int, batch: int
) -> dict[str, Any]:
    """Send batches over HTTP, append through the inlet, ask for latest values; print the mix."""
    async with opened(settings_of(data, None)) as database:
        started = time.monotonic()
        key = await devices(database, wanted)
        registered = time.monotonic() - started
        http = await _over_http(target, database, key, (seconds, connections, wanted, batch))
        inlet = await _through_inlet(database, seconds, wanted)
        latest = await _latest(target, database, wanted)
        memory = resident(data)
    return {
        "name": "sensing",
        "n": http["readings"],
        "rate": http["readings_per_s"],
        **{name: http[name] for name in ("p50_ms", "p95_ms", "p99_ms", "errors")},
        "mix": f"{batch} readings of one device per message (columns), {connections} connections",
        "devices": wanted,
        "register_s": round(registered, 1),
        "http": http,
        "inlet": inlet,
        "latest": latest,
        "memory_mb": memory,
    }


async def _over_http(
    target: Target, database: Database, key: str, mix: tuple[float, int, int, int]
) -> dict[str, Any]:
    seconds, connections, wanted, batch = mix
    tally, full = Tally(), 0
    end = time.monotonic() + seconds

    async def send(number: int) -> None:
        nonlocal full
        connection = await Connection.open(target.address)
        n = number
        values = [1.0 + i / 100 for i in range(batch)]
        while time.monotonic() < end:
            now = time.time_ns() // 1_000_000
            body = {
                "device": f"B{n % wanted}",
                "property": "level",
                "times": list(range(now - batch + 1, now + 1)),
                "values": values,
            }
            n += connections
            begun = time.perf_counter()
            answer = await connection.request("POST", "/api/v1/telemetry", token=key, body=body)
            if answer.status == 200:  # noqa: PLR2004 - the status itself
                tally.add(time.perf_counter() - begun)
            elif answer.status == 503:  # noqa: PLR2004
                full += 1
                await asyncio.sleep(0.5)
            else:
                tally.fail(f"{answer.status} {answer.body[:80].decode(errors='replace')}")
        connection.close()

    started = time.monotonic()
    await asyncio.gather(*(send(n) for n in range(connections)))
    took = time.monotonic() - started
    backlog = await _waiting(database)
    drained = await _until_settled(database)
    found = tally.figures()
    readings = found["n"] * batch
    return found | {
        "readings": readings,
        "readings_per_s": round(readings / took),
        "settled_per_s": round(readings / (took + drained)),
        "refused_as_full": full,
        "backlog_readings": backlog,
        "drained_s": round(drained, 2),
    }


async def _through_inlet(database: Database, seconds: float, wanted: int) -> dict[str, Any]:
    """Append as a door in its own process does, 10,000 readings a call, and wait until all are settled."""
    async with database.reading(SYSTEM) as work:
        products = await sensing.products(work.tx)
    prop = products.by_code[_PRODUCT.code].props["battery"]
    refs = await sensing.directory(database).refs([f"B{n}" for n in range(min(wanted, 10_000))])
    numbers = np.array([ref.no for ref in refs.values()], np.int32)
    feeder = _Feeder(database)
    sent, started, begun = 0, time.monotonic(), time.time_ns() // 1000 - 3_600_000_000
    while time.monotonic() - started < seconds / 2:
        at = np.full(len(numbers), begun + sent, np.int64)
        values = np.full(len(numbers), 50.0)
        readings = sensing.Readings(
            device=numbers, prop=np.full(len(numbers), prop, np.int32), at=at, value=values
        )
        await feeder.append(readings)
        sent += len(numbers)
    took = time.monotonic() - started
    drained = await _until_settled(database)
    return {
        "readings": sent,
        "appended_per_s": round(sent / took),
        "appended_per_s_without_waits": round(sent / (took - feeder.waited)),
        "refused_as_full": feeder.refused,
        "waited_s": round(feeder.waited, 2),
        "settled_per_s": round(sent / (took + drained)),
        "drained_s": round(drained, 2),
    }


async def _latest(target: Target, database: Database, wanted: int) -> dict[str, Any]:
    """Give every device (100,000 at most) a value, then ask for all of them at once."""
    count = min(wanted, 100_000)
    async with database.reading(SYSTEM) as work:
        products = await sensing.products(work.tx)
    prop = products.by_code[_PRODUCT.code].props["level"]
    feeder = _Feeder(database)
    for start in range(0, count, _CHUNK):
        codes = [f"B{n}" for n in range(start, min(start + _CHUNK, count))]
        refs = await sensing.directory(database).refs(codes)
        numbers = np.array([ref.no for ref in refs.values()], np.int32)
        now = np.full(len(numbers), time.time_ns() // 1000, np.int64)
        props = np.full(len(numbers), prop, np.int32)
        await feeder.append(
            sensing.Readings(device=numbers, prop=props, at=now, value=np.full(len(numbers), 2.0))
        )
    await _until_settled(database)
    await asyncio.sleep(2)  # latest values are renewed once a second
    connection = await Connection.open(target.address)
    tally, size, rows = Tally(), 0, 0
    for _ in range(7):
        begun = time.perf_counter()
        answer = await connection.request(
            "GET",
            "/api/v1/latest?product=bench-gauge&property=level&polygon=112.9,27.9;113.2,27.9;113.2,28.00995;112.9,28.00995",
            token=target.tokens["dispatcher"],
        )
        tally.add(time.perf_counter() - begun)
        size, rows = len(answer.body), len(msgspec.json.decode(answer.body)["device"])
    connection.close()
    return tally.figures() | {"devices": rows, "bytes": size}
