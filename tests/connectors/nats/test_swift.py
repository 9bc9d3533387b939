"""Messages cut out of the wire are those that the library would have read, wherever the wire is cut."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from nats.protocol.parser import Parser

from yiwang.connectors.nats.swift import _Swift

MESSAGE = st.builds(
    lambda sid, header, body, reply: (sid, header, body, reply),
    st.sampled_from([b"1", b"2", b"12"]),
    st.sampled_from(
        [b"", b"NATS/1.0\r\nNmqtt-Pub: 1\r\n\r\n", b"NATS/1.0 408 Request Timeout\r\nA: 3\r\n\r\n"]
    ),
    st.sampled_from([b"", b"{}", b"\r\nHMSG a 1 5 5\r\n", b"PING\r\n", b'{"values":{"level":1.5}}']),
    st.sampled_from([b"", b"$JS.ACK.s.c.1.2.3.4.5"]),
)
FRAMES = st.lists(st.one_of(st.just(b"PING\r\n"), st.just(b"+OK\r\n"), MESSAGE), max_size=8)


def wire(frame: Any) -> bytes:
    """A frame as the server writes it."""
    if isinstance(frame, bytes):
        return frame
    sid, header, body, reply = frame
    where = b" ".join(word for word in (b"in.0.a.b", sid, reply) if word)
    if header:
        sizes = b" %d %d" % (len(header), len(header) + len(body))
        return b"HMSG " + where + sizes + b"\r\n" + header + body + b"\r\n"
    return b"MSG " + where + b" %d\r\n" % len(body) + body + b"\r\n"


class Library:
    """What the library's parser calls."""

    def __init__(self) -> None:
        self.got: list[Any] = []

    async def _process_msg(self, sid: int, subject: bytes, reply: bytes, data: bytes, header: Any) -> None:
        self.got.append((sid, bytes(subject), bytes(reply), data, header))

    async def _process_ping(self) -> None:
        self.got.append("ping")


def pieces(stream: bytes, cuts: list[int]) -> list[bytes]:
    """The stream in pieces."""
    places = sorted({0, len(stream), *(c % (len(stream) + 1) for c in cuts)})
    return [stream[a:b] for a, b in itertools.pairwise(places)]


@given(frames=FRAMES, cuts=st.lists(st.integers(0, 2000), max_size=6))
def test_taps_and_library_get_what_the_library_alone_would_get(frames: list[Any], cuts: list[int]) -> None:
    stream = b"".join(wire(frame) for frame in frames)
    alone, beside = Library(), Library()
    tapped: list[Any] = []
    swift = _Swift(beside, {b"1": lambda message, status: tapped.append((message, status))})
    plain = Parser(alone)

    async def read() -> None:
        for piece in pieces(stream, cuts):
            await swift.parse(piece)
            await plain.parse(piece)

    asyncio.run(read())
    assert tapped == [
        (None, header) if (header or b"").startswith(b"NATS/1.0 ") else ((subject, data, reply), b"")
        for sid, subject, reply, data, header in (m for m in alone.got if m != "ping")
        if sid == 1
    ]
    assert beside.got == [m for m in alone.got if m == "ping" or m[0] != 1]
