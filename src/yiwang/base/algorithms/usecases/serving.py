"""What serves: the published and the shadow model of each task, opened once per process."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from typing import Any
from uuid import UUID

import msgspec

from yiwang.base.algorithms import store
from yiwang.base.algorithms.errors import ArtefactError
from yiwang.base.algorithms.model.kinds import open_artefact
from yiwang.base.algorithms.model.version import Version, task_of, tasks
from yiwang.base.algorithms.usecases.registering import SNAPSHOT
from yiwang.infra.database import Tx
from yiwang.infra.snapshots import Snapshot

_log = logging.getLogger(__name__)


class Opened(msgspec.Struct, frozen=True):
    """A version and what its task's reader made of the artefact."""

    version: Version
    model: Any


class Serving(msgspec.Struct, frozen=True):
    """What a task has now; ``failed`` names versions that do not open."""

    published: Opened | None = None
    shadow: Opened | None = None
    failed: tuple[UUID, ...] = ()


#: Models of this process by version: a version never changes, so it is read and opened once.
_models: dict[UUID, Any] = {}


async def _load(tx: Tx) -> dict[tuple[str, str], Serving]:
    known = {task.name for task in tasks()}
    live = [v for v in await store.find(tx, None, ["published", "shadow"], 1000) if v.task in known]
    chosen: dict[tuple[str, str, str], Version] = {}
    for version in live:
        chosen.setdefault((version.task, version.scope, version.stage), version)
    found: dict[tuple[str, str], Serving] = {}
    for (task, scope, stage), version in chosen.items():
        now = found.get((task, scope), Serving())
        try:
            opened = Opened(version, await _opened(tx, version))
        except Exception:  # noqa: BLE001 - a bad model must stop nobody who asks
            _log.exception("model %s of %s does not open", version.id, task)
            found[task, scope] = msgspec.structs.replace(now, failed=(*now.failed, version.id))
            continue
        found[task, scope] = msgspec.structs.replace(now, **{stage: opened})
    wanted = {version.id for version in chosen.values()}
    for gone in set(_models) - wanted:
        del _models[gone]
    return found


async def _opened(tx: Tx, version: Version) -> Any:
    if version.id not in _models:
        content = await store.artefact(tx, version.id)
        _models[version.id] = await asyncio.to_thread(_open, version, content)
    return _models[version.id]


def _open(version: Version, content: bytes) -> Any:
    if hashlib.sha256(content).digest() != version.digest:
        raise ArtefactError(why_zh="与登记时的摘要不符", why_en="its digest is not the registered one")
    return open_artefact(task_of(version.task), content)


_SERVING: Snapshot[dict[tuple[str, str], Serving]] = Snapshot(SNAPSHOT, _load)


async def serving(tx: Tx, task: str, scope: str = "") -> Serving:
    """Return what serves ``task`` in ``scope``; no SQL while it is fresh. Never raises for a bad model."""
    return (await _SERVING.get(tx)).get((task, scope), Serving())
