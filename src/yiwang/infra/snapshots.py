"""Snapshots of reference data: read once, shared by all requests, renewed when they change.

Areas, units, matters, responsibilities, flows and calendars change a few times a day and are read
thousands of times a second. A change calls :func:`bump` in its transaction; every process notices at
its next check, at most ``max_age`` seconds later.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from yiwang.infra.database import Tx

T = TypeVar("T")


class _Revisions:
    """The revisions of all reference data, asked for once for all snapshots of this process."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Ask anew at the next use."""
        self._asked = -float("inf")
        self._known: dict[str, int] = {}

    async def get(self, tx: Tx, max_age: float) -> tuple[float, dict[str, int]]:
        """Return when the revisions were asked for (at most ``max_age`` seconds ago), and them.

        A transaction that has changed reference data sees revisions that nobody else sees yet; its
        answer is not shared, or others would hold the old state under the new revision for good.
        """
        if tx.changed:
            rows = await tx.fetch("SELECT name, revision FROM infra_revision")
            return time.monotonic(), {row["name"]: row["revision"] for row in rows}
        if time.monotonic() - self._asked >= max_age:
            asked = time.monotonic()
            rows = await tx.fetch("SELECT name, revision FROM infra_revision")
            self._known = {row["name"]: row["revision"] for row in rows}
            self._asked = asked
        return self._asked, self._known


_revisions = _Revisions()


async def bump(tx: Tx, name: str) -> None:
    """Mark the reference data ``name`` as changed, in the transaction that changes it.

    Call it after the change: from then on this transaction sees its own state of ``name``, and nobody
    else does before it commits.
    """
    tx.changed[name] = None
    await tx.execute(
        "INSERT INTO infra_revision (name, revision) VALUES ($1, 1) "
        "ON CONFLICT (name) DO UPDATE SET revision = infra_revision.revision + 1",
        name,
    )


class Snapshot(Generic[T]):
    """An immutable view of one kind of reference data, loaded by ``load(tx)`` on first use.

    The object belongs to one process and one database; :meth:`forget` exists for tests that change
    databases. Two tasks that find it stale load it once.
    """

    def __init__(self, name: str, load: Callable[[Tx], Awaitable[T]], max_age: float = 1.0) -> None:
        self.name = name
        self._load = load
        self._max_age = max_age
        self._value: T | None = None
        self._revision = -1
        self._checked = 0.0
        self._lock = asyncio.Lock()
        registry.append(self)  # type: ignore[arg-type]

    async def get(self, tx: Tx) -> T:
        """Return the snapshot, reloading it if its revision moved since the last check.

        A transaction that changed the data itself gets its own view, which is not shared: it may yet be
        rolled back.
        """
        if self.name in tx.changed:
            if tx.changed[self.name] is None:
                tx.changed[self.name] = await self._load(tx)
            return cast("T", tx.changed[self.name])
        if self._value is not None and time.monotonic() - self._checked < self._max_age:
            return self._value
        async with self._lock:
            if self._value is not None and time.monotonic() - self._checked < self._max_age:
                return self._value
            checked, revisions = await _revisions.get(tx, self._max_age)
            revision = revisions.get(self.name, 0)
            if self._value is None or revision != self._revision:
                self._value = await self._load(tx)
                self._revision = revision
            self._checked = checked
            return self._value

    def held(self) -> T | None:
        """Return what is held if it needs no look at the database now, else ``None``."""
        fresh = self._value is not None and time.monotonic() - self._checked < self._max_age
        return self._value if fresh else None

    def age(self) -> None:
        """Look at the revision at the next use; what is held stays if it did not move."""
        self._checked = 0.0
        _revisions.forget()

    def forget(self) -> None:
        """Drop what is held, so that the next use loads it anew."""
        self._value = None
        self._revision = -1
        self._checked = 0.0
        _revisions.forget()


registry: list[Snapshot[object]] = []


def expire(names: Iterable[str]) -> None:
    """Make this process look at the revisions of ``names`` at their next use: they changed just now."""
    for name in names:
        for snapshot in registry:
            if snapshot.name == name:
                snapshot.age()


async def warm(tx: Tx) -> None:
    """Load every snapshot of this process, so that the first requests find them."""
    for snapshot in registry:
        await snapshot.get(tx)


def forget_all() -> None:
    """Drop every snapshot of this process: for tests and after a restore."""
    for snapshot in registry:
        snapshot.forget()
