"""Who is calling: from a secret to an actor, in microseconds, with revocation within a second."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yiwang.base.identity.model.accounts import SESSION_IDLE, USE_NOTED_EVERY, digest
from yiwang.base.identity.store import accounts as store
from yiwang.infra.database import Database, Row, Tx
from yiwang.infra.snapshots import Snapshot
from yiwang.kernel.actor import SYSTEM, Actor
from yiwang.kernel.errors import UnavailableError

_MOST_HELD = 50_000


@dataclass(slots=True)
class _Known:
    actor: Actor
    id: UUID
    kind: str
    by_link: bool
    expires_at: datetime
    used_at: datetime
    noted_at: datetime


class _Held:
    """What this process knows of credentials since the last revocation anywhere."""

    def __init__(self) -> None:
        self.known: dict[bytes, _Known | None] = {}


async def _empty(_: Tx) -> _Held:
    return _Held()


#: Every revocation bumps this revision, which empties the cache of every process within 0.9 s.
CREDENTIALS: Snapshot[_Held] = Snapshot("credentials", _empty, max_age=0.9)


@dataclass(frozen=True, slots=True)
class Presented:
    """A valid credential: who it stands for, and what kind it is."""

    actor: Actor
    id: UUID
    kind: str
    by_link: bool


async def authenticate(db: Database, secret: str) -> Actor | None:
    """Return who ``secret`` stands for; see :func:`yiwang.base.identity.api.authenticate`."""
    known = await _known(db, secret)
    return None if known is None else known.actor


async def presented(db: Database, secret: str) -> Presented | None:
    """Return the credential behind ``secret``, if it is valid now."""
    known = await _known(db, secret)
    return None if known is None else Presented(known.actor, known.id, known.kind, known.by_link)


async def _known(db: Database, secret: str) -> _Known | None:
    held = CREDENTIALS.held()
    if held is None:
        async with db.reading(SYSTEM) as work:
            held = await CREDENTIALS.get(work.tx)
    key = digest(secret)
    now = db.time.now()
    found = held.known.get(key)
    if found is None or _idle(found, now):
        if found is None and key in held.known:
            return None  # a secret of 256 bits that was unknown a moment ago cannot have come to be
        found = await _look_up(db, key)
        if len(held.known) >= _MOST_HELD:
            held.known.clear()
        held.known[key] = found
    if found is None or now >= found.expires_at or _idle(found, now):
        return None
    found.used_at = now
    if now - found.noted_at >= USE_NOTED_EVERY:
        found.noted_at = now
        await _note_use(db, found)
    return found


def _idle(known: _Known, now: datetime) -> bool:
    return known.kind == "session" and now - known.used_at > SESSION_IDLE


async def _look_up(db: Database, key: bytes) -> _Known | None:
    async with db.reading(SYSTEM) as work:
        row = await store.find_credential(work.tx, key)
    return None if row is None or row["kind"] == "link" else _from_row(row)


def _from_row(row: Row) -> _Known:
    actor = Actor(
        name=row["name"],
        roles=frozenset(row["roles"]),
        account=row["account"] or row["id"],
        person=row["person"],
        unit=row["unit"],
        area=row["area"],
    )
    return _Known(
        actor, row["id"], row["kind"], row["by_link"], row["expires_at"], row["used_at"], row["used_at"]
    )


async def _note_use(db: Database, known: _Known) -> None:
    # a full disk must not lock out those who only read
    with contextlib.suppress(UnavailableError):
        async with db.work(SYSTEM) as work:
            await store.touch(work.tx, known.id, known.used_at)
