"""The door in front of the real system: keys, names, numbers, the inbox."""

from __future__ import annotations

import asyncio

import pytest
from tests.connectors.mqtt.support import Raw, serving
from tests.support.sensors import doubted, register, settle, started, stored

from yiwang.base.sensing import api as sensing
from yiwang.connectors.mqtt import hub as hub_module
from yiwang.connectors.mqtt.codes import Kind, Reason
from yiwang.connectors.mqtt.system import System
from yiwang.infra.database import Database
from yiwang.kernel.actor import SYSTEM
from yiwang.sdk.uplink.numbered import series

AT = 1_773_104_000_000


async def key(database: Database, scope: str, subject: str) -> str:
    async with database.work(SYSTEM) as work:
        return (await sensing.create_key(work, scope, subject))[1]


async def test_from_a_device_to_observations(database: Database) -> None:
    numbers = await register(database)
    secret = await key(database, "device", "L1")
    async with serving(System(database)) as (_, port), await Raw.open(port) as client:
        assert (await client.connect(4, user="L1", key=secret.encode()))[1] == 0
        client.publish("yiwang/v1/L1/readings", b'{"at": %d, "values": {"level": 2.5, "door": "open"}}' % AT)
        client.publish(
            "/water-level/L1/properties/report",
            b'{"timestamp": %d, "properties": {"level": 2.6, "battery": null}}' % (AT + 1000),
            number=2,
        )
        client.publish(
            "yiwang/v1/L1/readings",
            b'{"property": "level", "value": 270, "unit": "cm", "at": %d}' % (AT + 2000),
            number=3,
        )
        client.publish("yiwang/v1/L1/readings", b'{"at": %d, "values": {"colour": 3}}' % AT, number=4)
        client.publish(
            "yiwang/v1/L1/readings",
            b'{"property": "level", "value": 1, "unit": "Cel", "at": %d}' % (AT + 3000),
            number=5,
        )
        for number in range(1, 6):
            assert await client.packet() == (Kind.PUBACK, bytes((0, number)))
    settler = await started(database)
    await settle(settler)
    device, level, door = numbers["L1"], numbers["level"], numbers["door"]
    assert await stored(database) == [
        (device, level, AT / 1000, 2.5),
        (device, level, AT / 1000 + 1, 2.6),
        (device, level, AT / 1000 + 2, pytest.approx(2.7)),
        (device, door, AT / 1000, 1.0),
    ]
    assert sorted(reason for _, _, reason in await doubted(database)) == ["UNKNOWN_PROPERTY", "WRONG_UNIT"]


async def test_keys_open_what_they_are_for(database: Database) -> None:
    await register(database)
    mine, products = await key(database, "device", "L1"), await key(database, "product", "water-level")
    async with serving(System(database)) as (_, port):
        for user, secret, client_id, answer in (
            ("L1", mine, "c", 0),
            ("L2", mine, "c", 4),
            ("L2", products, "c", 0),
            ("T1", products, "c", 4),
            ("nobody", products, "c", 4),
            ("L1", "yd_wrong", "c", 4),
            (mine, None, "L1", 0),
            (mine, None, "L2", 4),
        ):
            async with await Raw.open(port) as client:
                found = await client.connect(
                    4, client=client_id, user=user, key=secret.encode() if secret else None
                )
                assert found[1] == answer, (user, secret)


async def test_a_gateway_speaks_for_what_is_behind_it(database: Database) -> None:
    await register(database)
    async with database.work(SYSTEM) as work:
        _, problems = await sensing.save_devices(
            work, [sensing.DeviceDraft(code="L2", product="water-level", name="2", gateway="T1")]
        )
        assert not problems
    secret = await key(database, "gateway", "T1")
    async with serving(System(database)) as (_, port), await Raw.open(port) as client:
        await client.connect(5, user="T1", key=secret.encode())
        for number, (code, reason) in enumerate((("L2", b""), ("L1", b"\x87"), ("nobody", b"\x87")), 1):
            client.publish(f"yiwang/v1/{code}/readings", b'{"values": {"level": 1}}', number, version=5)
            assert await client.packet() == (Kind.PUBACK, bytes((0, number)) + reason)


async def test_observations_of_a_series_by_its_number(database: Database) -> None:
    numbers = await register(database)
    secret = await key(database, "device", "L1")
    mine, others = (series(numbers[code], numbers["level"]) for code in ("L1", "L2"))
    async with serving(System(database)) as (_, port), await Raw.open(port) as client:
        await client.connect(5, user="L1", key=secret.encode())
        body = b'{"phenomenonTime": "2026-03-09T23:00:00Z/2026-03-09T23:01:00Z", "result": 4}'
        for number, (topic, payload, reason) in enumerate(
            (
                (f"v1.1/Datastreams({mine})/Observations", body, b""),
                (f"v1.1/Datastreams({others})/Observations", body, b"\x87"),
                (f"v1.1/Datastreams({mine})/Observations", b'{"result": []}', b"\x99"),
                ("v1.1/Things", body, b"\x87"),
            ),
            1,
        ):
            client.publish(topic, payload, number, version=5)
            assert await client.packet() == (Kind.PUBACK, bytes((0, number)) + reason)
    await settle(await started(database))
    assert [value for _, _, _, value in await stored(database)] == [4.0]


async def test_a_revoked_key_ends_its_connection(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await register(database)
    monkeypatch.setattr(hub_module, "_CHECK", 0.0)
    monkeypatch.setattr(hub_module, "_SWEEP", 0.05)
    async with database.work(SYSTEM) as work:
        number, secret = await sensing.create_key(work, "device", "L1")
    async with serving(System(database)) as (_, port), await Raw.open(port) as client:
        await client.connect(5, user="L1", key=secret.encode())
        async with database.work(SYSTEM) as work:
            await sensing.revoke_key(work, number)
        assert await client.packet() == (Kind.DISCONNECT, bytes((Reason.NOT_AUTHORISED,)))


async def test_when_the_inbox_is_full_senders_wait(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yiwang.sdk.uplink import road

    monkeypatch.setattr(road, "_PAUSE", 0.02)
    monkeypatch.setattr(road, "_TRIES", 10_000)
    await register(database)
    secret = await key(database, "device", "L1")
    inlet = sensing.inlet(database)
    monkeypatch.setattr(inlet, "room", 0)
    async with serving(System(database)) as (_, port), await Raw.open(port) as client:
        await client.connect(4, user="L1", key=secret.encode())
        client.publish("yiwang/v1/L1/readings", b'{"values": {"level": 1}}')
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await client.reader.read(1)
        monkeypatch.setattr(inlet, "room", 1000)
        client.reader._eof = False
        assert await client.packet() == (Kind.PUBACK, b"\0\1")
