"""Keeping facts and sums in step with the cases: by message, by comparison for what was silent."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from yiwang.base.geography import api as geography
from yiwang.base.indicators.model.fields import BASES
from yiwang.base.indicators.store import facts as store
from yiwang.base.indicators.store import rolling
from yiwang.base.indicators.usecases.defining import book, keep_calibers
from yiwang.infra.database import Database, Work
from yiwang.kernel.actor import SYSTEM

#: Cases found by one comparison, and read in one transaction.
_MOST: Final = 500_000
_BATCH: Final = 5000
#: Comparing all cases may take this share of the time.
_SHARE: Final = 0.02


async def hold(work: Work) -> str:
    """Keep all facts as they are until the transaction ends; returns the time zone of their days.

    Facts of another time zone are forgotten.
    """
    timezone = (await geography.areas(work.tx)).city.timezone
    state = await store.lock(work.tx, timezone)
    if state["timezone"] != timezone:
        await store.forget(work.tx, timezone)
    return timezone


async def follow(work: Work, cases: Sequence[UUID]) -> None:
    """Read cases anew of which something was told."""
    await store.renew(work.tx, cases, await hold(work))
    await store.followed(work.tx, work.now)


async def catch_up(database: Database) -> None:
    """Read all cases whose fact is not of their version, in transactions of some thousands.

    Finds what no message told of; cases that change meanwhile are found, or told of, later.
    """
    async with database.work(SYSTEM) as work:
        await hold(work)
    more = True
    while more:
        async with database.reading(SYSTEM) as work:
            at, begin = work.now, time.monotonic()
            found = await store.behind(work.tx, _MOST)
            took = time.monotonic() - begin
        for start in range(0, len(found), _BATCH):
            async with database.work(SYSTEM) as work:
                await store.renew(work.tx, found[start : start + _BATCH], await hold(work))
        more = len(found) == _MOST
    async with database.work(SYSTEM) as work:
        await store.compared(work.tx, at, took)


async def is_due(work: Work) -> bool:
    """Tell whether to compare all cases again: that may cost a fiftieth of the time."""
    state = await store.state(work.tx)
    if state is None or state["compared_at"] is None:
        return True
    waited: float = (work.now - state["compared_at"]).total_seconds()
    took: float = state["took_s"]
    return waited * _SHARE >= took


async def roll_up(work: Work, limit: int, *, grain: str = "day") -> bool:
    """Roll up up to ``limit`` dirty days, or months, of one basis; returns whether there are more of any."""
    await hold(work)
    found = await book(work.tx)
    state = await store.state(work.tx)
    assert state is not None
    changed = {b: d for b in BASES if state["rolled"].get(b) != (d := rolling.layout(found.rolled(b)))}
    for basis, digest in changed.items():
        await rolling.begin(work.tx, basis, digest)
    if changed:
        await keep_calibers(work, found)
    for basis in BASES:
        starts = await rolling.dirty(work.tx, basis, grain, limit)
        if starts:
            await rolling.roll(work.tx, basis, grain, found.rolled(basis), starts)
            return True
    return False
