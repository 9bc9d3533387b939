"""The door as a device meets it: nothing is answered before its commit, and a device speaks for itself only."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from tests.connectors.mqtt.support import NOW, Memory, Raw, serving
from tests.support.patience import PATIENCE

from yiwang.connectors.mqtt import wire
from yiwang.connectors.mqtt.codes import Kind, Reason
from yiwang.connectors.mqtt.limits import Limits

READINGS = "yiwang/v1/d1/readings"
ONE = b'{"at": 1773104400000, "values": {"level": 1.5}}'


async def until(condition) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.sleep(0.002)


@pytest.mark.parametrize("version", [4, 5])
async def test_the_answer_comes_after_the_commit(version: int) -> None:
    memory = Memory()
    async with serving(memory) as (_, port), await Raw.open(port) as client:
        assert (await client.connect(version))[1] == 0
        memory.open.clear()
        client.publish(READINGS, ONE, version=version)
        await until(lambda: memory.waiting)
        client.send(b"\xc0\0")
        assert await client.packet() == (Kind.PINGRESP, b"")  # and no answer to the message came before it
        memory.open.set()
        assert await client.packet() == (Kind.PUBACK, b"\0\1")
    assert memory.stored[0].columns == {"level": [1.5]}
    assert memory.stored[0].at == [NOW]


async def test_what_could_not_be_stored_is_not_answered_and_the_connection_ends() -> None:
    memory = Memory()
    memory.fail = 1
    async with serving(memory) as (_, port), await Raw.open(port) as client:
        await client.connect()
        client.publish(READINGS, ONE)
        assert await client.packet() == (0, b"")
    assert memory.stored == []


@pytest.mark.parametrize("version", [4, 5])
async def test_qos_2_is_released_after_the_commit_and_stored_once(version: int) -> None:
    memory = Memory()
    async with serving(memory) as (_, port), await Raw.open(port) as client:
        await client.connect(version)
        client.publish(READINGS, ONE, number=7, qos=2, version=version)
        assert await client.packet() == (Kind.PUBREC, b"\0\7")
        client.publish(READINGS, ONE, number=7, qos=2, version=version)
        assert await client.packet() == (Kind.PUBREC, b"\0\7")
        client.send(wire.packet(Kind.PUBREL, b"\0\7", 2))
        assert await client.packet() == (Kind.PUBCOMP, b"\0\7")
    assert len(memory.stored) == 1


@pytest.mark.parametrize(("version", "told"), [(4, b"\0\1"), (5, b"\0\1\x87")])
async def test_a_device_does_not_speak_for_another(version: int, told: bytes) -> None:
    memory = Memory()
    async with serving(memory) as (_, port), await Raw.open(port) as client:
        await client.connect(version)
        client.publish("yiwang/v1/d2/readings", ONE, version=version)
        assert await client.packet() == (Kind.PUBACK, told)
    assert memory.stored == []


async def test_a_refused_message_is_answered_with_its_reason() -> None:
    memory = Memory()
    async with serving(memory) as (_, port), await Raw.open(port) as client:
        await client.connect(5)
        client.send(wire.packet(Kind.SUBSCRIBE, b"\0\1\0" + wire.written("yiwang/v1/d1/#") + b"\0", 2))
        assert await client.packet() == (Kind.SUBACK, b"\0\1\0\0")
        client.publish(READINGS, b"{", number=2, version=5)
        assert await client.packet() == (Kind.PUBACK, bytes((0, 2, Reason.PAYLOAD_INVALID)))
        kind, body = await client.packet()
        assert kind == Kind.PUBLISH
        assert msgspec.json.decode(body[body.index(b"{") :])["error"]["code"] == "message_unreadable"
        client.publish(READINGS, b'{"values": {"odd": 1}}', number=3, version=5)
        assert await client.packet() == (Kind.PUBACK, bytes((0, 3, Reason.PAYLOAD_INVALID)))


async def test_a_device_of_the_sys_dialect_gets_its_reply() -> None:
    memory = Memory()
    topic = "/sys/p/d1/thing/event/property/post"
    async with serving(memory) as (_, port), await Raw.open(port) as client:
        await client.connect()
        client.send(wire.packet(Kind.SUBSCRIBE, b"\0\1" + wire.written(topic + "_reply") + b"\1", 2))
        assert await client.packet() == (Kind.SUBACK, b"\0\1\1")
        client.publish(
            topic, b'{"id": "77", "params": {"level": {"value": 2, "time": 1773104400000}}}', number=2
        )
        assert await client.packet() == (Kind.PUBACK, b"\0\2")
        kind, body = await client.packet()
        assert kind == Kind.PUBLISH
        assert body.endswith(b'{"id":"77","code":200,"data":{}}')


@pytest.mark.parametrize(
    "wanted", ["#", "+/v1/d1/readings", "yiwang/v1/+/readings", "yiwang/v1/d11/#", "yiwang/v1/d1", "$SYS/#"]
)
async def test_a_device_hears_only_what_is_its_own(wanted: str) -> None:
    async with serving(Memory()) as (_, port), await Raw.open(port) as client:
        await client.connect()
        client.send(wire.packet(Kind.SUBSCRIBE, b"\0\1" + wire.written(wanted) + b"\0", 2))
        assert await client.packet() == (Kind.SUBACK, b"\0\1\x80")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"key": b"wrong"}, (4, 0x86)),
        ({"user": None, "key": None}, (4, 0x86)),
    ],
)
async def test_nobody_gets_in_without_a_key(options: dict[str, object], told: tuple[int, int]) -> None:
    async with serving(Memory()) as (_, port):
        for version, code in zip((4, 5), told, strict=True):
            async with await Raw.open(port) as client:
                assert (await client.connect(version, **options))[1] == code
                assert await client.packet() == (0, b"")


async def test_other_versions_are_told_so() -> None:
    async with serving(Memory()) as (_, port), await Raw.open(port) as client:
        assert await client.connect(3) == b"\0\1"


async def test_what_speaks_no_mqtt_is_let_go() -> None:
    async with serving(Memory(), Limits(sign_in=0.5)) as (_, port), await Raw.open(port) as client:
        client.send(b"GET / HTTP/1.1\r\n\r\n")
        assert await client.packet() == (0, b"")


async def test_too_much_waiting_slows_senders_down_and_nothing_is_lost() -> None:
    memory = Memory()
    async with (
        serving(memory, Limits(waiting=50, group=20)) as (hub, port),
        await Raw.open(port) as client,
        await Raw.open(port) as other,
    ):
        await client.connect()
        await other.connect(client="c2")
        memory.open.clear()
        for number in range(1, 2001):
            client.publish(READINGS, ONE, number=number)
        await until(lambda: hub._slow)
        other.send(b"\xc0\0")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):  # nobody is read while too much waits
                await other.reader.read(1)
        memory.open.set()
        answers = [await client.packet() for _ in range(2000)]
        assert [int.from_bytes(body[:2], "big") for _, body in answers] == list(range(1, 2001))
        assert await other.packet() == (Kind.PINGRESP, b"")
    assert len(memory.stored) == 2000


async def test_a_will_is_what_a_vanished_device_says() -> None:
    memory = Memory()
    async with serving(memory) as (_, port):
        async with await Raw.open(port) as client:
            await client.connect(will=(READINGS, b'{"values": {"gone": true}}'))
            client.writer.transport.abort()
        await until(lambda: memory.stored)
        async with await Raw.open(port) as client:
            await client.connect(will=(READINGS, b'{"values": {"gone": true}}'))
            client.send(b"\xe0\0")
            assert await client.packet() == (0, b"")
    assert [s.columns for s in memory.stored] == [{"gone": [True]}]


async def test_a_session_outlives_its_connection() -> None:
    async with serving(Memory()) as (hub, port):
        async with await Raw.open(port) as client:
            assert await client.connect(clean=False) == b"\0\0"
            client.send(wire.packet(Kind.SUBSCRIBE, b"\0\1" + wire.written("/p/d1/#") + b"\1", 2))
            await client.packet()
            assert hub.tell("d1", "/p/d1/function/invoke", b"open") == 1
            assert hub.tell("d2", "/p/d1/function/invoke", b"open") == 0
            assert (await client.packet())[0] == Kind.PUBLISH
        await until(lambda: not hub._by_client)
        async with await Raw.open(port) as client:
            assert await client.connect(clean=False) == b"\1\0"
            kind, body = await client.packet()  # it was not confirmed, so it comes again
            assert (kind, body[-4:]) == (Kind.PUBLISH, b"open")
            client.send(wire.packet(Kind.PUBACK, b"\0\1"))
        async with await Raw.open(port) as client:
            assert await client.connect(clean=True) == b"\0\0"


async def test_the_same_client_twice_ends_the_first_but_not_another_devices() -> None:
    async with serving(Memory()) as (_, port), await Raw.open(port) as first, await Raw.open(port) as third:
        await first.connect(5, client="same")
        await third.connect(5, client="same", user="d2", key=b"key-of-d2")
        async with await Raw.open(port) as second:
            await second.connect(5, client="same")
            assert await first.packet() == (Kind.DISCONNECT, bytes((Reason.TAKEN_OVER,)))
            third.send(b"\xc0\0")
            assert (await third.packet())[0] == Kind.PINGRESP


async def test_silence_ends_a_connection() -> None:
    async with serving(Memory()) as (hub, port), await Raw.open(port) as client:
        await client.connect(5, keep_alive=1)
        for connection in hub._connections:
            connection.heard -= 10
        assert await client.packet() == (Kind.DISCONNECT, bytes((Reason.KEEP_ALIVE,)))


async def test_too_many_connections_are_turned_away() -> None:
    async with serving(Memory(), Limits(connections=1)) as (_, port), await Raw.open(port) as client:
        await client.connect()
        async with await Raw.open(port) as other:
            assert await other.packet() == (0, b"")


async def test_a_packet_beyond_the_limit_ends_the_connection() -> None:
    async with serving(Memory(), Limits(packet=1000)) as (_, port), await Raw.open(port) as client:
        await client.connect(5)
        client.publish(READINGS, b" " * 2000, version=5)
        assert await client.packet() == (Kind.DISCONNECT, bytes((Reason.TOO_LARGE,)))


async def test_stopping_answers_what_is_on_its_way() -> None:
    memory = Memory()
    async with serving(memory) as (hub, port), await Raw.open(port) as client:
        await client.connect(5)
        memory.open.clear()
        client.publish(READINGS, ONE, version=5)
        await until(lambda: memory.waiting)
        stopping = asyncio.create_task(hub.stop())
        await asyncio.sleep(0)
        memory.open.set()
        assert await client.packet() == (Kind.PUBACK, b"\0\1")
        assert await client.packet() == (Kind.DISCONNECT, bytes((Reason.SHUTTING_DOWN,)))
        await stopping
