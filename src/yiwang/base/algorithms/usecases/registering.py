"""Storing versions and moving them from stage to stage."""

from __future__ import annotations

import hashlib
from typing import Final
from uuid import UUID

import msgspec

from yiwang.base.algorithms import store
from yiwang.base.algorithms.errors import AlgorithmActError, AlgorithmNotFoundError, ArtefactError
from yiwang.base.algorithms.messages import AlgorithmChanged
from yiwang.base.algorithms.model.kinds import Model, open_artefact
from yiwang.base.algorithms.model.version import Act, Card, Version, next_stage, task_of
from yiwang.base.audit import api as audit
from yiwang.infra.database import Work
from yiwang.infra.snapshots import bump
from yiwang.kernel.errors import InvalidInputError, YiwangError
from yiwang.kernel.ids import new_id

SNAPSHOT: Final = "algorithms.serving"
#: The largest artefact, bytes: it goes into the database and from there into every process.
MOST_BYTES: Final = 64_000_000


async def register(work: Work, task: str, card: Card, artefact: bytes, *, scope: str = "") -> Version:
    """Store a new version in the stage ``uploaded`` and check it at once.

    It becomes ``checked`` if the task's reader, or its kind's, opens it and it is ready, else it stays
    ``uploaded`` with the reason in its steps. Raises ``algorithm_task``, and
    ``algorithm_artefact`` if it is too large.
    """
    task_of(task)
    if len(artefact) > MOST_BYTES:
        raise ArtefactError(why_zh=f"超过 {MOST_BYTES:,} 字节", why_en=f"more than {MOST_BYTES:,} bytes")
    await store.lock(work.tx, task, scope)
    made = Version(
        id=new_id(),
        task=task,
        scope=scope,
        number=await store.next_number(work.tx, task, scope),
        stage="uploaded",
        card=card,
        digest=hashlib.sha256(artefact).digest(),
        size=len(artefact),
        made_at=work.now,
        made_by=work.actor.key,
        changed_at=work.now,
    )
    await store.add(work.tx, made, artefact)
    await _told(work, made, "register", "")
    try:
        return await promote(work, made.id, "check")
    except YiwangError as error:
        await store.add_step(work, made, "check", error.sentence("zh"))
        return made


async def promote(work: Work, version: UUID, act: Act, reason: str = "") -> Version:
    """Move a version to the stage that ``act`` leads to; what was published before is retired.

    Raises ``algorithm_not_found``, ``algorithm_act``, and for ``check`` ``algorithm_artefact``.
    """
    known = await _locked(work, version)
    stage = next_stage(known, act)
    if act == "check":
        await _check(work, known)
    if stage == "published":
        for other in await store.find(work.tx, known.task, ["published"], 1000):
            if other.scope == known.scope:
                retired = msgspec.structs.replace(other, stage="retired", changed_at=work.now)
                await _keep(work, retired, "retire", reason or f"v{known.number}")
    moved = msgspec.structs.replace(known, stage=stage, changed_at=work.now)
    await _keep(work, moved, act, reason)
    return moved


async def roll_back(work: Work, task: str, scope: str = "", reason: str = "") -> Version:
    """Publish again what was published before; raises ``algorithm_act`` if nothing was."""
    task_of(task)
    await store.lock(work.tx, task, scope)
    before = await store.published_before(work.tx, task, scope)
    if before is None:
        raise AlgorithmActError(why_zh="没有更早发布过的版本", why_en="no earlier version was ever published")
    return await promote(work, before.id, "publish", reason)


async def tune(work: Work, version: UUID, settings: dict[str, float], reason: str = "") -> Version:
    """Change settings of a version within what its task allows; raises ``invalid_input``."""
    known = await _locked(work, version)
    allowed = task_of(known.task).settings
    for name, value in settings.items():
        least, most = allowed.get(name, (1.0, 0.0))
        if not least <= value <= most:
            raise InvalidInputError(
                field=f"settings.{name}",
                why_zh=f"应在 {least}～{most} 之间" if name in allowed else "没有这个设置",
                why_en=f"must be between {least} and {most}" if name in allowed else "no such setting",
            )
    card = msgspec.structs.replace(known.card, settings={**known.card.settings, **settings})
    changed = msgspec.structs.replace(known, card=card, changed_at=work.now)
    said = ", ".join(f"{name} = {value:g}" for name, value in settings.items())
    await _keep(work, changed, "tune", f"{said} {reason}".strip())
    return changed


async def _locked(work: Work, version: UUID) -> Version:
    seen = await store.get(work.tx, version)
    if seen is None:
        raise AlgorithmNotFoundError(version=version)
    await store.lock(work.tx, seen.task, seen.scope)
    known = await store.get(work.tx, version)
    assert known is not None
    return known


async def _check(work: Work, version: Version) -> None:
    content = await store.artefact(work.tx, version.id)
    if hashlib.sha256(content).digest() != version.digest:
        raise ArtefactError(why_zh="与登记时的摘要不符", why_en="its digest is not the registered one")
    model = open_artefact(task_of(version.task), content)
    if isinstance(model, Model):  # an outside one is asked here, within its own short limit of time
        await model.ready()


async def _keep(work: Work, version: Version, action: str, reason: str) -> None:
    await store.put(work, version)
    await _told(work, version, action, reason)


async def _told(work: Work, version: Version, action: str, reason: str) -> None:
    await store.add_step(work, version, action, reason)
    detail = {"task": version.task, "number": version.number, "stage": version.stage}
    await audit.record(work, f"algorithm.{action}", "algorithm", version.id, detail)
    await bump(work.tx, SNAPSHOT)
    work.announce(
        AlgorithmChanged(
            version=version.id,
            task=version.task,
            scope=version.scope,
            stage=version.stage,
            action=action,
            at=work.now,
        )
    )
