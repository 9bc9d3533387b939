"""Writing what an act came to: journal, row, tasks, clocks, notes and the message, together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from yiwang.base.audit import api as audit
from yiwang.base.cases.errors import StaleCaseError
from yiwang.base.cases.messages import CaseChanged
from yiwang.base.cases.model import facts as f
from yiwang.base.cases.model.evolve import condensed
from yiwang.base.cases.model.state import OVER, Task
from yiwang.base.cases.store import cases as store
from yiwang.base.cases.store import dispatches
from yiwang.base.cases.store import notes as note_store
from yiwang.base.cases.usecases.context import Ctx
from yiwang.infra.database import Work

_SALT = 16


def entry(ctx: Ctx, action: str, salts: dict[str, bytes]) -> audit.JournalEntry:
    """Return the journal entry of what happened in ``ctx`` and advance the state's version and head.

    The entry names notes by id and salted commitment only; ``salts`` receives the salts.
    """
    state = ctx.state
    data = dict(ctx.data)
    origin = data.pop("origin", None)
    data["facts"] = condensed(ctx.facts)
    if not ctx.actor.is_system:
        # who may do what changes; by what right this was done does not
        data["as"] = {"roles": sorted(ctx.actor.roles), "unit": ctx.actor.unit}
    if ctx.notes:
        data["notes"] = {str(n.id): _commit(str(n.id), n.text, salts) for n in ctx.notes}
    made = audit.chain(
        "case",
        state.id,
        state.version + 1,
        ctx.now,
        ctx.actor,
        action,
        origin,
        state.stage,
        data,
        state.head,
    )
    state.version, state.head = made.seq, made.hash
    return made


def _commit(note: str, text: str, salts: dict[str, bytes]) -> str:
    salts[note] = os.urandom(_SALT)
    return audit.commitment(salts[note], text).hex()


Acted = tuple[Ctx, str]


async def update(work: Work, acted: Sequence[Acted]) -> None:
    """Store the outcome of acts, each case at most once; raises :class:`StaleCaseError`.

    The number of statements does not depend on the number of acts.
    """
    if not acted:
        return
    salts: dict[str, bytes] = {}
    before = [ctx.state.version for ctx, _ in acted]
    await audit.append(work.tx, [entry(ctx, action, salts) for ctx, action in acted])
    written = await store.update_cases(
        work.tx,
        [(ctx.state, was, ctx.flow.final_clock) for (ctx, _), was in zip(acted, before, strict=True)],
    )
    if not written:
        raise StaleCaseError(version=before[0] + 1)
    await store.put_tasks(work.tx, [(ctx.state, task) for ctx, _ in acted for task in _tasks_due(ctx)])
    await dispatches.put(work.tx, [ctx.state for ctx, _ in acted if any(map(_tells_of_dispatch, ctx.facts))])
    for ctx, action in acted:
        if any(map(_moves_marks, ctx.facts)):
            await store.put_marks(work.tx, ctx.state)
        if ctx.media:
            await note_store.attach(work.tx, ctx.state.id, ctx.media)
        work.announce(changed(ctx, action))
    await save_notes(work, [ctx for ctx, _ in acted], salts)


def _tasks_due(ctx: Ctx) -> list[Task]:
    """Return the tasks whose rows change: those set, and with any clock the live ones, for their deadline."""
    tasks = {x.task.id for x in ctx.facts if isinstance(x, f.TaskSet)}
    if any(isinstance(x, f.ClockSet) for x in ctx.facts):
        tasks |= {t.id for t in ctx.state.live_tasks()}
    return [ctx.state.tasks[task] for task in tasks]


def _tells_of_dispatch(fact: f.Fact) -> bool:
    """Tell whether whose a case is, or was in the end, looks otherwise after it."""
    if isinstance(fact, f.Attributed):
        return not _WHOSE.isdisjoint(fact.values)
    if isinstance(fact, f.Moved):
        return fact.stage in OVER
    return isinstance(fact, f.DispatchedBy | f.ReturnSet | f.Placed)


_WHOSE = frozenset({"lead", "matter"})


def _moves_marks(fact: f.Fact) -> bool:
    """Tell whether a search by place or matter must find the case elsewhere now."""
    return isinstance(fact, f.Placed) or (isinstance(fact, f.Attributed) and "matter" in fact.values)


async def save_notes(work: Work, acts: Iterable[Ctx], salts: dict[str, bytes]) -> None:
    """Store the words written in ``acts``."""
    await note_store.insert(
        work.tx,
        [
            note_store.NoteRow(
                id=n.id,
                case_id=ctx.state.id,
                kind=n.kind,
                public=n.public,
                text=n.text,
                salt=salts[str(n.id)],
                at=ctx.now,
                author=ctx.actor.key,
            )
            for ctx in acts
            for n in ctx.notes
        ],
    )


def changed(ctx: Ctx, action: str) -> CaseChanged:
    """Return the message that tells others of the act."""
    state = ctx.state
    nearest = state.nearest_clock
    return CaseChanged(
        case=state.id,
        number=state.number,
        action=action,
        stage=state.stage,
        origin=ctx.data.get("origin"),
        side=state.side,
        version=state.version,
        unit=state.lead,
        units=tuple({t.unit: None for t in state.live_tasks()} | dict.fromkeys(state.copies)),
        area=state.place.area,
        path=state.place.path,
        matter=state.matter,
        channel=state.channel,
        at=ctx.now,
        due_at=nearest.due_at if nearest is not None else None,
    )
