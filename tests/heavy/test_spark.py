"""Spark on the files of closed days answers as the database and DuckDB do. ``make test-spark`` runs it."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from tests.support.sensors import LEVEL, TRUCK, readings, register, settle, started, stored

from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.time import ManualTime

HERE = Path(__file__).parent
PYTHON = Path(os.environ.get("YIWANG_TEST_SPARK", HERE.parents[1] / ".ci" / "spark" / "bin" / "python"))
T0 = 1_773_104_400.0
EVERY = 3600


async def spark(folder: Path, wanted: sensing.ObservationFilter, zone: str) -> dict[str, Any]:
    asked = {
        "devices": wanted.devices.codes, "properties": wanted.properties, "zone": zone, "every": EVERY,
        "from": wanted.start.isoformat(), "to": wanted.end.isoformat(),
    }  # fmt: skip
    done = await asyncio.create_subprocess_exec(
        str(PYTHON), str(HERE / "spark_driver.py"), str(folder), json.dumps(asked),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env=os.environ | {"TZ": zone},
    )  # fmt: skip
    out, err = await done.communicate()
    assert done.returncode == 0, err.decode()[-4000:]
    return json.loads(out)


async def ours(database: Database, wanted: sensing.ObservationFilter) -> dict[str, Any]:
    """The same question to this system, in Spark's form."""
    async with database.work(SYSTEM) as work:
        raw = await sensing.observations(work, wanted, None, 100_000)
        bins = await sensing.binned(work, wanted, EVERY)
    rows = zip(raw.device, raw.property, (round(at * 1000) for at in raw.at), raw.value, strict=True)
    kept = zip(
        bins.device, bins.property, (at * 1000 for at in bins.at), bins.count, bins.sum, bins.min, bins.max,
        bins.first, bins.last, strict=True,
    )  # fmt: skip
    return {"raw": sorted(map(list, rows), key=lambda r: (r[2], r[0], r[1])), "bins": sorted(map(list, kept))}


def same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert one["raw"] == other["raw"]
    assert [row[:4] + row[5:] for row in one["bins"]] == [row[:4] + row[5:] for row in other["bins"]]
    assert [r[4] for r in one["bins"]] == pytest.approx([r[4] for r in other["bins"]], rel=1e-12)


async def test_spark_answers_as_both_tiers_do(database: Database, time: ManualTime, tmp_path: Path) -> None:
    folder = tmp_path / "observations"
    sensing.use_folder(folder)
    no = await register(database)
    kept = sensing.Retention(hot=2, raw=20, coarse=None, coarse_s=1800)
    flow = sensing.Property(code="flow", name="流速", unit="m/s")
    free = [flow if p.code == "flow" else p for p in LEVEL.model.properties]
    model = msgspec.structs.replace(LEVEL.model, properties=tuple(free))
    async with database.work(SYSTEM) as work:
        await sensing.save_product(work, msgspec.structs.replace(LEVEL, retention=kept, model=model))
        await sensing.save_product(work, msgspec.structs.replace(TRUCK, retention=kept))
    settler = await started(database)
    random = np.random.default_rng(11)
    rows = [
        (no[f"L{d}"], no[p], T0 - 5 * 86_400 + float(t), round(float(v), 3))
        for d in (1, 2, 3)
        for p in ("battery", "flow")
        for t, v in zip(random.choice(4 * 86_400, 400, replace=False), random.uniform(0, 9, 400), strict=True)
    ]
    midnight = T0 - T0 % 86_400 - 3 * 86_400  # both sides of a border of days, in UTC and in China
    rows += [(no["L1"], no["battery"], midnight + s, 50.0) for s in (-0.000001, 0.0, 0.000001)]
    rows += [(no["L1"], no["battery"], midnight - 8 * 3600 + s, 51.0) for s in (-0.000001, 0.0)]
    await sensing.inlet(database).append(readings(*rows))
    # doubtful ones are nowhere in an answer
    await sensing.inlet(database).append(readings((no["L1"], no["battery"], T0 - 86_400 * 4, 999.0)))
    await settle(settler)
    wanted = sensing.ObservationFilter(
        devices=sensing.DeviceFilter(codes=("L1", "L3")),
        properties=("battery", "flow"),
        start=datetime.fromtimestamp(T0 - 4.7 * 86_400, UTC),
        end=datetime.fromtimestamp(T0, UTC),
    )
    hot = await ours(database, wanted)
    assert len(hot["raw"]) > 1000
    time.advance(timedelta(days=3))
    await sensing.look_after(database)
    assert await stored(database) == []
    same(await ours(database, wanted), hot)
    same(await spark(folder, wanted, "Asia/Shanghai"), hot)
    # a late value of a closed day, and one that is there already: the day is closed again, its old file lies on
    known = max((r for r in rows if r[0] == no["L1"]), key=lambda r: r[2])
    await sensing.inlet(database).append(readings(known, (known[0], known[1], known[2] + 0.5, 4.25)))
    await settle(settler)
    await sensing.look_after(database)
    later = await ours(database, wanted)
    assert len(list(folder.glob("day=*/raw-*.parquet"))) > len({p.parent for p in folder.glob("day=*/raw-*")})
    same(await spark(folder, wanted, "America/St_Johns"), later)
    # and what is left when raw values are let go
    time.advance(timedelta(days=16))
    await sensing.look_after(database)
    coarse = await ours(database, wanted)
    assert 0 < len(coarse["raw"]) < len(later["raw"])
    assert coarse["bins"]
    same(await spark(folder, wanted, "UTC"), coarse)
