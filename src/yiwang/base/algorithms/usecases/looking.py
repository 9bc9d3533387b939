"""Looking at versions and counting what they do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec

from yiwang.base.algorithms import store
from yiwang.base.algorithms.errors import AlgorithmNotFoundError
from yiwang.base.algorithms.model.version import Version, offered
from yiwang.base.identity import api as identity
from yiwang.infra.database import Tx, Work
from yiwang.kernel.actor import ROLES

_MOST: Final = 200
_DAYS: Final = 60


def shown(version: Version) -> dict[str, Any]:
    """Return a version as pages show it."""
    body: dict[str, Any] = msgspec.to_builtins(version)
    body.pop("made_by")  # a key of an account is nobody's business; the steps have the name
    return body | {"digest": version.digest.hex(), "acts": offered(version)}


async def find(tx: Tx, task: str | None = None) -> list[dict[str, Any]]:
    """Return versions by task and scope, the newest first, at most 200."""
    return [shown(version) for version in await store.find(tx, task, (), _MOST)]


async def detail(tx: Tx, version: UUID) -> dict[str, Any]:
    """Return a version with who moved it and its counts by day; raises ``algorithm_not_found``."""
    found = await store.get(tx, version)
    if found is None:
        raise AlgorithmNotFoundError(version=version)
    directory = await identity.directory(tx)
    steps = [
        {name: row[name] for name in ("seq", "at", "action", "stage", "reason")}
        | {"who": _called(directory, row["by"])}
        for row in await store.steps(tx, version)
    ]
    return shown(found) | {"steps": steps, "days": await store.tallies(tx, version, _DAYS)}


def _called(directory: identity.Directory, key: str) -> str:
    """Return how an actor's key is shown: a person's name as long as it is kept, else the role."""
    kind, _, name = key.partition(":")
    if kind != "person":
        return ROLES[name][0] if name in ROLES else name
    person = directory.person(UUID(name))
    return person.name if person is not None and person.name else "—"


async def recount(work: Work, rows: Sequence[tuple[UUID, date, int, int, int, int]]) -> None:
    """Write counts of whole days (version, UTC day, calls, acted, right, wrong) over what stood there.

    For who can count anew from what it keeps; a version that is not registered is left out.
    """
    await store.set_counts(work.tx, rows)


async def record(
    work: Work, version: UUID, *, calls: int = 0, acted: int = 0, right: int = 0, wrong: int = 0
) -> None:
    """Add to what a version did today (UTC)."""
    await store.count(work.tx, version, work.now.date(), calls, acted, right, wrong)
