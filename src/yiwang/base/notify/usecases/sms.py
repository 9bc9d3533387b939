"""Queueing and sending text messages."""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from yiwang.base.geography import api as geography
from yiwang.base.notify.model.catalogue import template, words
from yiwang.base.notify.model.hours import is_quiet, next_morning
from yiwang.base.notify.model.notice import digest
from yiwang.base.notify.model.sms import (
    BATCH,
    DAILY_CAP,
    LEASE,
    STALE,
    Gateway,
    OutgoingSms,
    SmsDraft,
    clean_number,
    pause_after,
)
from yiwang.base.notify.store import sms as store
from yiwang.infra.database import Database, Row, Work
from yiwang.kernel.actor import SYSTEM
from yiwang.kernel.errors import YiwangError
from yiwang.kernel.text import mask_phone

#: How long what was sent is kept, with the masked number: for complaints and for counting.
KEPT: Final = timedelta(days=90)
_STEP: Final = 5000
_ERROR_LENGTH: Final = 500

_gateway: Gateway | None = None


def use_gateway(gateway: Gateway | None) -> None:
    """Set what carries the text messages of this process; ``None`` (the default): none leave."""
    global _gateway  # noqa: PLW0603 - one per process, set once at the start
    _gateway = gateway


async def queue(work: Work, drafts: Sequence[SmsDraft]) -> int:
    """Queue ``drafts`` in one statement and return how many were new.

    Without a gateway nothing is stored: a telephone number that cannot be used is not copied. What is
    no telephone number is passed over.
    """
    for draft in drafts:
        template(draft.kind).check(draft.params)
    if _gateway is None:
        return 0
    rows: dict[UUID, store.Queued] = {}
    for draft in drafts:
        number = clean_number(draft.number)
        if number is not None:
            key = digest(draft.kind, *draft.key)
            rows[key] = (
                key,
                draft.kind,
                draft.params,
                draft.urgent,
                number,
                mask_phone(number),
                draft.ref,
            )
    return await store.insert(work.tx, list(rows.values()), work.now) if rows else 0


async def send_due(database: Database) -> int:
    """Hand one batch of queued messages to the gateway; returns how many it was given.

    The transaction that takes them ends before the gateway is called, and each has a lease: after a
    crash in between the same messages, with the same ids, are handed over again.
    """
    gateway = _gateway
    if gateway is None:
        return 0
    async with database.work(SYSTEM) as work:
        batch = await _take(work)
    if not batch:
        return 0
    messages = [_message(row) for row in batch]
    try:
        refusals = await gateway.deliver(messages)
    except (OSError, YiwangError) as error:
        refusals = [f"{type(error).__name__}: {error}"] * len(messages)
    async with database.work(SYSTEM) as work:
        outcomes = [_outcome(row, why, work.now) for row, why in zip(batch, refusals, strict=True)]
        await store.settle(work.tx, outcomes, work.now)
    return len(batch)


async def _take(work: Work) -> list[Row]:
    """Lease the messages whose time has come; those over the daily cap wait for the next morning."""
    zone = ZoneInfo((await geography.areas(work.tx)).city.timezone)
    rows = await store.due(work.tx, work.now, BATCH, everybody=not is_quiet(work.now, zone))
    if not rows:
        return []
    salt = await store.salt(work.tx, work.now.astimezone(zone).date())
    keys = {row["id"]: hmac.digest(salt, row["number"].encode(), "sha256")[:16] for row in rows}
    used = Counter(await store.used(work.tx, list(set(keys.values())), list(keys)))
    taken: list[Row] = []
    waiting: list[store.Outcome] = []
    morning = next_morning(work.now, zone)
    if morning.astimezone(zone).date() == work.now.astimezone(zone).date():
        morning = next_morning(morning, zone)  # before sunrise: the cap is one of the day that just began
    for row in rows:
        key = keys[row["id"]]
        if used[key] < DAILY_CAP:
            used[key] += 1
            taken.append(row)
        else:
            waiting.append((row["id"], "queued", "daily cap", morning))
    if waiting:
        await store.settle(work.tx, waiting, work.now)
    if taken:
        await store.lease(work.tx, {r["id"]: keys[r["id"]] for r in taken}, work.now + LEASE)
    return taken


def _message(row: Row) -> OutgoingSms:
    return OutgoingSms(
        id=row["id"],
        to=row["number"],
        text=words(row["kind"], row["params"]),
        kind=row["kind"],
        urgent=row["urgent"],
        at=row["at"],
    )


def _outcome(row: Row, why: str | None, now: datetime) -> store.Outcome:
    if why is None:
        return row["id"], "sent", None, None
    # a gateway may quote what it was given: the number must not survive in its complaint
    why = why.replace(row["number"], mask_phone(row["number"])).replace("\x00", "")[:_ERROR_LENGTH]
    pause = pause_after(row["attempts"] + 1)
    if pause is None:
        return row["id"], "failed", why, None
    return row["id"], "queued", why, now + pause


async def forget(work: Work, refs: Sequence[UUID]) -> int:
    """Erase the numbers still queued under ``refs``; their messages are not sent."""
    return await store.forget(work.tx, refs)


async def counts(work: Work) -> dict[str, int]:
    """Return how many messages are ``queued``, ``sent`` and ``failed``."""
    return dict.fromkeys(("queued", "sent", "failed"), 0) | await store.counts(work.tx)


async def sweep(work: Work) -> bool:
    """Fail what waited too long, delete what is old and yesterday's salts; tell whether more may follow."""
    zone = ZoneInfo((await geography.areas(work.tx)).city.timezone)
    stale = await store.give_up(work.tx, work.now - STALE, _STEP)
    old = await store.sweep(work.tx, work.now - KEPT, _STEP)
    await store.forget_days(work.tx, work.now.astimezone(zone).date())
    return _STEP in (stale, old)
