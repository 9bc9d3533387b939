"""What runs on a case: each step with its time, its state and its words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from yiwang.base.cases import api as cases
from yiwang.base.plans import store
from yiwang.base.plans.model.run import Run, RunStep
from yiwang.base.plans.usecases.library import person_of
from yiwang.base.plans.usecases.situating import Scene
from yiwang.infra.database import Work


async def shown(work: Work, here: Scene, runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Return ``runs`` of the case of ``here`` as its page shows them."""
    versions = {code: await store.versions(work.tx, code) for code in {run.plan for run in runs}}
    words = await cases.note_texts(work, [one.note for run in runs for one in run.steps if one.note])
    found = []
    for run in runs:
        version = next((one for one in versions[run.plan] if one.version == run.version), None)
        titles = {} if version is None else {one.id: one.title for one in version.plan.steps}
        person = person_of(run.by)
        known = None if person is None else here.directory.person(person)
        found.append(
            {
                "id": run.id,
                "plan": run.plan,
                "version": run.version,
                "title": run.plan if version is None else version.plan.title,
                "level": run.level,
                "at": run.at,
                "by": known.name if known is not None else None,
                "struck": [titles.get(one, one) for one in run.struck],
                "steps": [
                    _step(here, one, titles.get(one.id))
                    | {"text": words.get(one.note) if one.note is not None else None}
                    | progress(one, here.state, work.now)
                    for one in run.steps
                ],
            }
        )
    return found


def _step(here: Scene, one: RunStep, title: str | None) -> dict[str, Any]:
    unit = here.directory.unit(one.unit) if one.unit is not None else None
    return {
        "id": one.id,
        "title": title,
        "how": one.how,
        "unit": None if unit is None else {"code": unit.code, "name": unit.name},
        "role": one.role,
        "told": one.told,
        "minutes": one.minutes,
        "due_at": one.due_at,
        "evidence": one.evidence,
        "changed": one.changed,
    }


def progress(step: RunStep, state: cases.CaseState, now: datetime) -> dict[str, Any]:
    """Return where a step stands by its case: ``state``, ``done_at``, ``overdue``, ``unproved``.

    ``unproved``: done without the evidence that was asked for.
    """
    stands, done, unproved = "told", None, False
    if step.task is not None and step.task in state.tasks:
        task = state.tasks[step.task]
        stands, done = task.status, task.done_at
        unproved = step.evidence and stands == "done" and not task.media
    elif step.supervision is not None and step.supervision in state.supervisions:
        item = state.supervisions[step.supervision]
        stands, done = item.status, item.answered_at or item.closed_at
    end = now if stands in {"open", "signed"} else done
    overdue = step.due_at is not None and end is not None and end > step.due_at
    return {"state": stands, "done_at": done, "overdue": overdue, "unproved": unproved}
