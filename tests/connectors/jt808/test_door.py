"""Terminals of both years at the door: answered after the commit, never without authentication."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.connectors.jt808.simulator import Simulator, batch_body, place_body

from yiwang.connectors.jt808 import messages
from yiwang.connectors.jt808.door import Door
from yiwang.connectors.jt808.frames import FrameError, Splitter, digits, escape, read, unescape, write
from yiwang.connectors.jt808.gateway import NO_SUCH_TERMINAL, Terminal
from yiwang.kernel.errors import YiwangError
from yiwang.sdk.uplink.said import Said

NOW = datetime(2026, 3, 10, 1, tzinfo=UTC)
PHONE = "13912345678"


class Memory:
    def __init__(self) -> None:
        self.stored: list[Said] = []
        self.open = asyncio.Event()
        self.open.set()
        self.revoked = False

    def now(self) -> datetime:
        return NOW

    async def enrol(self, phone: str) -> tuple[int, str]:
        return (0, "code-7") if phone == PHONE else (NO_SUCH_TERMINAL, "")

    async def sign_in(self, phone: str, code: str) -> Terminal | None:
        known = phone == PHONE and code == "code-7"
        return Terminal(phone, frozenset({"mileage", "ignition"})) if known else None

    async def still_valid(self, terminal: Terminal) -> bool:
        return not self.revoked

    async def store(self, said: Sequence[Said]) -> Sequence[YiwangError | None]:
        await self.open.wait()
        self.stored += said
        return [None] * len(said)


@contextlib.asynccontextmanager
async def serving(memory: Memory) -> AsyncIterator[int]:
    door = Door(memory)
    server = await asyncio.start_server(door.serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        door.stop()


@pytest.mark.parametrize("new", [False, True])
async def test_register_authenticate_report(*, new: bool) -> None:
    memory = Memory()
    async with serving(memory) as port:
        truck = Simulator(PHONE, new=new)
        await truck.open(port)
        answer = await truck.ask(messages.REGISTER, b"\0" * 60)
        assert answer[2:] == b"\0code-7"
        assert await truck.authenticate("code-7") == messages.OK
        mileage = b"\x01\x04" + (12345).to_bytes(4, "big")
        unknown = b"\xe1\x02\x7e\x7d"
        place = place_body(NOW, 121.5, 31.25, items=mileage + unknown)
        assert (await truck.ask(messages.POSITION, place))[-1] == messages.OK
        kept = [place_body(NOW - timedelta(seconds=n), 121.5, 31.25, status=7) for n in (20, 10)]
        assert (await truck.ask(messages.BATCH, batch_body(kept)))[-1] == messages.OK
        assert (await truck.ask(messages.HEARTBEAT, b""))[-1] == messages.OK
        assert await truck.ask(messages.ASK_TIME, b"") == bytes.fromhex("260310090000")
        assert (await truck.ask(0x0900, b"x"))[-1] == messages.UNSUPPORTED
        await truck.close()
    first, batch = memory.stored
    at = int(NOW.timestamp()) * 1_000_000
    assert first.fixes == [(at, 121.5, 31.25, 36.5, 90.0)]
    assert first.columns == {"ignition": [1.0], "mileage": [pytest.approx(1234.5)]}
    assert [fix.lat for fix in batch.fixes] == [-31.25, -31.25]
    assert batch.at == [at - 20_000_000, at - 10_000_000]


async def test_the_answer_comes_after_the_commit() -> None:
    memory = Memory()
    async with serving(memory) as port:
        truck = Simulator(PHONE, new=False)
        await truck.open(port)
        await truck.authenticate("code-7")
        memory.open.clear()
        truck.send(messages.POSITION, place_body(NOW, 121.5, 31.25))
        waiting = asyncio.create_task(truck.answer())
        done, _ = await asyncio.wait([waiting], timeout=0.2)
        assert not done
        memory.open.set()
        assert (await waiting).body[-1] == messages.OK
        await truck.close()


@pytest.mark.parametrize(("phone", "code"), [(PHONE, "wrong"), ("1", "code-7"), (PHONE, "")])
async def test_nobody_reports_without_authentication(phone: str, code: str) -> None:
    memory = Memory()
    async with serving(memory) as port:
        truck = Simulator(phone, new=False)
        await truck.open(port)
        assert await truck.authenticate(code) == messages.FAILED
        assert (await truck.ask(messages.POSITION, place_body(NOW, 1, 1)))[-1] == messages.FAILED
        await truck.close()
    assert memory.stored == []


async def test_a_revoked_key_is_no_authentication_any_more() -> None:
    memory = Memory()
    async with serving(memory) as port:
        truck = Simulator(PHONE, new=False)
        await truck.open(port)
        assert await truck.authenticate("code-7") == messages.OK
        memory.revoked = True
        assert (await truck.ask(messages.POSITION, place_body(NOW, 1, 1)))[-1] == messages.FAILED
        await truck.close()
    assert memory.stored == []


async def test_an_emergency_is_said_once_while_it_lasts() -> None:
    memory = Memory()
    async with serving(memory) as port:
        truck = Simulator(PHONE, new=False)
        await truck.open(port)
        await truck.authenticate("code-7")
        for second, alarm in enumerate((0, 1, 1, 0, 1)):
            await truck.ask(messages.POSITION, place_body(NOW + timedelta(seconds=second), 1, 1, alarm=alarm))
        await truck.close()
    assert [len(said.happenings) for said in memory.stored] == [0, 1, 0, 0, 1]


async def test_a_terminal_without_a_fix_gives_no_position() -> None:
    memory = Memory()
    async with serving(memory) as port:
        truck = Simulator(PHONE, new=False)
        await truck.open(port)
        await truck.authenticate("code-7")
        await truck.ask(messages.POSITION, place_body(NOW, 0, 0, status=1))
        await truck.close()
    assert memory.stored[0].fixes == []
    assert memory.stored[0].columns == {"ignition": [1.0]}


async def test_noise_between_frames_harms_nothing() -> None:
    memory = Memory()
    async with serving(memory) as port:
        truck = Simulator(PHONE, new=True)
        await truck.open(port)
        truck.writer.write(b"garbage\x7e\x7d\x05\x7e" + b"z" * 5000 + b"\x7e")
        broken = bytearray(write(messages.HEARTBEAT, PHONE, 9, b"", new=True))
        broken[5] ^= 1
        truck.writer.write(bytes(broken))
        assert await truck.authenticate("code-7") == messages.OK
        await truck.close()


@settings(max_examples=600, deadline=None)
@given(
    kind=st.integers(0, 0xFFFF),
    phone=st.from_regex(r"[1-9][0-9]{0,11}", fullmatch=True),
    serial=st.integers(0, 0xFFFF),
    body=st.binary(max_size=300),
    new=st.booleans(),
    cut=st.integers(1, 50),
)
def test_frames_read_as_they_were_written(kind, phone, serial, body, new, cut) -> None:
    data = write(kind, phone, serial, body, new=new)
    splitter = Splitter()
    pieces = [p for n in range(0, len(data), cut) for p in splitter.feed(data[n : n + cut])]
    found = read(pieces[0])
    assert (found.kind, found.phone, found.serial, found.body, found.new) == (kind, phone, serial, body, new)
    assert unescape(escape(body)) == body


@settings(max_examples=2500, deadline=None)
@given(data=st.binary(max_size=120), flip=st.integers(0, 200), value=st.integers(0, 255), new=st.booleans())
def test_no_bytes_break_a_reader(*, data: bytes, flip: int, value: int, new: bool) -> None:
    valid = bytearray(
        write(messages.POSITION, PHONE, 1, place_body(NOW, 1, 1, items=b"\x01\x04\0\0\0\1"), new=new)[1:-1]
    )
    valid[flip % len(valid)] = value
    for each in (data, bytes(valid)):
        with contextlib.suppress(FrameError):
            read(each)
        for reader in (messages.position, messages.batch, messages.instant, digits):
            with contextlib.suppress(FrameError):
                reader(each)
        with contextlib.suppress(FrameError):
            messages.credentials(each, new=new)
