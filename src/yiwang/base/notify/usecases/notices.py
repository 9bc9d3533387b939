"""Sending, listing and reading notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from yiwang.base.notify.messages import Addressed, NoticesSent
from yiwang.base.notify.model.catalogue import template, words
from yiwang.base.notify.model.notice import Notice, NoticeDraft
from yiwang.base.notify.store import notices as store
from yiwang.infra.database import Work

#: No transaction stays open for so long: what is older is visible to everybody.
SETTLED: Final = timedelta(minutes=5)
#: How long notices are kept; what is true in the long run is in the cases themselves.
KEPT: Final = timedelta(days=30)
_STEP: Final = 5000

#: Where a page begins: time and id of the notice before it.
Position = tuple[datetime, UUID]


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """How many notices wait to be read; ``capped``: or more."""

    unread: int
    capped: bool


async def send(work: Work, notices: Sequence[NoticeDraft]) -> int:
    """Store what was not sent yet and tell the live stream; returns how many were new."""
    for draft in notices:
        template(draft.kind).check(draft.params)
    if not notices:
        return 0
    fresh = await store.insert(work.tx, notices, work.now)
    if fresh:
        told = {
            Addressed(d.target.audience, d.target.within, d.target.path): None
            for d in notices
            if d.key in fresh
        }
        work.announce(NoticesSent(targets=tuple(told), count=len(fresh)))
    return len(fresh)


async def inbox(
    work: Work, *, unread: bool | None, before: Position | None, limit: int
) -> tuple[list[Notice], Position | None]:
    """Return up to ``limit`` of the caller's notices, newest first, and where the next page begins.

    ``unread`` shows only those not read yet (``True``) or only those read (``False``).
    """
    rows = await store.listed(work.tx, work.actor, unread=unread, before=before, limit=limit + 1)
    items = [
        Notice(
            id=row["id"],
            at=row["at"],
            kind=row["kind"],
            level=row["level"],
            subject=row["subject"],
            text=words(row["kind"], row["params"]),
            params=row["params"],
            read_at=row["read_at"],
        )
        for row in rows[:limit]
    ]
    return items, (items[-1].at, items[-1].id) if len(rows) > limit else None


async def unread(work: Work) -> Unread:
    """Return how many notices the caller has not read; one statement, however many there are."""
    found = await store.count_unread(work.tx, work.actor)
    return Unread(unread=found, capped=found == store.MOST_COUNTED)


async def mark_read(work: Work, ids: Sequence[UUID] | None) -> Unread:
    """Note that the caller has read ``ids`` (``None``: everything) and return what is left.

    Notices that are not for the caller, or not there, are passed over.
    """
    if ids is None:
        await store.mark_all(work.tx, work.actor, work.now, work.now - SETTLED)
    else:
        await store.mark_read(work.tx, work.actor, ids, work.now)
    return await unread(work)


async def sweep(work: Work) -> bool:
    """Delete a step of old notices; tell whether more may follow."""
    return await store.sweep(work.tx, work.now - KEPT, _STEP) == _STEP
