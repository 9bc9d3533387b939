"""From JetStream to a store: in order per device, acknowledged after it, again what was not."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import subprocess
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from nats.js.errors import NotFoundError
from tests.support.nats import Node, cluster, needs_nats
from tests.support.patience import PATIENCE, until

from yiwang.connectors.nats.intake import Intake
from yiwang.connectors.nats.puller import Puller
from yiwang.connectors.nats.streams import CONSUMER, ensure_stream, fresh_consumer
from yiwang.connectors.nats.subjects import levels
from yiwang.connectors.nats.swift import PullClient
from yiwang.kernel.errors import YiwangError
from yiwang.sdk.uplink.said import Said
from yiwang.sdk.uplink.topics import route

MOSQUITTO = shutil.which("mosquitto_pub")


class Memory:
    def __init__(self) -> None:
        self.stored: list[Said] = []
        self.fail = 0

    async def store(self, said: Sequence[Said]) -> Sequence[YiwangError | None]:
        if self.fail:
            self.fail -= 1
            raise OSError("away")
        self.stored += said
        return [None] * len(said)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory):
    with cluster(tmp_path_factory.mktemp("nats"), partitions=2) as [only]:
        yield only


@pytest_asyncio.fixture
async def client(node: Node) -> AsyncIterator[PullClient]:
    connected = PullClient()
    await connected.connect(servers=[node.url])
    js = connected.jetstream(timeout=PATIENCE)
    for partition in (0, 1):
        with contextlib.suppress(NotFoundError):
            await js.delete_stream(f"t-{partition}")  # purging holds a server of 2.9 up
        await ensure_stream(js, "t", partition, 1)
        await fresh_consumer(js, "t", partition)
    yield connected
    await connected.close()


async def take(client: PullClient, memory: Memory, count: int, *, batch: int = 100) -> None:
    """Take in from both partitions until ``count`` messages are stored or refused."""
    intake, taken = Intake(memory.store), 0
    pullers = [Puller(client, f"t-{n}", CONSUMER, batch=batch) for n in (0, 1)]
    for puller in pullers:
        await puller.start()
    async with asyncio.timeout(PATIENCE):
        while taken < count:
            for puller in pullers:
                taken += await intake.step(puller)
    await client.flush()
    for puller in pullers:
        await puller.stop()


async def waiting(client: PullClient) -> int:
    """How many messages are not acknowledged yet."""
    infos = [await client.jetstream().consumer_info(f"t-{n}", CONSUMER) for n in (0, 1)]
    return sum((info.num_pending or 0) + (info.num_ack_pending or 0) for info in infos)


async def none_waiting(client: PullClient) -> bool:
    return await waiting(client) == 0


@needs_nats
async def test_every_message_once_and_in_the_order_of_its_device(client: PullClient) -> None:
    for n in range(1500):
        await client.publish(f"yiwang.v1.L{n % 7}.readings", b'{"values": {"n": %d}}' % n)
    await client.flush()
    memory = Memory()
    await take(client, memory, 1500)
    for device in range(7):
        of_it = [s.columns["n"][0] for s in memory.stored if s.device == f"L{device}"]
        assert of_it == list(range(device, 1500, 7))
    await until(partial(none_waiting, client))  # the server counts answers when it comes to them


@needs_nats
async def test_what_was_not_stored_is_not_acknowledged_and_a_successor_gets_it(client: PullClient) -> None:
    for n in range(50):
        await client.publish("yiwang.v1.L1.readings", b'{"values": {"n": %d}}' % n)
    await client.flush()
    lost = [Puller(client, f"t-{n}", CONSUMER) for n in (0, 1)]
    for puller in lost:
        await puller.start()

    async def got() -> bool:
        return any([await puller.next(2) for puller in lost])

    await until(got)  # and then their process dies
    for puller in lost:
        await puller.stop()
    for partition in (0, 1):
        await fresh_consumer(client.jetstream(timeout=PATIENCE), "t", partition)
    memory = Memory()
    memory.fail = 2
    await take(client, memory, 50)
    assert [s.columns["n"][0] for s in memory.stored] == list(range(50))


@needs_nats
async def test_what_cannot_be_read_holds_nothing_up(client: PullClient) -> None:
    for payload in (b"{", b'{"values": {"n": 1}}', b"\xff"):
        await client.publish("yiwang.v1.L1.readings", payload)
    await client.publish("in.0.some.other.subject", b"{}")
    await client.flush()
    memory = Memory()
    await take(client, memory, 4)
    assert len(memory.stored) == 1


@needs_nats
@pytest.mark.skipif(MOSQUITTO is None, reason="mosquitto-clients is not installed: its client was NOT run")
async def test_mqtt_clients_reach_it_and_only_as_themselves(client: PullClient, node: Node) -> None:
    for topic in ("yiwang/v1/L1/readings", "/p/L1/properties/report", "yiwang/v1/L2/readings"):
        assert MOSQUITTO is not None
        words = [
            MOSQUITTO,
            "-p",
            str(node.mqtt_port),
            "-V",
            "311",
            "-i",
            "c",
            "-u",
            "L1",
            "-P",
            "k",
            "-q",
            "1",
        ]
        words += [
            "-t",
            topic,
            "-m",
            '{"values": {"n": 1}, "properties": {"n": 1}}'.replace(
                ', "properties": {"n": 1}' if topic.startswith("y") else '"values": {"n": 1}, ', ""
            ),
        ]
        await asyncio.to_thread(subprocess.run, words, check=False, timeout=PATIENCE)
    memory = Memory()
    await take(client, memory, 2)
    assert [(s.device, s.columns) for s in sorted(memory.stored, key=lambda s: s.product or "")] == [
        ("L1", {"n": [1.0]}),
        ("L1", {"n": [1.0]}),
    ]
    await until(partial(none_waiting, client))  # the server counts answers when it comes to them


@given(subject=st.text(alphabet="ab./*>é", max_size=40))
def test_no_subject_breaks_its_reader(subject: str) -> None:
    route(levels(subject))


def test_subjects_are_topics(tmp_path: Path) -> None:
    assert levels("in.3./.p.d.properties.report") == ["", "p", "d", "properties", "report"]
    assert levels("in.0.yiwang.v1.d.readings") == ["yiwang", "v1", "d", "readings"]
