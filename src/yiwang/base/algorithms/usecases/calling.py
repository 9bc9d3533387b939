"""Asking the published model of a task: limited, in turn, counted; whatever it answers is checked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from yiwang.base.algorithms import store
from yiwang.base.algorithms.errors import NothingServesError, QuotaError
from yiwang.base.algorithms.model.kinds import Model
from yiwang.base.algorithms.model.queue import Job
from yiwang.base.algorithms.model.tensors import Tensor, check_tensors
from yiwang.base.algorithms.model.version import task_of, tasks
from yiwang.base.algorithms.usecases.queueing import desk_of
from yiwang.base.algorithms.usecases.serving import Opened, serving
from yiwang.base.audit import api as audit
from yiwang.infra.database import Database, Tx, Work
from yiwang.kernel.actor import Actor

#: Calls a day of a client that nobody set a limit for.
PER_DAY: Final = 10_000
_MOST_ROWS: Final = 2000


async def infer(
    database: Database,
    actor: Actor,
    task: str,
    tensors: Sequence[Tensor],
    *,
    scope: str = "",
    priority: int = 2,
    within: float = 30.0,
) -> dict[str, Any]:
    """Return ``{version, number, outputs, waited_ms, took_ms}`` of the published model.

    Opens short transactions of its own: none is open while the call waits or the model works. The call is
    counted before it waits, whatever comes of it. Raises ``algorithm_task``, ``algorithm_nothing_serves``,
    ``algorithm_tensor``, ``algorithm_quota``, ``algorithm_queue_full``, ``algorithm_too_late``, and what the
    model's kind says when it fails.
    """
    declared, desk = task_of(task), desk_of(database)
    async with database.work(actor) as work:
        opened = (await serving(work.tx, task, scope)).published
        if opened is None or not isinstance(opened.model, Model):
            raise NothingServesError(task=task)
        inputs = check_tensors(tensors, opened.model.inputs)
        most = await store.take(work.tx, actor.key, work.now.date(), opened.version.id, PER_DAY)
        if most is not None:
            raise QuotaError(limit=most)
        day = work.now.date()
        job = Job(client=actor.key, task=task, priority=priority, within=within)
        place = await desk.join(work.tx, job)
    asked, failed, took = time.monotonic(), True, 0.0
    began = asked
    try:
        async with desk.turn(place):
            began = time.monotonic()
            outputs = check_tensors(await opened.model.infer(inputs), declared.gives or opened.model.outputs)
            took = time.monotonic() - began
        failed = False
    finally:
        async with database.work(actor) as work:
            await _note(work, opened, day, failed=failed, millis=round(took * 1000))
            following = await desk.leave(work.tx, place)
        desk.wake(following)
    return {
        "version": opened.version.id,
        "number": opened.version.number,
        "outputs": outputs,
        "waited_ms": round((began - asked) * 1000, 1),
        "took_ms": round(took * 1000, 1),
    }


async def _note(work: Work, opened: Opened, day: date, *, failed: bool, millis: int) -> None:
    await store.note_use(work.tx, work.actor.key, day, opened.version.id, failed=failed, millis=millis)
    await store.count(work.tx, opened.version.id, day, 1, int(not failed), 0, 0)


async def set_limit(work: Work, client: str, per_day: int, price: Decimal) -> None:
    """Set what ``client`` may call per day and what an answered call costs; ``""``: of all others."""
    await store.put_limit(work.tx, client, per_day, price)
    await audit.record(work, "algorithm.limit", "client", client, {"per_day": per_day, "price": str(price)})


async def metering(tx: Tx, since: date, until: date) -> dict[str, Any]:
    """Return calls by client, day and version (at most 2,000 rows) and the limits that are set."""
    return {
        "items": await store.uses(tx, since, until, _MOST_ROWS),
        "limits": await store.limits(tx),
        "per_day": PER_DAY,
    }


async def health(tx: Tx) -> list[dict[str, Any]]:
    """Return how the published and shadow models of each task are, as this process sees them."""
    found = []
    for task in tasks():
        held = await serving(tx, task.name)
        for stage, opened in (("published", held.published), ("shadow", held.shadow)):
            if opened is not None and isinstance(opened.model, Model):
                found.append(
                    {
                        "task": task.name,
                        "version": opened.version.id,
                        "stage": stage,
                        "health": opened.model.health(),
                    }
                )
        found += [{"task": task.name, "version": v, "stage": None, "health": "failed"} for v in held.failed]
    return found
