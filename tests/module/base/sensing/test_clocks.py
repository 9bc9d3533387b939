"""Clocks jump, the server's and those of devices: what was acknowledged is stored or kept apart, and work goes on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.support.sensors import doubted, readings, register, settle, started, stored

from yiwang.base.sensing import api as sensing
from yiwang.infra.database import Database
from yiwang.infra.snapshots import forget_all
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.time import ManualTime

T0 = 1_773_104_400.0


async def waiting(database: Database) -> int:
    async with database.reading(SYSTEM) as work:
        return await work.tx.fetchval("SELECT count(*) FROM sensing_inbox")


async def test_the_servers_clock_is_set_back(database: Database, time: ManualTime) -> None:
    no = await register(database)
    settler = await started(database)
    level, battery = no["level"], no["battery"]
    await sensing.inlet(database).append(readings((no["L1"], battery, T0, 1), (no["L2"], battery, T0, 1)))
    await settle(settler)
    await settler.keep()
    time.advance(timedelta(hours=-2))
    await sensing.inlet(database).append(
        readings(
            (no["L1"], battery, T0 + 1, 2), (no["L1"], battery, T0 - 7000, 3), (no["L1"], level, T0 - 7100, 4)
        )
    )
    await settle(settler)
    await settler.close()
    assert await waiting(database) == 0, "parcels are let go although the last time lies ahead"
    assert [row[3] for row in await stored(database)] == [4, 3, 1, 1]
    assert await doubted(database) == [(no["L1"], 2, "FUTURE")]
    await settler.tick()
    time.advance(timedelta(seconds=700))
    await settler.tick()
    async with database.reading(SYSTEM) as work:
        online = [(await sensing.device(work.tx, code)).online for code in ("L1", "L2")]
    assert online == [False, False], "silence is seen by the clock as it is now"
    time.advance(timedelta(hours=2))
    await sensing.inlet(database).append(readings((no["L1"], battery, T0 + 2, 5)))
    await settle(settler)
    assert 5 in [row[3] for row in await stored(database)]


async def test_the_servers_clock_is_set_forward_and_back_again(
    database: Database, time: ManualTime, tmp_path: Path
) -> None:
    sensing.use_folder(tmp_path)
    no = await register(database)
    settler = await started(database)
    level, battery = no["level"], no["battery"]
    await sensing.inlet(database).append(readings((no["L1"], battery, T0, 1)))
    await settle(settler)
    time.advance(timedelta(days=3))
    await settler.tick()
    await sensing.look_after(database)
    await sensing.inlet(database).append(
        readings((no["L1"], battery, T0 + 1, 2), (no["L1"], level, T0 + 1, 3))
    )
    await settle(settler)
    await settler.keep()
    time.advance(timedelta(days=-3))
    await sensing.inlet(database).append(
        readings((no["L1"], battery, T0 + 2, 4), (no["L1"], level, T0 + 2, 5))
    )
    await settle(settler)
    await settler.keep()
    assert sorted(row[3] for row in await stored(database)) == [1, 2, 4, 5]
    assert await doubted(database) == [(no["L1"], 3, "LATE")]
    assert await waiting(database) == 0


async def test_a_devices_clock_jumps(database: Database, time: ManualTime) -> None:
    no = await register(database)
    settler = await started(database)
    level = no["level"]
    for at, value in ((0, 1), (3600, 2), (1, 3), (-3600, 4), (-200_000, 5), (2, 6)):
        await sensing.inlet(database).append(readings((no["L1"], level, T0 + at, value)))
        await settle(settler)
    await settler.keep()
    assert sorted(row[3] for row in await stored(database)) == [1, 3, 4, 6]
    assert [row[1:] for row in await doubted(database)] == [(2, "FUTURE"), (5, "LATE")]
    async with database.reading(SYSTEM) as work:
        found = await sensing.latest(work, sensing.DeviceFilter(codes=("L1",)), ("level",))
    assert (found["value"], found["at"]) == ([6.0], [(T0 + 2) * 1000])


HOURS = st.sampled_from([0, 0, 0, -200, -30, -2, -0.01, 0.01, 2, 30, 200, 9000])


@settings(
    max_examples=4,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.tuples(HOURS, HOURS, st.booleans()), min_size=6, max_size=12))
async def test_whatever_the_clocks_do_everything_is_somewhere(
    database: Database, time: ManualTime, steps: list[tuple[float, float, bool]]
) -> None:
    async with database.raw() as connection:
        names = await connection.fetchval(
            "SELECT string_agg(relname, ', ') FROM pg_class "
            "WHERE relname LIKE 'sensing_%' AND relkind IN ('r', 'p') AND NOT relispartition"
        )
        await connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    forget_all()
    async with database.work(SYSTEM) as work:
        await sensing.ensure_partitions(work)
    no = await register(database)
    settler = await started(database)
    sent = 0
    for number, (server, device, crash) in enumerate(steps):
        time.advance(timedelta(hours=server))
        at = time.now().timestamp() + device * 3600 + number / 100
        await sensing.inlet(database).append(readings((no["L1"], no["battery"], round(at, 2), number)))
        sent += 1
        await settle(settler)
        await settler.tick()
        if crash:
            settler = await started(database)
    await settler.keep()
    assert len(await stored(database)) + len(await doubted(database)) == sent
    assert await waiting(database) == 0
