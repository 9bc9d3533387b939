"""The live stream over a real database: each listener sees its area only, and resumes without a gap."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import ClassVar

import pytest
from tests.support.patience import PATIENCE
from tests.support.queries import counting

from yiwang.infra.database import Database
from yiwang.infra.live import LiveTail, LiveView, parse_position
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.errors import InvalidInputError
from yiwang.kernel.messages import Message

ADMIN = Actor("admin", frozenset({"admin"}))
HANDLER = Actor("handler", frozenset({"handler"}), area="110101")


class Seen(Message, frozen=True, kw_only=True):
    kind: ClassVar[str] = "test.seen_live"
    area: str

    @property
    def key(self) -> str:
        return self.area


VIEW = LiveView(
    kinds=frozenset({Seen.kind}),
    visible=lambda actor, d: actor.area is None or d.payload["area"].startswith(actor.area),
    render=lambda d: {"area": d.payload["area"]},
)


async def always() -> bool:
    return True


@contextlib.asynccontextmanager
async def tail_on(database: Database) -> AsyncIterator[LiveTail]:
    tail = LiveTail(database, [VIEW])
    task = asyncio.create_task(tail.run())
    yield tail
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def say(database: Database, *areas: str) -> None:
    async with database.work(SYSTEM) as work:
        work.announce(*(Seen(area=area) for area in areas))


async def frames(stream: AsyncIterator[bytes], n: int) -> list[str]:
    async with asyncio.timeout(PATIENCE):
        return [(await anext(stream)).decode() for _ in range(n)]


def areas(found: list[str]) -> list[str]:
    return [line.split('"')[3] for text in found for line in text.splitlines() if '"area"' in line]


async def test_a_listener_sees_its_area_only_and_resumes_without_a_gap(database: Database) -> None:
    async with tail_on(database) as tail:
        stream = tail.stream(HANDLER, None, always)
        [hello] = await frames(stream, 1)
        assert "event: hello" in hello
        await say(database, "110101001", "120000", "110101002")
        seen = await frames(stream, 2)
        assert areas(seen) == ["110101001", "110101002"]
        last = parse_position(seen[0].split("id: ")[1].split("\n")[0])
        await stream.aclose()
        await say(database, "110101003")
        stream = tail.stream(HANDLER, last, always)
        assert areas(await frames(stream, 3)) == ["110101002", "110101003"]
        await say(database, "110101004")
        assert areas(await frames(stream, 1)) == ["110101004"]
        await stream.aclose()


async def test_nothing_is_read_while_nobody_looks_on(database: Database) -> None:
    def read(statements: list[str]) -> int:
        return sum("FROM infra_outbox" in sql for sql in statements)

    with counting() as statements:
        async with tail_on(database) as tail:
            await say(database, "110101001")
            await asyncio.sleep(0.2)
            assert read(statements) == 0
            stream = tail.stream(HANDLER, None, always)
            await frames(stream, 1)
            await say(database, "110101002")
            assert areas(await frames(stream, 1)) == ["110101002"]
            await stream.aclose()
            assert read(statements) > 0


async def test_a_position_that_is_gone_asks_for_a_fresh_start(
    database: Database,
) -> None:
    await say(database, "1", "2", "3")
    async with database.work(SYSTEM) as work:
        await work.tx.execute("DELETE FROM infra_outbox WHERE seq <= 2")
    async with tail_on(database) as tail:
        for position in [1, 10**17]:
            stream = tail.stream(ADMIN, position, always)
            [first] = await frames(stream, 1)
            assert "event: reset" in first
            await stream.aclose()


async def test_a_listener_without_rights_is_shut_out(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never() -> bool:
        return False

    monkeypatch.setattr("yiwang.infra.live._HEARTBEAT", 0.01)
    async with tail_on(database) as tail:
        stream = tail.stream(ADMIN, None, never)
        await frames(stream, 1)
        with pytest.raises(StopAsyncIteration):
            await frames(stream, 1)


def test_positions_from_outside_are_checked() -> None:
    assert parse_position("125") == 125
    for bad in ("", "1.", ".1", "-1", "1.2", "９", "9" * 30):
        with pytest.raises(InvalidInputError):
            parse_position(bad)
