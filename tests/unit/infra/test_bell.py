"""Waiting for a ring."""

from __future__ import annotations

import asyncio

import pytest

from yiwang.infra.bell import wait


async def test_a_ring_is_told_and_cleared():
    flag = asyncio.Event()
    flag.set()
    assert await wait(flag, 60)
    assert not flag.is_set()
    assert not await wait(flag, 0)


async def test_who_is_cancelled_with_the_ring_stops():
    flag = asyncio.Event()

    async def listen():
        while True:
            await wait(flag, 60)

    listening = asyncio.create_task(listen())
    await asyncio.sleep(0)
    flag.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    listening.cancel()
    done, _ = await asyncio.wait([listening], timeout=5)
    listening.cancel()
    assert done, "the cancellation is lost"
    with pytest.raises(asyncio.CancelledError):
        await listening
