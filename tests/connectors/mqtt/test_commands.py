"""Commands through the MQTT door: a real paho client hears, acknowledges and answers them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion
from tests.connectors.mqtt.support import Raw, serving
from tests.support.patience import PATIENCE

from yiwang.base.actuation import api as actuation
from yiwang.base.sensing import api as sensing
from yiwang.connectors.mqtt import wire
from yiwang.connectors.mqtt.codes import Kind
from yiwang.connectors.mqtt.hub import Hub
from yiwang.connectors.mqtt.system import System
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM
from yiwang.sdk.downlink import Courier

GATE = sensing.ProductDraft(
    code="gate",
    name="闸门",
    model=sensing.ThingModel(
        functions=(
            sensing.Function(
                code="open",
                name="开闸",
                input={"opening": sensing.Parameter(name="开度", unit="%", low=0, high=100)},
            ),
        ),
    ),
)
OURS, ANSWERS = "yiwang/v1/G1/commands", "yiwang/v1/G1/answers"


async def gate(database: Database) -> str:
    """Two gates, one behind the other; return the key of the first."""
    async with database.work(SYSTEM) as work:
        await sensing.save_product(work, GATE)
        for draft in (
            sensing.DeviceDraft(code="G1", product="gate", name="闸"),
            sensing.DeviceDraft(code="G2", product="gate", name="后面的闸", gateway="G1"),
        ):
            await sensing.save_devices(work, [draft], state="in_service")
        return (await sensing.create_key(work, "gateway", "G1"))[1]


async def call(database: Database, opening: int, device: str = "G1") -> str:
    async with database.work(SYSTEM) as work:
        draft = actuation.CommandDraft(
            device=device, function="open", values={"opening": opening}, reason="排涝"
        )
        made, _ = await actuation.call(work, draft)
    return str(made.id)


async def states(database: Database) -> dict[str, str]:
    async with database.reading(SYSTEM) as work:
        rows = await work.tx.fetch("SELECT id, state FROM actuation_command")
    return {str(row["id"]): row["state"] for row in rows}


async def until(database: Database, wanted: dict[str, str]) -> None:
    async with asyncio.timeout(PATIENCE):
        while await states(database) != wanted:
            await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def door(database: Database) -> AsyncIterator[tuple[Hub, int]]:
    """The embedded door with its courier, as ``mqtt.service`` puts them together."""
    system = System(database)
    async with serving(system) as (hub, port):
        courier = Courier(database, "mqtt", reached=hub.reached, offer=hub.command)
        system.courier = hub.courier = courier
        running = asyncio.create_task(courier.run())
        try:
            yield hub, port
        finally:
            running.cancel()


class Valve:
    """A device of somebody's: paho, a subscription with QoS 1, an answer to everything it hears."""

    def __init__(self, port: int, secret: str, version: int) -> None:
        self.heard: list[dict[str, Any]] = []
        self.ready = threading.Event()
        self.client = paho.Client(CallbackAPIVersion.VERSION2, client_id="valve", protocol=version)
        self.client.username_pw_set("G1", secret)
        self.client.on_connect = lambda client, *_: client.subscribe(OURS, qos=1)
        self.client.on_subscribe = lambda *_: self.ready.set()
        self.client.on_message = self._take
        self.client.connect("127.0.0.1", port)
        self.client.loop_start()

    def _take(self, client: paho.Client, _: Any, message: paho.MQTTMessage) -> None:
        told = json.loads(message.payload)
        self.heard.append(told)
        state = "failed" if told["values"]["opening"] > 90 else "done"
        client.publish(ANSWERS, json.dumps({"id": told["id"], "state": state, "output": {"t": 1}}), qos=1)

    def close(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()


@pytest.mark.parametrize("version", [paho.MQTTv311, paho.MQTTv5])
async def test_a_paho_client_hears_what_waited_and_what_comes_and_answers(
    database: Database, version: int
) -> None:
    secret = await gate(database)
    first = await call(database, 10)
    async with door(database) as (_, port):
        valve = await asyncio.to_thread(Valve, port, secret, version)
        try:
            await until(database, {first: "done"})
            second, third = await call(database, 95), await call(database, 20, "G2")
            await until(database, {first: "done", second: "failed", third: "done"})
        finally:
            await asyncio.to_thread(valve.close)
    assert sorted(told["values"]["opening"] for told in valve.heard) == [10, 20, 95], "each once"
    assert {told["device"] for told in valve.heard} == {"G1", "G2"}
    async with database.reading(SYSTEM) as work:
        shown = await actuation.one(work, (await actuation.find(work, "G1"))[-1]["id"])
    assert [step["state"] for step in shown["steps"]][-1] == "done"
    assert (shown["door"], shown["output"]) == ("mqtt", {"t": 1})


def subscribe(number: int, topic: str, qos: int) -> bytes:
    body = number.to_bytes(2, "big") + wire.written(topic) + bytes((qos,))
    return wire.packet(Kind.SUBSCRIBE, body, 2)


async def listening(port: int, secret: str, qos: int = 1) -> Raw:
    client = await Raw.open(port)
    assert (await client.connect(4, user="G1", key=secret.encode(), clean=True))[1] == 0
    client.send(subscribe(1, "yiwang/v1/G1/#", qos))
    assert (await client.packet())[0] == Kind.SUBACK
    return client


async def test_what_is_not_acknowledged_is_sent_again_by_the_next_process(database: Database) -> None:
    secret = await gate(database)
    command = await call(database, 10)
    async with door(database) as (_, port), await listening(port, secret) as client:
        assert (await client.packet())[0] == Kind.PUBLISH
    assert await states(database) == {command: "waiting"}, "sent is not delivered"
    async with door(database) as (_, port), await listening(port, secret) as client:
        kind, body = await client.packet()
        assert kind == Kind.PUBLISH
        assert command.encode() in body
        at = 2 + int.from_bytes(body[:2], "big")
        client.send(wire.packet(Kind.PUBACK, body[at : at + 2]))
        await until(database, {command: "delivered"})
        client.publish(ANSWERS, json.dumps({"id": command, "state": "done"}).encode(), number=7)
        assert await client.packet() == (Kind.PUBACK, b"\0\7")
        assert await states(database) == {command: "done"}, "PUBACK comes after the commit"


@pytest.mark.parametrize("payload", [b"{", b"[]", b'{"id": "x", "state": "done"}', b'{"state": "done"}'])
async def test_an_answer_that_says_nothing_is_acknowledged_and_refused(
    database: Database, payload: bytes
) -> None:
    secret = await gate(database)
    async with door(database) as (_, port), await listening(port, secret) as client:
        client.publish(ANSWERS, payload, number=3)
        kinds = {(await client.packet())[0], (await client.packet())[0]}
    assert kinds == {Kind.PUBACK, Kind.PUBLISH}, "an answer and a notice on its refusals"
