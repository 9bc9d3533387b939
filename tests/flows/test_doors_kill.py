"""Doors die without warning: every acknowledged reading is there, and there once."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import nats
import pytest
import pytest_asyncio
from tests.support.installation import free_port
from tests.support.nats import Node, cluster, needs_nats
from tests.support.patience import PATIENCE
from tests.support.senders import BASE_MS, Ingest, Stubborn
from tests.support.sensors import register
from tests.support.server import fresh_database

from yiwang.base.sensing import api as sensing
from yiwang.connectors.nats.service import credentials
from yiwang.infra import migrate
from yiwang.infra.database import Database
from yiwang.infra.snapshots import forget_all
from yiwang.kernel.actor import SYSTEM

pytestmark = pytest.mark.slow


@pytest_asyncio.fixture
async def city(server_url: str) -> AsyncIterator[tuple[str, Database]]:
    """A database of its own with three gauges."""
    forget_all()
    async with fresh_database(server_url) as url:
        await migrate.upgrade(url)
        database = await Database.open(url, size=4)
        await register(database)
        yield url, database
        await database.close()
    forget_all()


async def key(database: Database, code: str) -> str:
    async with database.work(SYSTEM) as work:
        return (await sensing.create_key(work, "device", code))[1]


async def until_stored(database: Database, wanted: dict[str, set[int]]) -> None:
    """Wait until every series holds exactly these instants (in ms after the base), and no other."""
    found: dict[str, list[int]] = {}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while not all(set(found.get(code, ())) >= numbers for code, numbers in wanted.items()):
                await asyncio.sleep(0.2)
                async with database.reading(SYSTEM) as work:
                    rows = await work.tx.fetch(
                        "SELECT d.code, array_agg(extract(epoch FROM o.at) * 1000) AS at "
                        "FROM sensing_observation o JOIN sensing_device d ON d.no = o.device GROUP BY 1"
                    )
                found = {row["code"]: [int(at) - BASE_MS for at in row["at"]] for row in rows}
    for code, numbers in wanted.items():
        assert numbers <= set(found.get(code, ()))
        assert len(found[code]) == len(set(found[code]))


async def test_what_mqtt_acknowledged_outlives_the_door(city: tuple[str, Database], tmp_path: Path) -> None:
    url, database = city
    port = free_port()
    door = Ingest(tmp_path, url, mqtt_port=port)
    devices = [Stubborn(port, code, await key(database, code)) for code in ("L1", "L2")]
    try:
        await asyncio.to_thread(door.start, port)
        async with asyncio.TaskGroup() as group:
            for device in devices:
                group.create_task(device.run())
            for _ in range(2):
                wanted = sum(len(d.acknowledged) for d in devices) + 300
                async with asyncio.timeout(PATIENCE):
                    while sum(len(d.acknowledged) for d in devices) < wanted:
                        await asyncio.sleep(0.02)
                await asyncio.to_thread(door.stop, signal.SIGKILL)
                await asyncio.to_thread(door.start, port)
            for device in devices:
                device.stop = True
        await until_stored(database, {d.device: d.acknowledged for d in devices})
    finally:
        door.stop()


# the library leaves the socket of a server that died to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@needs_nats
async def test_consumers_and_nodes_of_three_die_at_any_time_and_nothing_is_lost_or_doubled(
    city: tuple[str, Database], tmp_path: Path
) -> None:
    url, database = city
    seed = int(time.time())
    dice = random.Random(seed)
    # consumer and node by turns, at moments nobody chose; what dies comes back before the next one dies
    moments = sorted(dice.sample(range(20, 620), 4))
    turns = [
        ("consumer", dice.randrange(2)),
        ("node", dice.randrange(3)),
        ("consumer", dice.randrange(2)),
        ("node", dice.randrange(3)),
    ]
    with cluster(tmp_path, 3, partitions=2) as nodes:
        settings = {
            "nats_url": ",".join(node.url for node in nodes),
            "nats_partitions": 2,
            "nats_replicas": 3,
        }
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
        doors = [Ingest(tmp_path / name, url, **settings) for name in ("a", "b")]
        client = await nats.connect(
            [node.url for node in nodes],
            max_reconnect_attempts=-1,
            reconnect_time_wait=0.1,
            **credentials(nodes[0].url),
        )
        js = client.jetstream()
        acknowledged: dict[str, set[int]] = {"L1": set(), "L2": set(), "L3": set()}
        fallen: list[Ingest | Node] = []
        try:
            for door in doors:
                await asyncio.to_thread(door.start)
            for n in range(650):
                for code, numbers in acknowledged.items():
                    payload = b'{"at": %d, "values": {"level": %d}}' % (BASE_MS + n, n % 20)
                    await publish(js, f"yiwang.v1.{code}.readings", payload)
                    numbers.add(n)
                if n in moments:
                    for one in fallen:
                        await asyncio.to_thread(one.start)
                    kind, which = turns[moments.index(n)]
                    fallen = [doors[which] if kind == "consumer" else nodes[which]]
                    await asyncio.to_thread(fallen[0].stop, signal.SIGKILL)
            await until_stored(database, acknowledged)
            async with database.reading(SYSTEM) as work:
                assert await work.tx.fetchval("SELECT count(*) FROM sensing_doubtful") == 0, f"seed {seed}"
                values = await work.tx.fetch("SELECT at, value FROM sensing_observation")
            assert all(row["value"] == (round(row["at"].timestamp() * 1000) - BASE_MS) % 20 for row in values)
        finally:
            await client.close()
            for door in doors:
                door.stop(signal.SIGKILL)


async def publish(js, subject: str, payload: bytes) -> None:
    """Publish until it is acknowledged, as a device at the edge does."""
    async with asyncio.timeout(PATIENCE):
        while True:
            with contextlib.suppress(nats.errors.Error, TimeoutError, OSError):
                await js.publish(subject, payload, timeout=2)
                return
            await asyncio.sleep(0.1)
