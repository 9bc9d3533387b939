"""A few products and devices, and a settler that runs when a test says so."""

from __future__ import annotations

import numpy as np

from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM

LEVEL = sensing.ProductDraft(
    code="water-level",
    name="水位计",
    name_en="Water level gauge",
    offline_s=600,
    model=sensing.ThingModel(
        properties=(
            sensing.Property(code="level", name="水位", unit="m", low=-5, high=30, late_s=86_400),
            sensing.Property(code="battery", name="电量", unit="%", low=0, high=100),
            sensing.Property(code="flow", name="流速", unit="m/s", max_rate=2.0, stuck_s=3600),
            sensing.Property(
                code="door",
                name="箱门",
                kind="enum",
                members=(sensing.Member(0, "shut", "关"), sensing.Member(1, "open", "开")),
            ),
        ),
        happenings=(sensing.Happening(code="tamper", name="撬动"),),
    ),
)
TRUCK = sensing.ProductDraft(
    code="truck", name="渣土车终端", source="mobile", means="mobile", model=sensing.ThingModel(position=True)
)


async def register(database: Database, count: int = 3) -> dict[str, int]:
    """Two products, ``count`` gauges in service, one truck; return the numbers of devices and properties."""
    async with database.work(SYSTEM) as work:
        level = await sensing.save_product(work, LEVEL)
        await sensing.save_product(work, TRUCK)
        drafts = [
            sensing.DeviceDraft(code=f"L{n}", product="water-level", name=f"水位 {n}")
            for n in range(1, count + 1)
        ]
        drafts.append(sensing.DeviceDraft(code="T1", product="truck", name="渣土车 1"))
        codes, problems = await sensing.save_devices(work, drafts, state="in_service")
        assert not problems
        rows = await work.tx.fetch("SELECT code, no FROM sensing_device WHERE code = ANY($1)", codes)
        found = {row["code"]: row["no"] for row in rows}
    return found | level.props


def readings(*rows: tuple[int, int, int, float], **more) -> sensing.Readings:
    """Readings from rows of device, property, seconds since 1970, value."""
    device, prop, at, value = zip(*rows, strict=True) if rows else ((), (), (), ())
    return sensing.Readings(
        device=np.array(device, np.int32),
        prop=np.array(prop, np.int32),
        at=np.array([round(t * 1e6) for t in at], np.int64),
        value=np.array(value, np.float64),
        **more,
    )


async def settle(settler: sensing.Settler) -> int:
    """Settle everything that waits."""
    total = 0
    while n := await settler.step():
        total += n
    return total


async def started(database: Database, partition: int = 0) -> sensing.Settler:
    """A settler that has just come up."""
    await sensing.inlet(database).append(readings())
    settler = sensing.Settler(database, partition)
    async with database.work(SYSTEM) as work:
        await sensing.ensure_partitions(work)
    await settler.start()
    return settler


async def stored(database: Database) -> list[tuple]:
    """Device, property, seconds, value of all observations."""
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch("SELECT * FROM sensing_observation ORDER BY device, prop, at")
    return [(r["device"], r["prop"], r["at"].timestamp(), r["value"]) for r in rows]


async def doubted(database: Database) -> list[tuple]:
    """Device, value and reason of everything kept apart."""
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch("SELECT device, value, reason FROM sensing_doubtful ORDER BY id")
    return [(r["device"], r["value"], sensing.Verdict(r["reason"]).name) for r in rows]
