"""Whatever bytes come: the decoder says ``Broken`` or reads them, and the door goes on for everybody else."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.connectors.mqtt.support import KEY, Memory, Raw, connect, serving

from yiwang.connectors.mqtt import wire
from yiwang.connectors.mqtt.codes import Broken, Kind, Reason
from yiwang.connectors.mqtt.permits import check_filter, matches, within
from yiwang.sdk.uplink.said import UnreadableError
from yiwang.sdk.uplink.topics import route

READERS = [
    wire.read_connect,
    *(lambda flags, data, v=v: wire.read_publish(flags, data, v) for v in (4, 5)),
    *(lambda flags, data, v=v: wire.read_ack(data, v) for v in (4, 5)),
    *(lambda flags, data, v=v: wire.read_subscribe(data, v) for v in (4, 5)),
    *(lambda flags, data, v=v: wire.read_unsubscribe(data, v) for v in (4, 5)),
    *(lambda flags, data, v=v: wire.read_disconnect(data, v) for v in (4, 5)),
]
TOPICS = [
    "yiwang/v1/d1/readings",
    "yiwang/v1/d1/occurrences",
    "/p/d1/properties/report",
    "/p/d1/event/low",
    "/sys/p/d1/thing/event/property/post",
    "/sys/p/d1/thing/event/property/batch/post",
    "/sys/p/d1/thing/event/low/post",
    "v1/devices/me/telemetry",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["at", "values", "position", "params", "properties", "ts", "data", "lon", "time", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=1500, deadline=None)
@given(data=st.binary(max_size=80), flags=st.integers(0, 15), reader=st.sampled_from(READERS))
def test_no_bytes_break_a_reader(data: bytes, flags: int, reader) -> None:
    with contextlib.suppress(Broken):
        reader(flags, data)


VALID = [
    connect(4, will=("yiwang/v1/d1/readings", b"{}")),
    connect(5, properties={0x11: 60, 0x21: 10}),
    wire.packet(Kind.PUBLISH, wire.written("yiwang/v1/d1/readings") + b"\0\1\0{}", 2),
    wire.packet(Kind.SUBSCRIBE, b"\0\1\0" + wire.written("yiwang/v1/d1/#") + b"\1", 2),
]


@settings(max_examples=1500, deadline=None)
@given(
    valid=st.sampled_from(VALID),
    place=st.integers(0, 200),
    byte=st.integers(0, 255),
    cut=st.integers(0, 200),
)
def test_every_byte_may_be_wrong_or_missing(valid: bytes, place: int, byte: int, cut: int) -> None:
    data = bytearray(valid)
    data[place % len(data)] = byte
    del data[max(1, len(data) - cut) :]
    with contextlib.suppress(Broken):
        found = wire.frame(data, 0, len(data), 1000)
        if found is not None:
            assert found.end <= len(data)
            for reader in READERS:
                with contextlib.suppress(Broken):
                    reader(found.flags, bytes(data[found.start : found.end]))


@settings(max_examples=400, deadline=None)
@given(value=st.integers(0, 268_435_455))
def test_lengths_read_as_they_were_written(value: int) -> None:
    data = bytes((0x30,)) + wire.varint(value)
    with pytest.raises(Broken) if value > 100 else contextlib.nullcontext():
        found = wire.frame(data, 0, len(data), 100)
        assert (found is None) == (value > 0)


@settings(max_examples=1500, deadline=None)
@given(topic=st.sampled_from(TOPICS), payload=st.binary(max_size=60))
def test_no_payload_breaks_its_reader(topic: str, payload: bytes) -> None:
    found = route(topic.split("/"))
    assert found is not None
    with contextlib.suppress(UnreadableError):
        found.said(payload, "d1", 1_000_000)


@settings(max_examples=2500, deadline=None)
@given(topic=st.sampled_from(TOPICS), value=JSON)
def test_no_json_breaks_its_reader_and_columns_are_even(topic: str, value: object) -> None:
    import msgspec

    found = route(topic.split("/"))
    assert found is not None
    try:
        payload = msgspec.json.encode(value)
    except (OverflowError, UnicodeEncodeError):
        return
    with contextlib.suppress(UnreadableError):
        said = found.said(payload, "d1", 1_000_000)
        assert {len(column) for column in said.columns.values()} <= {len(said.at)}


LEVEL = st.sampled_from(["yiwang", "v1", "d1", "d2", "", "a", "readings"])


@settings(max_examples=1500, deadline=None)
@given(
    wanted=st.lists(LEVEL | st.sampled_from(["+", "#"]), min_size=1, max_size=6),
    topic=st.lists(LEVEL, min_size=1, max_size=6),
)
def test_a_permitted_filter_matches_only_what_is_permitted(wanted: list[str], topic: list[str]) -> None:
    try:
        levels = check_filter("/".join(wanted))
    except Broken:
        return
    prefixes = ("yiwang/v1/d1/",)
    if within(levels, prefixes) and matches(levels, "/".join(topic).split("/")):
        assert "/".join(topic).startswith(prefixes)


async def test_garbage_on_one_connection_harms_nobody_else() -> None:
    import random

    dice = random.Random(7)
    memory = Memory()
    async with serving(memory) as (hub, port), await Raw.open(port) as good:
        await good.connect(client="good")
        for n in range(120):
            async with await Raw.open(port) as bad:
                if n % 3:
                    await bad.connect(4 + n % 2, client=f"bad{n}")
                bad.send(dice.randbytes(dice.randrange(1, 300)))
                bad.writer.write_eof()
                while (await bad.packet())[0]:
                    pass
        good.publish("yiwang/v1/d1/readings", b'{"values": {"level": 1}}')
        assert (await good.packet())[0] == Kind.PUBACK
        assert hub._count == 0
    assert KEY
    assert Reason.MALFORMED
